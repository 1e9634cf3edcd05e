"""The title, provider and areas of what was done, out of what a sentence leaves over.

Dates, points and parts are cut away first. What remains falls into clauses; verbs and links at
their ends go; a clause that is nothing but an area is an area that the person said.
"""

import re
from dataclasses import dataclass

from cmp_rules.model import Area
from conversations.reading import words
from conversations.reading.clauses import QUOTED
from conversations.reading.entities import Entities
from conversations.reading.lexicon import Lexicon, words_of
from conversations.reading.plain import Span, blanked, word_set

_LEAD = word_set(
    """i we ive i've i'm im just finally also have had has did do done finished completed complete
    finish attended took take taken watched passed listened to went add log record enter please pls
    can could you me my a an the on about in of for and was it worth + & to from at with by new got
    earned received ended held dated this that is hi hey hello ok okay so ce ces via through
    online some read then credit credits earn plus want wanna need logged logging
    learned learnt studied reviewed w : ,
    - ( ) * ! . ' " | / # entry titled called named title topic re regarding"""
)
_TRAIL = word_set(
    """a an the on about in of for and was it worth + & to from at with by ended held dated via i
    through this that is please pls thanks today - ( ) * ! . ' " | / # earned got did date dated
    finished completed done total ends each area areas counts as under toward towards w : ,"""
)
# What an activity is, not what it was about: cut before "on", and no title by itself.
_FORMS = word_set(
    """webinar webinars course courses class classes module modules lecture lectures seminar talk
    ce ces online training session workshop conference ecast webcast podcast activity inservice
    in-service meeting certificate cert cmle pace hour hours credit credits virtual zoom live vendor
    grand rounds journal article quiz test with a the free recorded teleconference symposium one two
    ceu ceus points work home self study selfstudy poster presentation bundle book exam"""
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
_LABELLED = re.compile(
    r"\b(?:provider|sponsor|organi[sz]ation|presented\sby)\s?[:=]\s?(?P<name>[^,;|]{2,100})", re.I
)
_FROM_ORG = re.compile(
    rf"\b(?:from|by|through|via|thru|with|at)\s(?P<name>(?:(?:my|our|the)\s)?(?:[\w'&.-]+\s){{0,3}}{_ORG}){_END}",
    re.I,
)
_NAME = r"(?P<name>[A-Z][\w'&.-]*(?:\s(?:(?:of|for|and|the|&)\s)?[A-Z][\w'&.-]*){0,5})"
_FROM_NAME = re.compile(rf"\b(?i:from|by|through|via|thru|at)\s(?:the\s)?{_NAME}")
# "patients with Lupus" is a title
_WITH_NAME = re.compile(rf"(?:^|[|,;])\s*(?i:with)\s(?:the\s)?{_NAME}")
_FROM_WORD = re.compile(
    rf"\b(?:from|by|via|through|thru)\s(?P<name>(?!the\b|an?\b|my\b)[a-z][\w'&.-]*(?:\s[\w'&.-]+){{0,2}}?){_END}"
)
_AT_MEETING = re.compile(
    r"\b(?:at|from|during)\s(?:(?:the|our|a)\s)?(?P<name>(?:[\w'&.-]+\s){0,4}"
    r"(?:meeting|conference|convention|symposium|congress|summit|seminar|expo))\b",
    re.I,
)
_MEETING_AFTER = re.compile(
    r"(?:\s(?:annual|spring|fall|autumn|winter|summer|state|national|regional|virtual|\d{4})){0,3}"
    r"\s(?:meeting|conference|convention|symposium|congress|summit|seminar|expo)\b",
    re.I,
)


_NEW_TITLE = re.compile(
    r"(?:\b(?:title|name|rename)\b[^\n]{0,40}?\b(?:to|is|be|as|was)|\bcall\sit)\s(?P<title>[^\n]+)$",
    re.I,
)
_NEW_PROVIDER = re.compile(
    r"\bprovider\b[^\n]{0,40}?\b(?:to|is|be|as|was)\s(?P<name>[^\n]{1,100})$", re.I
)
_NO_MORE = re.compile(r"(?:(?:for|on|at|in|of|from|and|please|pls)\s*)+(?:$|[|,.;!])", re.I)
_ABOUT_NEXT = re.compile(r"\s(?:on|about|in|titled|called|regarding)\s|:\s", re.I)
_FROM_TO = re.compile(  # "10 am - 12 pm"
    r"\b(?:from\s)?\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:-|to|until)\s?\d{1,2}(?::\d\d)?"
    r"\s?[ap]\.?m\b\.?",
    re.I,
)
_REMARK = re.compile(r"\W*(?:i|it|we|they|that|this)\s(?!.*\b(?:on|about|called|titled)\b)", re.I)
_IN_SERVICE = re.compile(r"\bin[ -]service\b", re.I)
_CREDIT_CLASS = re.compile(r"\b\d{1,2}[\s-]credits?(?=\s(?:[\w-]+\s){0,2}(?:class|course)\b)", re.I)
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.I)
_OPENING = word_set("the a an new online")  # written large they open a title
_GIVING = word_set("gave give presented presenting held short oral employer vendor online live")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ORG_WORDS = Lexicon((word, word) for word in ("hospital", "university", "laboratory"))
_IS_ORG = re.compile(
    r"(?P<name>(?:(?:my|our|the)\s)?"
    r"(?:(?:university|college|hospital)\sof\s[\w'&.-]+(?:\s[\w'&.-]+){0,3}|(?:[\w'&.-]+\s){0,4}"
    r"(?:hospital|university|clinic|medical cent(?:er|re)|health system|blood cent(?:er|re)"
    r"|society|association|institute|foundation|red cross|laboratories|labs)))"
    r"(?:\s(?P<rest>[\w\s&/-]+))?",
    re.I,
)
_FOR = re.compile(r"(?:\b(?:for|towards?)\s(?:my\s)?|\|\s?(?:and|&|,)\s?(?:my\s)?)$", re.I)


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
    text = _IN_SERVICE.sub("inservice ", text)
    text = blanked(text, *(counted.span() for counted in _CREDIT_CLASS.finditer(text)))
    text = blanked(text, *(clock.span() for clock in _FROM_TO.finditer(text)))
    quoted = QUOTED.search(text)
    if quoted is not None:
        text = blanked(text, quoted.span())
    provider, spans, meeting = _provider(text, found)
    text = blanked(text, *spans)
    text, areas = _without_brackets(text)
    titles: list[str] = []
    remarks: list[str] = []
    alone: list[str] = []
    for stretch in re.split(r"[|;]+|\s-\s", text):
        kept: list[str] = []
        for clause in stretch.split(","):
            named = _area_clause(clause)
            subject = _trimmed(clause)
            if named:
                areas += named
                alone.append(subject)
            elif subject and provider is None and (name := _names_organisation(clause)):
                provider, named = name
                areas += named
            elif subject:
                (remarks if _REMARK.match(clause) else kept).append(subject)
        if kept:
            titles.append(_longest(kept, join=True))
    said = tuple(dict.fromkeys(areas))
    if quoted is not None:
        return Subject(quoted["title"].strip(), provider, said)
    if titles or remarks:
        several = provider is None and "," in text  # one may be the provider: none is lost
        return Subject(_longest(titles or remarks, join=several), provider, said)
    if meeting is not None:
        return Subject(meeting, None if provider == meeting else provider, said)
    if len(alone) == 1 and found.split is None and len(areas) == len(_area_clause(alone[0])):
        return Subject(alone[0] or None, provider, ())
    if (
        len(areas) > 1 and len(said) == 1 and alone
    ):  # "chemical hygiene, LabCE, safety": both are safety
        return Subject(max(alone, key=len) or None, provider, said)
    return Subject(None, provider, said)


def _longest(titles: list[str], *, join: bool) -> str:
    """Return the longest of several pieces, or all of them; "the 5th" is none."""
    named = [title for title in titles if not _ORDINAL.fullmatch(title)] or titles
    return ", ".join(named) if join else max(named, key=len)


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


def _without_brackets(text: str) -> tuple[str, list[Area]]:
    """Return the text without brackets that hold nothing but an area, or nothing; and the areas."""
    areas: list[Area] = []
    for found in list(_BRACKETS.finditer(text)):
        named = _area_clause(found[1])
        areas += named
        if named or not _trimmed(found[1].replace("|", " ")):
            text = f"{text[: found.start()]}{' ' * len(found.group())}{text[found.end() :]}"
    return text, areas


def _names_organisation(clause: str) -> tuple[str, list[Area]] | None:
    """Return the organisation that a clause is, with an area that may follow: "Mercy Hospital"."""
    clause = clause.strip(" .:-")
    slip = _ORG_WORDS.whole(clause)
    if slip is not None:
        return slip, []
    found = _IS_ORG.fullmatch(clause)
    if found is None:
        return None
    areas = _area_clause(found["rest"]) if found["rest"] else []
    name = _organisation(found["name"])
    if name is None or (found["rest"] and not areas):
        return None
    return name, areas


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
            named_meeting = _MEETING_AFTER.match(text, hit.span[1])
            if named_meeting is not None and meeting_name is None:
                meeting_name = text[hit.span[0] : named_meeting.end()]
                spans.append((hit.span[0], named_meeting.end()))
                continue
            place = _with_link(text, hit.span)
            if place != hit.span or _stands_at_an_end(text, hit.span):
                spans.append(place)
    if meeting is not None:
        spans.append(meeting.span())
        inside = words.providers().find(words_of(meeting_name or ""))
        name = name or (inside[0].meaning if inside else meeting_name)
    if name is None:
        for pattern in (_LABELLED, _FROM_ORG, _FROM_NAME, _WITH_NAME, _FROM_WORD):
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
    link = re.search(
        r"(?:\b(?:provider|sponsor)\s?[:=]|\bw/|\b(?:from|by|with|at|via|through|thru))\s?(?:the\s)?$",
        text[: span[0]],
        re.I,
    )
    return (span[0] if link is None else link.start(), span[1])


def _stands_at_an_end(text: str, span: Span) -> bool:
    """Whether a provider begins or ends its clause; inside a title it stays."""
    before = re.split(r"[|,;:]", text[: span[0]])[-1]
    after = text[span[1] :].lstrip()
    begins = {word.text for word in words_of(before)} <= _LEAD
    return begins or after[:1] in ("", "|", ",", ".", ";", ":", "/") or bool(_NO_MORE.match(after))


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
    if pieces[0][0] in _OPENING and clause[: pieces[0][2]].strip() == pieces[0][0].title():
        following = pieces[1][0] if len(pieces) > 1 else ""
        return following not in _LEAD | _FORMS and words.kinds().whole(following) is None
    return len(small) == 2 and all(letter.isupper() for letter in small)


def _trimmed(clause: str) -> str:
    """Return a clause without the verbs, links and forms at its ends, as far as a title is left."""
    clause = _without_kind(_after_label(clause))
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
    if first and last - first == 1 and pieces[first - 1][0] == "new":
        first -= 1  # "the new analyzer", but "the new Sysmex analyzer"
    title = " ".join(clause[pieces[first][1] : pieces[last - 1][2]].split())
    if title.count("(") == title.count(")"):
        return title
    if clause[pieces[last - 1][2] :].startswith(")"):
        return f"{title})"
    return " ".join(re.sub(r"[()]", " ", title).split())


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
        if about is not None and before <= _LEAD | _GIVING and clause[about.end() :].strip():
            return clause[about.end() :]
    return clause
