"""Which entry a correction names, and its words with "it" in the place of the name.

"The safety drill was actually Oct 9" says "it was actually Oct 9" of the entry "safety drill":
the words of a name are no area, and the number of "change #1 to 2 h" is no amount.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmp_rules.model import Activity
from conversations.activities.drafting.duplicates import same_title, same_word, telling_words
from conversations.reading.plain import Span, plain, word_set
from conversations.reading.subjects.small_words import FORMS
from conversations.reading.words import areas, providers

MOST_WORDS = 10  # of a name
LONGEST = 300  # letters of a correction
_I = re.I
_NUMBER = re.compile(
    r"#\s?(?P<hash>\d{1,6})\b|\b(?:entry|ce)\s(?:no\.?\s|number\s)?(?P<no>\d{1,6})\b"
    r"(?!\s?(?:h|hrs?|hours?|points?|pts?|credits?)\b)",
    _I,
)
_OPENER = (
    r"\W*(?:(?:oh|ah|no|nope|oops|sorry|actually|wait|hmm+|so|and|but|also|well|please|pls|ok|okay"
    r"|correction|my\smistake|i\s(?:meant|mean|think|said|believe)(?:\sthat)?)\b[\s,:.!-]*){0,3}"
)
_ORDER = (
    r"(?:(?:can|could)\syou\s|i\s(?:want|need|have)\sto\s|let's\s)?(?:please\s)?"
    r"(?:change|edit|correct|fix|update|amend|modify|adjust|set|make|rename|move|put)\s"
)
_FIELD = (
    r"(?:(?:the\s|my\s)?(?:wrong\s)?(?:title|name|provider|date|day|points?|hours?|credits?|kind|type|area)s?"
    r"\s(?:of|for|on|in|from)\s)?"
)
_THE = r"(?P<the>(?:the|my|our|that|this)\s)?"
_BEGINS = re.compile(rf"{_OPENER}(?P<order>{_ORDER})?{_FIELD}{_THE}", _I)
_INSIDE = re.compile(r"\b(?:of|for|on|in|with)\s(?:the|my|our|that|this)\s|\b(?:the|my|that)\s", _I)
_VERB = re.compile(
    r"(?:'s)?\s(?:was|is|were|are|should|has|had|wasn't|isn't|took|counts|needs)\b|'s\s(?:date|points|title|provider)",
    _I,
)
_ONE = re.compile(r"(?P<what>[^,;:]{2,40}?)\s(?:one|entry|ce)\b(?='s|\s)", _I)
_OWNS = re.compile(r"'s?(?=\s)", _I)
CORRECTING = re.compile(
    r"\b(?:actually|not|instead|wrong|should|no|nope|oops|sorry|mistake|typo|really|meant)\b", _I
)
_PAPER = r"(?:certificate|cert|transcript)"
_SAYS = (
    r"(?:actually\s)?(?:says?|said|shows?|showed|states?|reads?|lists?)"
    r"(?:\s(?:that\s)?it\s(?:is|was)|\sit's)?\s"
)
_ITS_PAPER = re.compile(rf"(?:'s)?\s{_PAPER}\s{_SAYS}", _I)
_PAPER_OF = re.compile(
    rf"\b(?:the\s|my\s)?{_PAPER}\s(?:of|for|from)\s(?P<what>(?:the|my)\s[^,;:]{{2,60}}?|#\d+)\s{_SAYS}",
    _I,
)
_WORD = re.compile(r"[^\W_]+(?:[-'&/][^\W_]+)*")
# What names no entry by itself.
_NO_NAME = word_set(
    """it that this one last latest entry ce ces title name provider date day points point hours
    hour credits credit kind type area areas everything all them both he she they which what"""
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: the entries that fit, and the text with "it" in the place of the name."""

    entries: tuple[Activity, ...]
    text: str
    number: int = 0  # that was said; 0 where the words of a title were
    plainly: bool = True  # as the subject, or as what an order is about

    def by_number(self, number: int) -> str:
        """Return the text with the number of an entry in the place of the name."""
        return re.sub(r"\bit\b", f"#{number}", self.text, count=1, flags=_I)


def named_in(text: str, entries: Sequence[Activity]) -> Named | None:
    """Return which entries a correction names by number or title; None where it names none."""
    text = plain(text).strip()[:LONGEST]
    numbered = _NUMBER.search(text)
    if numbered is not None:
        number = int(numbered["hash"] or numbered["no"])
        fitting = tuple(entry for entry in entries if entry.number == number)
        return Named(fitting, _with_it(text, numbered.span()), number)
    if (one := _the_one(text, entries)) is not None:
        return one
    places = list(_places(text))
    near = _near(text, entries) if places else ()
    for start, plainly, ordered, cut in places if near else ():
        for span in _phrases(text, start, plainly=plainly, ordered=ordered):
            fitting = fitting_entries(text[slice(*span)], near, alone=plainly)
            if fitting:
                return Named(fitting, _with_it(text, (cut, span[1])), plainly=plainly)
    return None


def of_its_certificate(text: str) -> str:
    """Return a text with what "the drill certificate says" as what the drill was."""
    said = _PAPER_OF.sub(lambda found: f"{found['what']} was ", plain(text))
    changed = _ITS_PAPER.sub(" was ", said, count=1)
    return changed if changed != plain(text) else text


def _the_one(text: str, entries: Sequence[Activity]) -> Named | None:
    """Return what "the ethics one" or "the AABB one" names: by the area, or by who gave it."""
    begins = _BEGINS.match(text)
    said = None if begins is None or not begins["the"] else _ONE.match(text, begins.end())
    if begins is None or said is None:
        return None
    fitting = of_kind(said["what"], entries)
    if not fitting:
        return None
    return Named(fitting, _with_it(text, (begins.start("the"), said.end())))


def of_kind(what: str, entries: Sequence[Activity]) -> tuple[Activity, ...]:
    """Return the entries in the area that words are, or of the provider that they are."""
    area, provider = areas().whole(what), providers().whole(what)
    return tuple(
        entry
        for entry in entries
        if (provider and entry.provider == provider)
        or (area and area in {each for part in entry.parts for each in part.areas})
    )


def without_name(text: str, title: str | None, number: int = 0) -> str:
    """Return what is said of a draft with "it" in the place of its name, or of its number."""
    text = plain(text).strip()
    numbered = _NUMBER.search(text)
    if numbered is not None and number and int(numbered["hash"] or numbered["no"]) == number:
        return _with_it(text, numbered.span())
    for start, plainly, ordered, cut in _places(text) if title else ():
        for span in _phrases(text, start, plainly=plainly, ordered=ordered):
            if _names(text[slice(*span)], title or "", 0, alone=plainly):
                return _with_it(text, (cut, span[1]))
    return text


def _places(text: str) -> Iterator[tuple[int, bool, bool, int]]:
    """Yield where a name may begin, whether plainly, whether in an order, and what to cut from."""
    begins = _BEGINS.match(text)
    if begins is not None and (begins["order"] or _VERB.search(text)):
        cut = begins.end() if begins["the"] is None else begins.start("the")
        yield begins.end(), True, bool(begins["order"]), cut
    corrects = begins is not None and (begins["order"] or CORRECTING.search(text))
    for inside in _INSIDE.finditer(text) if corrects else ():
        article = re.search(r"(?:the|my|our|that|this)\s$", inside.group(), _I)
        yield inside.end(), False, True, inside.end() - len(article.group() if article else "")


def _phrases(text: str, start: int, *, plainly: bool, ordered: bool) -> Iterator[Span]:
    """Yield the runs of words from a place, the longest first, without a comma in them."""
    found = list(_WORD.finditer(text, start))[:MOST_WORDS]
    for last in reversed(found):
        end = last.end() - 2 if last.group().lower().endswith("'s") else last.end()
        if found[0].start() - start > 1 or re.search(r"[,;:!?]", text[start:end]):
            continue
        if not telling_words(last.group()):
            continue
        if not plainly or ordered or _VERB.match(text, end):
            yield found[0].start(), end


def numbers_in(text: str) -> set[int]:
    """Return the numbers of all entries that a text names so."""
    return {int(found["hash"] or found["no"]) for found in _NUMBER.finditer(text[:LONGEST])}


def _near(text: str, entries: Sequence[Activity]) -> tuple[Activity, ...]:
    """Return the entries with a word in their title that begins as one of the text does."""
    begins = {word[:2] for word in telling_words(text)}
    return tuple(e for e in entries if not begins.isdisjoint(w[:2] for w in telling_words(e.title)))


def fitting_entries(
    phrase: str, entries: Sequence[Activity], *, alone: bool
) -> tuple[Activity, ...]:
    """Return the entries that a phrase names: those whose whole title it is, else all."""
    found = [e for e in entries if _names(phrase, e.title, e.date.year, alone=alone)]
    said = len(telling_words(phrase))
    whole = [entry for entry in found if len(telling_words(entry.title)) == said]
    return tuple(whole or found)


def _names(phrase: str, title: str, year: int, *, alone: bool) -> bool:
    """Whether a phrase is nearly a title, or some of its words; few words have to be telling.

    `alone`: one word may do ("the drill"), but none that is an area or a form by itself.
    """
    said, whole = telling_words(phrase), telling_words(title)
    if not said or len(said) > len(whole):
        return False
    if len(said) == len(whole) and same_title(phrase, title, year, same_points=True):
        return True
    if not all(any(same_word(word, other) for other in whole) for word in said):
        return False
    special = [word for word in said if word not in _NO_NAME and areas().whole(word) is None]
    return bool(special) if alone else len(said) > 1 and not FORMS.issuperset(special)


def _with_it(text: str, span: Span) -> str:
    behind = text[span[1] :]
    if behind.startswith("'"):
        behind = _OWNS.sub("", behind, count=1)
    return f"{text[: span[0]]}it{behind}"
