"""How well sentences are understood, and how fast: `python bench/understand.py [FILE …]`.

Prints the accuracy per intent and per entity, the confusions, what `sure` is worth, and the
processor time per line. Options: `--wrong` lists every line that is wrong; `--write` keeps the
figures in the README of the corpus; `--folds` leaves out a fifth of the examples in turn and reads
it with what the others teach.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import quantiles
from time import process_time

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


@dataclass
class Measured:
    """What came of one file."""

    name: str
    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    confusions: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    entities_right: Counter[str] = field(default_factory=Counter)
    entities_seen: Counter[str] = field(default_factory=Counter)
    sures: list[tuple[float, bool]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)  # milliseconds of the processor, one per line
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> dict[str, float]:
        """The share that is right of the intents, of each entity and of all entities together."""
        seen, right = self.entities_seen, self.entities_right
        return {
            "intents": sum(self.right.values()) / sum(self.seen.values()),
            "entities": sum(right.values()) / sum(seen.values()),
            **{name: right[name] / seen[name] for name in seen},
        }


def measure(file: Path) -> Measured:
    """Read a file of the corpus line by line, and compare."""
    found = Measured(file.name)
    understand("warm up", today=TODAY, order="mdy")
    for one in read_corpus(file):
        start = process_time()
        understood = understand(one.text, today=TODAY, order="mdy")
        found.times.append((process_time() - start) * 1e3)
        good = understood.intent == one.intent
        found.sures.append((understood.sure, good))
        found.seen[one.intent] += 1
        found.right[one.intent] += good
        if not good:
            found.confusions[one.intent][understood.intent] += 1
            found.wrong.append(
                f"  {one.intent} -> {understood.intent} {understood.sure}: {one.text}"
            )
        for name, value in one.entities.items():
            got = entity(understood, name)
            expected = ",".join(sorted(value.split(","))) if name == "areas" else value
            found.entities_seen[name] += 1
            found.entities_right[name] += got == expected
            if got != expected:
                found.wrong.append(f"  {name} {got!r} not {expected!r}: {one.text}")
    return found


def main(arguments: list[str]) -> int:
    """Print the report of each file."""
    if "--folds" in arguments:
        _left_out()
        return 0
    files = [Path(name) for name in arguments if not name.startswith("--")]
    measured = [measure(file) for file in files or sorted(CORPUS.glob("*.tsv"))]
    for one in measured:
        parts = quantiles(one.times, n=100)
        print("", *lines_of(one), sep="\n")
        print(f"processor time per line: p50 {parts[49]:.2f} ms, p99 {parts[98]:.2f} ms")
        _print_sures(one.sures)
        if "--wrong" in arguments:
            print(*one.wrong, sep="\n")
    if "--write" in arguments:
        _write(measured)
    return 0


def lines_of(one: Measured) -> list[str]:
    """Return the report of one file: per intent with what it was taken for, and per entity."""
    share = one.share
    lines = [
        f"{one.name}: {sum(one.seen.values())} lines, intents {share['intents']:.1%} right,"
        f" entities {share['entities']:.1%}"
    ]
    for name in sorted(one.entities_seen):
        lines.append(f"  {name:20}{one.entities_right[name]:4} of {one.entities_seen[name]:4}")
    lines.append("  the person meant        right of all   taken for")
    for intent in sorted(one.seen, key=lambda each: (one.right[each] / one.seen[each], each)):
        mistaken = ", ".join(f"{other} {n}" for other, n in one.confusions[intent].most_common())
        lines.append(f"  {intent:20}{one.right[intent]:8} of {one.seen[intent]:3}   {mistaken}")
    return [line.rstrip() for line in lines]


def _write(measured: Sequence[Measured]) -> None:
    """Put the figures into the README of the corpus, behind its last heading."""
    readme = CORPUS / "README.md"
    words, heading, _ = readme.read_text(encoding="utf-8").partition("## Figures\n")
    blocks = "\n".join("\n```\n" + "\n".join(lines_of(one)) + "\n```" for one in measured)
    readme.write_text(f"{words}{heading}{blocks}\n", encoding="utf-8")


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
