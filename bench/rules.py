"""How long the rules take: progress and plan for six credentials, as p50, p99 and ratios.

Run with `python bench/rules.py`. Times are of the processor, so that other work on the machine
does not disturb them. Figures go to standard output; nothing is checked.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from cmp_rules.catalog import catalog
from cmp_rules.model import Activity, Area, CredentialKey, Holding, Kind, Part, Scheme
from cmp_rules.planner import plan
from cmp_rules.progress import progress

TODAY = date(2026, 11, 23)
KEYS = (
    CredentialKey("MLS"),
    CredentialKey("SBB"),
    CredentialKey("BB"),
    CredentialKey("MB"),
    CredentialKey("PA"),
    CredentialKey("QIHC", Scheme.QUALIFICATION),
)
HOLDINGS = tuple(
    Holding(key, date(2027, 6, 30) + timedelta(days=40 * place)) for place, key in enumerate(KEYS)
)


def person(count: int, *, points: int, seed: int = 1) -> list[Activity]:
    """Return activities of random areas; `points` is the most a part has, in quarters."""
    chance = random.Random(seed)
    return [
        Activity(
            title=f"Activity {number}",
            date=date(2024, 1, 1) + timedelta(days=chance.randrange(1050)),
            kind=Kind.COLLEGE_COURSE if chance.random() < 0.1 else Kind.CE_COURSE,
            parts=tuple(_part(chance, points) for _ in range(chance.choice((1, 1, 1, 2)))),
        )
        for number in range(count)
    ]


def _part(chance: random.Random, points: int) -> Part:
    areas = chance.sample(list(Area), chance.choice((1, 1, 1, 2, 3)))
    return Part(Decimal(chance.randint(1, points)) / 4, frozenset(areas))


def measure(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return p50 and p99 of a piece of work in milliseconds."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[min(len(taken) - 1, len(taken) * 99 // 100)]


def from_cold() -> float:
    """Return how long a fresh process takes until the catalogue is read, in milliseconds."""
    code = (
        "import time; begun = time.process_time()\n"
        "from cmp_rules import planner, progress, suggest; from cmp_rules.catalog import catalog\n"
        "catalog(); print((time.process_time() - begun) * 1000)"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(9)
    ]
    return sorted(float(each.stdout) for each in said)[4]


def progress_of_all(activities: list[Activity]) -> None:
    for holding in HOLDINGS:
        progress(holding, activities, TODAY)


def main() -> None:
    print(f"importing the rules and reading the catalogue: p50 {from_cold():.0f} ms")
    catalog()
    base = 0.0
    for count in (300, 30, 3000, 6000):
        activities = person(count, points=8)
        p50, p99 = measure(lambda a=activities: progress_of_all(a), 60 if count < 3000 else 20)
        each = p50 / count / len(HOLDINGS) * 1000
        base = base or each
        print(
            f"progress, {count} activities x 6: p50 {p50:.1f} ms, p99 {p99:.1f} ms, "
            f"{each:.1f} µs for an activity and credential ({each / base:.2f} of that at 300)"
        )
    for label, count, points in (
        ("nothing done", 0, 1),
        ("30 activities, far from complete", 30, 2),
        ("300 activities, near completion", 300, 1),
        ("300 activities", 300, 2),
    ):
        worst, p50s = 0.0, []
        for seed in range(30):
            activities = person(count, points=points, seed=seed)
            p50, p99 = measure(lambda a=activities: plan(HOLDINGS, a, TODAY), 3)
            p50s.append(p50)
            worst = max(worst, p99)
        print(f"plan for 6, {label}: p50 {sorted(p50s)[15]:.1f} ms, worst {worst:.1f} ms")


if __name__ == "__main__":
    main()
