"""Run all benchmarks, or the parts that are named: what `make bench PART=…` does."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = {
    "rules": "rules",
    "suggest": "suggest",
    "understand": "understand",
    "turn": "stored_turns",
    "sweep": "sweep",
}
OVER_HTTP = ("closed", "offered", "slow", "webhook", "crowd", "workers", "cold")


def main(asked: list[str]) -> int:
    """Run the parts in their order; return the status of the first that failed."""
    known = (*SCRIPTS, *OVER_HTTP)
    if unknown := [part for part in asked if part not in known]:
        sys.stderr.write(f"There is no part {unknown[0]}. The parts: {', '.join(known)}.\n")
        return 2
    wanted = asked or known
    runs = [(SCRIPTS[part],) for part in SCRIPTS if part in wanted]
    parts = [part for part in OVER_HTTP if part in wanted]
    if parts:
        runs.append(("over_http", *parts))
    for script, *arguments in runs:
        print(f"\n== {' '.join((script, *arguments))}", flush=True)
        status = subprocess.run([sys.executable, HERE / f"{script}.py", *arguments], check=False)
        if status.returncode:
            return status.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
