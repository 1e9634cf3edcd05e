"""How well sentences are understood, and how fast: `python bench/understand.py [FILE …]`.

Prints the accuracy per intent and per entity, the confusions, what `sure` is worth, and the time
per line. Options: `--wrong` lists every line that is wrong; `--folds` leaves out a fifth of the
examples in turn and reads it with what the others teach.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from conversations.reading.dates import Day
from conversations.reading.sentences.examples import evidence, example_words, learn
from conversations.reading.sentences.grammar import Intent, choose, weigh
from conversations.reading.sentences.sentence import LEARNT, Understood, understand
from conversations.reading.words import data

CORPUS = Path(__file__).parent.parent / "tests" / "conversations" / "corpus"
TODAY = date(2026, 11, 23)
FOLDS = 5
SURE = (0.5, 0.7, 0.9)


@dataclass(frozen=True)
class Utterance:
    """One line of the corpus: what was said, and what is meant."""

    intent: str
    text: str
    entities: dict[str, str]


def read_corpus(file: Path) -> list[Utterance]:
    """Read a file of the corpus."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Utterance(row[0], row[1], dict(cell.split("=", 1) for cell in row[2:])) for row in rows]


def entity(understood: Understood, name: str) -> str:
    """Return what was understood of one entity, in the form of the corpus."""
    day = understood.date
    found: dict[str, str] = {
        "points": _number(understood.points),
        "unit": _number(understood.unit_of),
        "date": day.date.isoformat() if isinstance(day, Day) else "",
        "provider": understood.provider or "",
        "title": understood.title or "",
        "kind": str(understood.kind or ""),
        "areas": ",".join(sorted(understood.areas)),
        "parts": " ".join(
            f"{_number(p.points)}:{'/'.join(sorted(p.areas))}" for p in understood.parts
        ),
        "credentials": ",".join(key.code for key in understood.credentials),
        "expiries": " ".join(
            f"{key.code}:{read.date}" for key, read in understood.expiries if isinstance(read, Day)
        ),
    }
    return found[name]


def _number(number: object) -> str:
    return "" if number is None else f"{number:f}"


def main(arguments: list[str]) -> int:
    """Print the report of each file."""
    if "--folds" in arguments:
        _left_out()
        return 0
    files = [Path(name) for name in arguments if not name.startswith("--")]
    for file in files or sorted(CORPUS.glob("*.tsv")):
        _report(file, wrong="--wrong" in arguments)
    return 0


def _report(file: Path, *, wrong: bool) -> None:
    corpus = read_corpus(file)
    understand("warm up", today=TODAY, order="mdy")
    right, seen = Counter[str](), Counter[str]()
    confusions: dict[str, Counter[str]] = defaultdict(Counter)
    entities_right, entities_seen = Counter[str](), Counter[str]()
    sures: list[tuple[float, bool]] = []
    times, lines = [], []
    for one in corpus:
        start = perf_counter()
        understood = understand(one.text, today=TODAY, order="mdy")
        times.append((perf_counter() - start) * 1e3)
        seen[one.intent] += 1
        good = understood.intent == one.intent
        sures.append((understood.sure, good))
        right[one.intent] += good
        if not good:
            confusions[one.intent][understood.intent] += 1
            lines.append(f"  {one.intent} -> {understood.intent} {understood.sure}: {one.text}")
        for name, value in one.entities.items():
            got = entity(understood, name)
            expected = ",".join(sorted(value.split(","))) if name == "areas" else value
            entities_seen[name] += 1
            entities_right[name] += got == expected
            if got != expected:
                lines.append(f"  {name} {got!r} not {expected!r}: {one.text}")
    _print(file.name, right, seen, confusions, entities_right, entities_seen)
    parts = quantiles(times, n=20)
    print(f"time per line: p50 {parts[9]:.2f} ms, p95 {parts[18]:.2f} ms")
    _print_sures(sures)
    if wrong:
        print(*lines, sep="\n")


def _left_out() -> None:
    """Read each example with what the others teach; what they hold word for word is left out.

    The patterns were written with these examples in sight: the figure is for steering only.
    """
    examples = [
        (intent, text) for intent in Intent for text in data("sentences/examples.toml")[intent]
    ]
    sures: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        kept: dict[Intent, list[str]] = {intent: [] for intent in Intent}
        for number, (intent, text) in enumerate(examples):
            if number % FOLDS != fold:
                kept[intent].append(text)
        known = {tuple(example_words(text)) for texts in kept.values() for text in texts}
        learnt = learn(kept)
        for intent, text in examples[fold::FOLDS]:
            words = example_words(text)
            if len(words) > 1 and tuple(words) not in known:
                patterns, taught = weigh(words, asks="?" in text), evidence(words, learnt)
                best, sure = choose({one: patterns[one] + LEARNT * taught[one] for one in Intent})
                sures.append((sure, best == intent))
    right = sum(good for _, good in sures) / len(sures)
    print(f"examples left out in turn: {len(sures)} of two words and more, {right:.1%} right")
    _print_sures(sures)


def _print_sures(sures: Sequence[tuple[float, bool]]) -> None:
    """Print how many of those that are so sure are right, and how many are so sure."""
    for least in SURE:
        good = [right for sure, right in sures if sure >= least]
        if good:
            print(
                f"sure {least} and more: {sum(good) / len(good):.1%} right,"
                f" {len(good) / len(sures):.0%} of all"
            )


def _print(
    name: str,
    right: Counter[str],
    seen: Counter[str],
    confusions: dict[str, Counter[str]],
    entities_right: Counter[str],
    entities_seen: Counter[str],
) -> None:
    total = sum(seen.values())
    print(f"\n{name}: {total} lines, intents {sum(right.values()) / total:.1%} right")
    for intent in sorted(seen, key=lambda one: (right[one] / seen[one], one)):
        mistaken = ", ".join(f"{other} {n}" for other, n in confusions[intent].most_common())
        print(f"  {intent:20}{right[intent]:3} of {seen[intent]:3}  {mistaken}")
    for entity_name in sorted(entities_seen):
        print(
            f"  {entity_name:20}{entities_right[entity_name]:3} of {entities_seen[entity_name]:3}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
