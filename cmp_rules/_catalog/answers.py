"""Answers on the programme: `answers/*.toml`, facts in our own words, each with its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from cmp_rules._catalog.figures import read_statements
from cmp_rules._catalog.model import Source, Statement
from cmp_rules._catalog.tables import Table, read_table

FOLDER = "answers"
LONGEST = 200  # characters of one fact: what is longer is not read on a phone
MOST = 6  # facts of one answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known on one question: facts, and where to look for more.

    `words` tell it from the other answers to questions of the same intent; the one answer of an
    intent that has none is given where nothing more special was asked.
    """

    name: str  # its intent and its own name: "fees.refund"
    intent: str
    heading: str
    words: tuple[str, ...]
    also: tuple[str, ...]  # other intents in whose questions the same words ask for it
    facts: tuple[Statement, ...]
    look: str  # an address, or a short reference where there is no address

    @property
    def intents(self) -> tuple[str, ...]:
        """Every intent whose questions it may answer."""
        return (self.intent, *self.also)


def read_answers(folder: Traversable, sources: Mapping[str, Source]) -> Mapping[str, Answer]:
    """Read all answers by name; raise `CatalogError` where a file says what it may not."""
    answers: dict[str, Answer] = {}
    taken: dict[tuple[str, str], str] = {}
    for file in sorted(folder.iterdir(), key=str):
        table = read_table(file)
        for entry in _entries(table):
            answer = _read_answer(entry, sources)
            if answer.name in answers:
                raise entry.refuse("heading", f"{answer.name} stands in another file already")
            _check_words(entry, answer, taken)
            answers[answer.name] = answer
    return answers


def _entries(table: Table) -> Iterator[Table]:
    for intent in table:
        group = table.table(intent)
        for name in group:
            yield group.table(name)


def _read_answer(entry: Table, sources: Mapping[str, Source]) -> Answer:
    look = entry.text("look")
    if look not in sources:
        raise entry.refuse("look", f"{look!r} does not stand in sources.toml")
    answer = Answer(
        name=entry.path,
        intent=entry.path.partition(".")[0],
        heading=entry.text("heading"),
        words=entry.texts("words"),
        also=entry.texts("also"),
        facts=read_statements(entry, "facts", sources),
        look=sources[look].address,
    )
    if not 0 < len(answer.facts) <= MOST:
        raise entry.refuse("facts", f"are {len(answer.facts)}, not 1 to {MOST}")
    for fact in answer.facts:
        if len(fact.text) > LONGEST:
            raise entry.refuse("facts", f"{fact.text[:20]!r} is longer than {LONGEST} characters")
    entry.done()
    return answer


def _check_words(entry: Table, answer: Answer, taken: dict[tuple[str, str], str]) -> None:
    """Refuse words that would ask for two answers, and a second answer without words."""
    for intent in answer.intents if answer.words else (answer.intent,):
        for word in answer.words or ("",):
            other = taken.setdefault((intent, word.casefold()), answer.name)
            if other != answer.name:
                problem = f"{word!r} asks for {other} too" if word else f"{other} has none either"
                raise entry.refuse("words", problem)
