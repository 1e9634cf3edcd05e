"""The title, provider and areas of what was done, out of what a sentence leaves over.

Dates, points and parts are cut away first. What remains falls into clauses; verbs and links at
their ends go; a clause that is nothing but an area is an area that the person said.
"""

import re
from dataclasses import dataclass, field, replace

from cmp_rules.model import Area, Kind
from conversations.reading import words
from conversations.reading.lexicon import words_of
from conversations.reading.plain import Span, blanked
from conversations.reading.subjects.clauses import QUOTED
from conversations.reading.subjects.entities import Entities
from conversations.reading.subjects.linked import without_links
from conversations.reading.subjects.organisations import names_organisation, provider_of
from conversations.reading.subjects.said_areas import area_of, counted_as, course_of
from conversations.reading.subjects.small_words import (
    ABOUT,
    FORMS,
    GIVING,
    LEAD,
    OPENING,
    TRAIL,
    area_clause,
)

_PIECE = re.compile(r"[^\W_](?:[^\s|,;:()]*[^\W_])?[+®]?|[^\s\w]", re.I)


_ABOUT_NEXT = re.compile(r"\s(?:on|about|in|titled|called|regarding)\s|:\s", re.I)
_FROM_TO = re.compile(  # "10 am - 12 pm"
    r"\b(?:from\s)?\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:-|to|until)\s?\d{1,2}(?::\d\d)?"
    r"\s?[ap]\.?m\b\.?",
    re.I,
)
_REMARK = re.compile(
    r"\W*(?:(?:i|it|we|they|that|this)\s(?!.*\b(?:on|about|called|titled)\b)"
    r"|(?:can|could|would|will)\s(?:you|u)\s(?:please\s|pls\s)?(?:put|add|log|record|enter|save|note)"
    r"\s(?:that|it|this)(?:\s(?:in|down|to|for|me|my|please|pls|thanks|records?|list|log|the|now))*\W*$)",
    re.I,
)
_IN_SERVICE = re.compile(r"\bin[ -]service\b", re.I)
_CREDIT_CLASS = re.compile(r"\b\d{1,2}[\s-]credits?(?=\s(?:[\w-]+\s){0,2}(?:class|course)\b)", re.I)
_COMPLETION = re.compile(
    r"\b(?:certificate|cert)\sof\s(?:completion|attendance|participation)\b", re.I
)
_CALLED = re.compile(
    r"\b(?:it|that|this|course|webinar|class|lecture|talk|module|one|session|was|is)\s"
    r"(?:(?:was|is)\s)?(?:called|titled|entitled|named)\s(?P<title>[^\W_][^,.;|()]{2,150})"
    r"|(?<=\.\s)title\s(?P<labelled>[^\W\d_][^,.;|()]{2,150})",  # "Add this. Title Lab Ethics."
    re.I,
)
_EACH = re.compile(r"\b(?:each|ea|apiece)\b", re.I)
_HOW_MANY = re.compile(  # "4 modules, .5 each" says how many, not what they were about
    r"\beach(?:\s(?:module|webinar|course|class|lecture|session|talk|one))?\b|\b(?:apiece|ea)\b"
    r"|(?:\bfor\s)?\b(?:\d{1,2}|both|two|three|four|five|six)\s(?:of\s(?:them|those)"
    r"|modules|webinars|courses|classes|lectures|sessions|talks|things|videos)\b",
    re.I,
)
_NAME_LAST = re.compile(r"[A-Z][a-z][\w'&.-]*(?:\s(?:of\s)?[A-Z][\w'&.-]*){0,3}")
_NO_TITLE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)|not|but|then|stupid|boring|quick|short|good|great", re.I
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FOR = re.compile(r"(?:\b(?:for|towards?)\s(?:my\s)?|\|\s?(?:and|&|,)\s?(?:my\s)?)$", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an activity was about, who gave it, and the areas that stand as clauses of their own."""

    title: str | None
    provider: str | None
    areas: tuple[Area, ...]
    same_provider: bool = False  # as the CE before


def subject_of(found: Entities) -> Subject:
    """Return title, provider and areas of a sentence that logs something."""
    text, same = without_links(_without_counts(blanked(found.text, *found.spans), found))
    subject = _with_its_area(_subject_of(text, found), found)
    return replace(subject, same_provider=same) if same and subject.provider is None else subject


def _with_its_area(subject: Subject, found: Entities) -> Subject:
    """Return a subject whose title has the area right before it: "transfusion AABB meeting"."""
    if found.split is None or len(found.split.parts) != 1 or subject.title is None:
        return subject
    hits = words.areas().find(words_of(found.text))
    for start, end in found.split.spans:
        first = next((hit.span[0] for hit in hits if start <= hit.span[0] < end), None)
        if first is not None and found.text.startswith(f" {subject.title}", end):
            return replace(subject, title=f"{found.text[first:end]} {subject.title}")
    return subject


def _subject_of(text: str, found: Entities) -> Subject:
    quoted = QUOTED.search(text)
    if quoted is not None:
        text = blanked(text, quoted.span())
    provider, spans, meeting = provider_of(text, found)
    text, areas = _without_areas(blanked(text, *spans))
    called = None if quoted is not None else _CALLED.search(text)
    if called is not None:
        text = blanked(text, called.span())
    left = _Left(provider, areas)
    for stretch in re.split(r"[|;]+|\s-\s", text):
        left.take(stretch)
    name = (
        quoted["title"].strip()
        if quoted is not None
        else _trimmed(called["title"] or called["labelled"])
        if called
        else ""
    )
    subject = _named(name, text, left, meeting, found)
    in_print = any(hit.meaning is Kind.PUBLICATION for hit in found.kinds)  # "in Clin Chem"
    if subject.areas or found.split is not None or in_print:
        return subject
    said = area_of(
        [name, subject.title or "", *left.titles], [*left.remarks, meeting or "", *left.alone]
    )
    return subject if said is None else replace(subject, areas=(said,))


def _named(name: str, text: str, left: "_Left", meeting: str | None, found: Entities) -> Subject:
    """Return what an activity was called; its `name` is what stood in quotes or behind "called"."""
    said = tuple(dict.fromkeys(left.areas))
    if name:
        return Subject(name, left.provider, said)
    if left.titles or left.remarks:
        # Of several one may be the provider ("DIC 1 hr nov 3 Sunnyside"): none is lost.
        several = left.provider is None and ("," in text or _may_be_a_name(left.titles[-1:]))
        several = several or _points_are_said_apart(found) or any(map(course_of, left.titles))
        return Subject(_longest(left.titles or left.remarks, join=several), left.provider, said)
    if meeting is not None:
        return Subject(meeting, None if left.provider == meeting else left.provider, said)
    return _of_areas_alone(left, said, split=found.split is not None)


def _points_are_said_apart(found: Entities) -> bool:
    """Whether several things have points of their own: "1 hr DIC 1 hr HIT"."""
    return len(found.points) > 1 or (found.split is not None and len(found.split.parts) > 1)


def _without_counts(text: str, found: Entities) -> str:
    """Return the text without what is said around a subject: for whom, how many, when."""
    text = blanked(text, *_for_credentials(text, found))
    if _EACH.search(text):
        text = blanked(text, *(counted.span() for counted in _HOW_MANY.finditer(text)))
    text = _IN_SERVICE.sub("inservice ", text)
    for pattern in (_COMPLETION, _CREDIT_CLASS, _FROM_TO):
        text = blanked(text, *(one.span() for one in pattern.finditer(text)))
    return text


def _without_areas(text: str) -> tuple[str, list[Area]]:
    """Return the text without the areas that are said beside a title, and these."""
    text, areas = _without_brackets(text)
    counted = counted_as(text)
    if counted is None:
        return text, areas
    return blanked(text, counted[1]), [*areas, counted[0]]


@dataclass
class _Left:
    """What the clauses of a sentence are, once dates, points and known providers are cut away."""

    provider: str | None
    areas: list[Area]
    titles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)  # clauses that are an area and nothing else

    def take(self, stretch: str) -> None:
        """Sort the clauses of a stretch; those that are neither area nor name are one title."""
        kept: list[str] = []
        for clause in stretch.split(","):
            named = area_clause(clause)
            subject = _trimmed(clause)
            if named:
                self.areas += named
                self.alone.append(subject)
            elif subject and self.provider is None and (name := names_organisation(clause)):
                self.provider, named = name
                self.areas += named
            elif subject:
                (self.remarks if _REMARK.match(clause) else kept).append(subject)
        if kept:
            self.titles.append(_longest(kept, join=True))


def _of_areas_alone(left: _Left, said: tuple[Area, ...], *, split: bool) -> Subject:
    """Return what was done where nothing but areas was said: one of them may be the title."""
    alone, areas = left.alone, left.areas
    if len(alone) == 1 and not split and len(areas) == len(area_clause(alone[0])):
        return Subject(alone[0] or None, left.provider, ())
    if len(areas) > 1 and len(said) == 1 and alone:  # "chemical hygiene, LabCE, safety"
        name = said[0].replace("_", " ")  # "coag, LabCE, hematology": the area's own name last
        title = max(alone, key=lambda subject: (subject.lower() != name, len(subject)))
        return Subject(title or None, left.provider, said)
    return Subject(None, left.provider, said)


def _may_be_a_name(titles: list[str]) -> bool:
    """Whether the last of the titles is written as a name: "Sunnyside", "Elution"."""
    return any(_NAME_LAST.fullmatch(title) for title in titles)


def _longest(titles: list[str], *, join: bool) -> str:
    """Return the longest of several pieces, or all of them; "the 5th" and "but" are none."""
    named = [title for title in titles if not _NO_TITLE.fullmatch(title)] or titles
    return ", ".join(named) if join else max(named, key=len)


def _without_brackets(text: str) -> tuple[str, list[Area]]:
    """Return the text without brackets that hold nothing but an area, or nothing; and the areas."""
    areas: list[Area] = []
    for found in list(_BRACKETS.finditer(text)):
        named = area_clause(found[1])
        areas += named
        if named or not _trimmed(found[1].replace("|", " ")):
            text = f"{text[: found.start()]}{' ' * len(found.group())}{text[found.end() :]}"
    return text, areas


def _for_credentials(text: str, found: Entities) -> list[Span]:
    """Return where it is said for which credentials it was: "for my SBB" is no title."""
    spans: list[Span] = []
    for named in found.credentials:
        link = _FOR.search(text[: named.span[0]])
        if link is not None:
            spans.append((link.start(), named.span[1]))
            text = blanked(text, spans[-1])
    return spans


def _begins_title(clause: str, pieces: list[tuple[str, int, int]]) -> bool:
    """Whether two small words are both written large: "Can We Trust POC?" is all title."""
    small = [clause[start] for word, start, _ in pieces[:2] if word in LEAD and word != "i"]
    if pieces[0][0] in OPENING and clause[: pieces[0][2]].strip() == pieces[0][0].title():
        following = pieces[1][0] if len(pieces) > 1 else ""
        return following not in LEAD | FORMS and words.kinds().whole(following) is None
    return len(small) == 2 and all(letter.isupper() for letter in small)


def _trimmed(clause: str) -> str:
    """Return a clause without the verbs, links and forms at its ends, as far as a title is left."""
    clause = _without_kind(_after_label(clause))
    pieces = [(m.group().lower(), m.start(), m.end()) for m in _PIECE.finditer(clause)]
    first, last = 0, len(pieces)
    while first < last and pieces[first][0] in LEAD and not _begins_title(clause, pieces[first:]):
        first += 1
    while first < last and pieces[last - 1][0] in TRAIL and not _is_counted(pieces[first:last]):
        last -= 1
    at = first
    while at < last and pieces[at][0] in FORMS:
        at += 1
    if not any(piece[0].isalnum() for piece, _, _ in pieces[at:last]):
        return ""
    if at > first and pieces[at][0] in ABOUT:
        return _trimmed(clause[pieces[at][2] : pieces[last - 1][2]])
    if first and last - first == 1 and pieces[first - 1][0] == "new":
        first -= 1  # "the new analyzer", but "the new Sysmex analyzer"
    title = " ".join(clause[pieces[first][1] : pieces[last - 1][2]].split())
    if title.count("(") == title.count(")"):
        return title
    if clause[pieces[last - 1][2] :].startswith(")"):
        return f"{title})"
    return " ".join(re.sub(r"[()]", " ", title).split())


def _is_counted(pieces: list[tuple[str, int, int]]) -> bool:
    """Whether a title ends with what is counted: "csf cell counts", not "it counts"."""
    return len(pieces) > 1 and pieces[-1][0] == "counts" and pieces[-2][0] not in LEAD | TRAIL


def _after_label(clause: str) -> str:
    """Return what follows a colon where nothing stands before it: "add: …", "webinar: …"."""
    label, colon, rest = clause.partition(": ")
    return rest if colon and rest.strip() and not _trimmed(label) else clause


def _without_kind(clause: str) -> str:
    """Return what follows a kind of activity: "gave a presentation on DIC", "in service on …"."""
    spoken = words_of(clause)
    for hit in words.kinds().find(spoken):
        before = {word.text for word in spoken[: hit.first]}
        about = _ABOUT_NEXT.match(clause, hit.span[1])
        if about is not None and before <= LEAD | GIVING and clause[about.end() :].strip():
            return clause[about.end() :]
    return clause
