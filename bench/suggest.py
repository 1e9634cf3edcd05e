"""Measure the suggestions on titles with known areas: `python bench/suggest.py [held_out]`."""

import csv
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from cmp_rules.suggest import suggest

TITLES = Path(__file__).parent / "suggest"


def read(name: str) -> list[tuple[str, str, list[str]]]:
    """Read titles with providers and areas, the likeliest area first."""
    with (TITLES / f"{name}.tsv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["title"], row["provider"], (row["areas"] or "").split(",")) for row in rows]


def measure(name: str, *, with_provider: bool, show: bool) -> None:
    """Print how often the first or one of the first two suggestions is right."""
    rows = read(name)
    first = accepted = second = empty = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for title, provider, areas in rows:
        said = [str(each.area) for each in suggest(title, provider if with_provider else "")]
        first += said[:1] == areas[:1]
        accepted += bool(said) and said[0] in areas
        second += areas[0] in said[:2]
        empty += not said
        if said[:1] != areas[:1]:
            wrong[(areas[0], said[0] if said else "-")] += 1
            if show:
                print(f"  {areas[0]:22} {','.join(said) or '-':44} {title} [{provider}]")
    count = len(rows)
    print(
        f"{name}{'' if with_provider else ' without provider'}: {count} titles, "
        f"first right {first / count:.1%} (or acceptable {accepted / count:.1%}), "
        f"in the first two {second / count:.1%}, empty {empty / count:.1%}"
    )
    if with_provider:
        for (area, said_area), times in wrong.most_common(12):
            print(f"    {area} taken for {said_area}: {times}")


def nonsense() -> None:
    """Print how often titles that say nothing get no suggestion."""
    rows = read("nonsense")
    said = [(title, suggest(title)) for title, _, _ in rows]
    quiet = sum(not areas for _, areas in said)
    print(f"nonsense: {len(rows)} titles, empty {quiet / len(rows):.1%}")
    for title, areas in said:
        if areas:
            print(f"    {title}: {', '.join(each.area for each in areas)}")


def speed() -> None:
    """Print how long a title takes once the word list is read."""
    rows = read("held_out")
    took = []
    for title, provider, _ in rows:
        start = time.perf_counter()
        suggest(title, provider)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    print(f"speed: p50 {statistics.median(took):.2f} ms, p99 {took[len(took) * 99 // 100]:.2f} ms")


if __name__ == "__main__":
    asked = sys.argv[1:]
    for each in asked or ["development", "held_out", "terse", "plain"]:
        measure(each, with_provider=True, show=bool(asked))
        measure(each, with_provider=False, show=False)
    nonsense()
    speed()
