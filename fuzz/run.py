"""Fuzzes every target for a while; a script of `make fuzz`. Prints one line of JSON per target.

TIME seconds each (60 unless told), TARGET for one of them alone. The lines also go into the file
that CMPBOT_COUNTS names. Ends with 1 where something was found.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from targets import TARGETS

HERE = Path(__file__).resolve().parent
HOME = HERE.parent / ".fuzz"
LONGEST = 4096  # bytes of an input
SLOWEST = 20  # seconds for one input, by the clock on the wall


def main() -> int:
    """Return 0 where no target failed."""
    seconds = int(os.environ.get("TIME") or 60)
    HOME.mkdir(exist_ok=True)
    wanted = [os.environ["TARGET"]] if os.environ.get("TARGET") else list(TARGETS)
    found = [fuzzed(target, seconds) for target in wanted]
    return 1 if any(found) else 0


def fuzzed(target: str, seconds: int) -> bool:
    """Fuzz one target; return whether something was found, which is shown."""
    began = time.monotonic()
    ended = subprocess.run(
        [
            sys.executable,
            str(HERE / "one.py"),
            target,
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST}",
            f"-timeout={SLOWEST}",
            f"-artifact_prefix={HOME}/{target}-",
            "-print_final_stats=1",
            "-verbosity=1",
        ],
        check=False,
        text=True,
        errors="replace",
        capture_output=True,
    )
    said = ended.stdout + ended.stderr
    line = json.dumps(
        {
            "what": f"fuzz {target}",
            "inputs": number(r"number_of_executed_units: *(\d+)", said),
            "branches": number(r"cov: (\d+)", said),
            "found": ended.returncode != 0,
            "seconds": round(time.monotonic() - began),
        }
    )
    print(line, flush=True)
    if name := os.environ.get("CMPBOT_COUNTS"):
        with Path(name).open("a") as file:
            file.write(f"{line}\n")
    if ended.returncode:
        print(said[-6000:], file=sys.stderr, flush=True)
    return ended.returncode != 0


def number(pattern: str, text: str) -> int:
    """Return the last number of that kind; 0 where there is none."""
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


if __name__ == "__main__":
    sys.exit(main())
