"""Runs the fast tests with the other supported Pythons that this machine has.

A script of `make versions`. Each Python gets a virtual environment with the same constraints, made
again only when pyproject.toml or constraints.txt changed. A Python that is not there is said in one
line and is no failure.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OTHERS = ("3.12", "3.13")
TESTS = ["-m", "not slow and not postgres", "-n", "2", "-q"]


def main() -> int:
    """Return 0 where every Python that is there passes."""
    failed = []
    for version in OTHERS:
        python = find(version)
        if python is None:
            print(f"Python {version} is not on this machine: not tried.", flush=True)
        elif not passes(version, python):
            failed.append(version)
    if failed:
        print(f"The tests fail with Python {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def find(version: str) -> str | None:
    """Return a Python of this version: the newest that pyenv keeps, or one on the path."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    names = [p.name for p in kept.glob(f"{version}.*") if re.fullmatch(r"[\d.]+", p.name)]
    newest = sorted(names, key=lambda name: [int(number) for number in name.split(".")])[::-1]
    found = [str(kept / name / "bin" / "python") for name in newest]
    if on_path := shutil.which(f"python{version}"):
        found.append(on_path)
    return next((python for python in found if _is(version, python)), None)


def _is(version: str, python: str) -> bool:
    """Whether this really starts and is that version; pyenv's shims may lead nowhere."""
    ask = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        said = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return said.stdout.strip() == version


def passes(version: str, python: str) -> bool:
    """Whether the fast tests pass with this Python; an environment that cannot be made fails."""
    home = ROOT / f".venv-{version}"
    ready, wanted = home / ".ready", _fingerprint(python)
    if not ready.exists() or ready.read_text() != wanted:
        print(f"Python {version}: making {home.name}", flush=True)
        if not _make(python, home):
            return False
        ready.write_text(wanted)
    print(f"Python {version}:", flush=True)
    done = subprocess.run([home / "bin" / "python", "-m", "pytest", *TESTS], cwd=ROOT, check=False)
    return done.returncode == 0


def _make(python: str, home: Path) -> bool:
    shutil.rmtree(home, ignore_errors=True)
    install = ["-m", "pip", "install", "--quiet", "--constraint", "constraints.txt"]
    steps = (
        [python, "-m", "venv", str(home)],
        [str(home / "bin" / "python"), *install, "--editable", ".[dev]"],
    )
    return all(subprocess.run(step, cwd=ROOT, check=False).returncode == 0 for step in steps)


def _fingerprint(python: str) -> str:
    told = [ROOT / "pyproject.toml", ROOT / "constraints.txt"]
    return hashlib.sha256(python.encode() + b"".join(p.read_bytes() for p in told)).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
