"""The title, provider and areas of what was done, out of what a sentence leaves over.

Dates, points and parts are cut away first. What remains falls into clauses; verbs and links at
their ends go; a clause that is nothing but an area is an area that the person said.
"""

import re
from dataclasses import dataclass

from cmp_rules.model import Area
from conversations.reading import words
from conversations.reading.entities import Entities
from conversations.reading.lexicon import words_of
from conversations.reading.plain import Span, blanked, word_set

_LEAD = word_set(
    """i we ive i've i'm im just finally also have had has did do done finished completed complete
    finish attended took take taken watched passed listened to went add log record enter please pls
    can could you me my a an the on about in of for and was it worth + & to from at with by new got
    earned received ended held dated this that is hi hey hello ok okay so today's ce ces via through
    online some read then credit credits earn plus want wanna need logged logging
    - ( ) * ! . ' " | / # entry titled called named title topic re regarding"""
)
_TRAIL = word_set(
    """a an the on about in of for and was it worth + & to from at with by ended held dated via i
    through this that is please pls thanks today - ( ) * ! . ' " | / # earned got did date dated
    finished completed done total ends each area areas counts as under toward towards"""
)
# What an activity is, not what it was about: cut before "on", and no title by itself.
_FORMS = word_set(
    """webinar webinars course courses class classes module modules lecture lectures seminar talk
    ce ces online training session workshop conference ecast webcast podcast activity inservice
    in-service meeting certificate cert cmle pace hour hours credit credits virtual zoom live vendor
    grand rounds journal article quiz test with a the free recorded teleconference symposium one two
    ceu ceus points points work home"""
)
_ABOUT = word_set("on about in of re regarding titled called named : -")
_AREA_TALK = word_set(
    """for in as under area areas credit credits points counts count toward towards category it's it
    is all the and & + / or hours ce my also that was"""
)
_PIECE = re.compile(r"[^\W_](?:[^\s|,;:()]*[^\W_])?[+®]?|[^\s\w]", re.I)
_ORG = (
    r"(?:hospital|lab|laboratory|labs|work|employer|job|society|school|university|college|clinic"
    r"|center|centre|red cross|blood center|chapter|association|vendor|rep|company|health|dept"
    r"|department|community college|state)"
)
_END = r"(?=\s*(?:$|[|,;.:()!]|\b(?:on|for|about|worth|in|and|at|with)\b))"
_FROM_ORG = re.compile(
    rf"\b(?:from|by|through|via|thru|with|at)\s(?P<name>(?:(?:my|our|the)\s)?(?:[\w'&.-]+\s){{0,3}}{_ORG}){_END}",
    re.I,
)
_FROM_NAME = re.compile(
    r"\b(?i:from|by|through|via|thru|with|at)\s(?:the\s)?"
    r"(?P<name>[A-Z][\w'&.-]*(?:\s(?:(?:of|for|and|the|&)\s)?[A-Z][\w'&.-]*){0,5})"
)
_FROM_WORD = re.compile(
    rf"\b(?:from|by|via|through|thru)\s(?P<name>(?!the\b|an?\b|my\b)[a-z][\w'&.-]*(?:\s[\w'&.-]+){{0,2}}?){_END}"
)
_AT_MEETING = re.compile(
    r"\b(?:at|from|during)\s(?:the|our|a)?\s?(?P<name>(?:[\w'&.-]+\s){0,4}"
    r"(?:meeting|conference|convention|symposium|congress|summit|seminar|expo))\b",
    re.I,
)


_NEW_TITLE = re.compile(
    r"(?:\b(?:title|name|rename)\b[^\n]{0,40}?\b(?:to|is|be|as|was)|\bcall\sit)\s(?P<title>[^\n]+)$",
    re.I,
)
_NEW_PROVIDER = re.compile(
    r"\bprovider\b[^\n]{0,40}?\b(?:to|is|be|as|was)\s(?P<name>[^\n]{1,100})$", re.I
)
_QUOTED = re.compile(r'"(?P<title>[^"|]{0,20}[^\W\d_]{2}[^"|]{0,150})"')
_FOR = re.compile(r"(?:\b(?:for|towards?)\s(?:my\s|the\s)?|\|\s?(?:and|&|,)\s?(?:my\s)?)$", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an activity was about, who gave it, and the areas that stand as clauses of their own."""

    title: str | None
    provider: str | None
    areas: tuple[Area, ...]


def subject_of(found: Entities) -> Subject:
    """Return title, provider and areas of a sentence that logs something."""
    text = blanked(found.text, *found.spans)
    text = blanked(text, *_for_credentials(text, found))
    provider, spans, meeting = _provider(text, found)
    text = blanked(text, *spans)
    titles: list[str] = []
    areas: list[Area] = []
    alone: list[str] = []
    for stretch in re.split(r"[|;]+|\s-\s|(?<=\w):\s", text):
        kept: list[str] = []
        for clause in stretch.split(","):
            named = _area_clause(clause)
            subject = _trimmed(clause)
            if named:
                areas += named
                alone.append(subject)
            elif subject:
                kept.append(subject)
        if kept:
            titles.append(", ".join(kept))
    quoted = _QUOTED.search(found.text)
    title = quoted["title"].strip() if quoted else max(titles, key=len, default=None)
    if title is None and meeting is not None:
        return Subject(meeting, None if provider == meeting else provider, tuple(areas))
    if title is None and len(alone) == 1 and found.split is None:
        return Subject(alone[0] or None, provider, ())
    return Subject(title, provider, tuple(dict.fromkeys(areas)))


def new_title(text: str) -> str | None:
    """Return the title that a correction gives: "rename it to Rh Basics"."""
    said = _NEW_TITLE.search(text)
    return None if said is None else said["title"].strip(" .\"'") or None


def new_provider(found: Entities) -> str | None:
    """Return the provider that a correction gives, also one that is not known."""
    if found.providers:
        return found.providers[0].meaning
    said = _NEW_PROVIDER.search(found.text)
    return None if said is None else words.provider_name(said["name"].strip(" .\"'"))


def _for_credentials(text: str, found: Entities) -> list[Span]:
    """Return where it is said for which credentials it was: "for my SBB" is no title."""
    spans: list[Span] = []
    for named in found.credentials:
        link = _FOR.search(text[: named.span[0]])
        if link is not None:
            spans.append((link.start(), named.span[1]))
            text = blanked(text, spans[-1])
    return spans


def _provider(text: str, found: Entities) -> tuple[str | None, list[Span], str | None]:
    """Return the provider, what to cut for it, and the meeting that was named, if any."""
    spans: list[Span] = []
    name: str | None = None
    meeting = _AT_MEETING.search(text)
    meeting_name = meeting["name"].strip() if meeting is not None else None
    for hit in found.providers:
        if meeting is not None and meeting.start() <= hit.span[0] < meeting.end():
            continue
        if name is None or name == hit.meaning:
            name = hit.meaning
            place = _with_link(text, hit.span)
            if place != hit.span or _stands_at_an_end(text, hit.span):
                spans.append(place)
    if meeting is not None:
        spans.append(meeting.span())
        inside = words.providers().find(words_of(meeting_name or ""))
        name = name or (inside[0].meaning if inside else meeting_name)
    if name is None:
        for pattern in (_FROM_ORG, _FROM_NAME, _FROM_WORD):
            said = pattern.search(text)
            if said is not None:
                spans.append(said.span())
                name = _organisation(said["name"])
                break
    return name, spans, meeting_name


def _organisation(name: str) -> str | None:
    """Return the name of an organisation without "my" and "the"; "work" alone is none."""
    name = re.sub(r"^(?:my|our|the)\s", "", name.strip(), flags=re.I)
    return None if name.lower() in ("work", "job", "home") else words.provider_name(name)


def _with_link(text: str, span: Span) -> Span:
    """Return the place of a provider with the "from the", or the brackets, around it."""
    if text[: span[0]].endswith("(") and text[span[1] :].startswith(")"):
        return span[0] - 1, span[1] + 1
    link = re.search(r"\b(?:from|by|with|at|via|through|thru)\s(?:the\s)?$", text[: span[0]], re.I)
    return (span[0] if link is None else link.start(), span[1])


def _stands_at_an_end(text: str, span: Span) -> bool:
    """Whether a provider begins or ends its clause; inside a title it stays."""
    before = re.split(r"[|,;:]", text[: span[0]])[-1]
    after = text[span[1] :].lstrip()
    return {word.text for word in words_of(before)} <= _LEAD or after[:1] in (
        "",
        "|",
        ",",
        ".",
        ";",
    )


def _area_clause(clause: str) -> list[Area]:
    """Return the areas of a clause that names areas and nothing else."""
    spoken = words_of(clause)
    hits = words.areas().find(spoken)
    covered = {place for hit in hits for place in range(hit.first, hit.after)}
    rest = {word.text for at, word in enumerate(spoken) if at not in covered}
    return [hit.meaning for hit in hits] if hits and rest <= _AREA_TALK else []


def _begins_title(clause: str, pieces: list[tuple[str, int, int]]) -> bool:
    """Whether two small words are both written large: "Can We Trust POC?" is all title."""
    small = [clause[start] for word, start, _ in pieces[:2] if word in _LEAD and word != "i"]
    return len(small) == 2 and all(letter.isupper() for letter in small)


def _trimmed(clause: str) -> str:
    """Return a clause without the verbs, links and forms at its ends, as far as a title is left."""
    pieces = [(m.group().lower(), m.start(), m.end()) for m in _PIECE.finditer(clause)]
    first, last = 0, len(pieces)
    while first < last and pieces[first][0] in _LEAD and not _begins_title(clause, pieces[first:]):
        first += 1
    while first < last and pieces[last - 1][0] in _TRAIL:
        last -= 1
    at = first
    while at < last and pieces[at][0] in _FORMS:
        at += 1
    if not any(piece[0].isalnum() for piece, _, _ in pieces[at:last]):
        return ""
    if at > first and pieces[at][0] in _ABOUT:
        return _trimmed(clause[pieces[at][2] : pieces[last - 1][2]])
    return " ".join(clause[pieces[first][1] : pieces[last - 1][2]].split())
