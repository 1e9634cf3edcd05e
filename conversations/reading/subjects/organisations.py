"""Who gave it: a known provider, a hospital or society by its name, or the meeting it was at."""

import re

from cmp_rules.model import Area
from conversations.reading import words
from conversations.reading.lexicon import Lexicon, words_of
from conversations.reading.plain import Span
from conversations.reading.subjects.entities import Entities
from conversations.reading.subjects.new_values import own_words
from conversations.reading.subjects.small_words import LEAD, area_clause

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
    r"(?:meeting|mtg|conference|conf|convention|symposium|congress|summit|seminar|expo))\b",
    re.I,
)
_MEETING_AFTER = re.compile(
    r"(?:\s(?:annual|spring|fall|autumn|winter|summer|state|national|regional|virtual|\d{4})){0,3}"
    r"\s(?:meeting|mtg|conf|conference|convention|symposium|congress|summit|seminar|expo)\b",
    re.I,
)
_NEW_PROVIDER = re.compile(
    r"\bprovider\b[^\n]{0,40}?\b(?:to|is|be|as|was)\s(?P<name>[^\n]{1,100})$", re.I
)
_NO_MORE = re.compile(r"(?:(?:for|on|at|in|of|from|and|please|pls)\s*)+(?:$|[|,.;!])", re.I)
# "Safety in Labs", "for Hospital Labs", "Bias and Society", "fire safety labs"
_IS_TITLE = re.compile(
    r"\b(?:in|your|about|on|to|how|without|beyond)\s|\b(?:for|and|at|with|from)\s(?:[\w'&.-]+\s){0,4}?"
    r"(?:(?:the|our|your|my)\s)?(?:[\w'-]+\s){0,2}(?:labs?|laborator(?:y|ies)|clinics?|hospitals?|centers?|society|health)$"
    r"|^for\s",
    re.I,
)
_ORG_WORDS = Lexicon((word, word) for word in ("hospital", "university", "laboratory"))
_IS_ORG = re.compile(
    r"(?P<name>(?:(?:my|our|the)\s)?"
    r"(?:(?:university|college|hospital)\sof\s[\w'&.-]+(?:\s[\w'&.-]+){0,3}|(?:[\w'&.-]+\s){0,4}"
    r"(?:hospital|university|clinic|medical cent(?:er|re)|health system|blood cent(?:er|re)"
    r"|society|association|institute|foundation|red cross|laboratories|labs"
    r"|public health lab(?:oratory)?|health (?:department|dept))))"
    r"(?:\s(?P<rest>[\w\s&/-]+))?",
    re.I,
)


def new_provider(found: Entities) -> str | None:
    """Return the provider that a correction gives, also one that is not known."""
    if found.providers:
        return found.providers[0].meaning
    said = _NEW_PROVIDER.search(found.text)
    return None if said is None else words.provider_name(own_words(said["name"]).strip(" .\"'"))


def provider_of(text: str, found: Entities) -> tuple[str | None, list[Span], str | None]:
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
    """Return the name of an organisation without "my" and "the"; "work" alone is none.

    Words such as "in" and "for" make a title: "Ethics for Labs", "Infection Control in the Clinic".
    """
    name = re.sub(r"^(?:my|our|the)\s", "", name.strip(), flags=re.I)
    if name.lower() in ("work", "job", "home") or _IS_TITLE.search(name):
        return None
    return words.provider_name(name)


def _with_link(text: str, span: Span) -> Span:
    """Return the place of a provider with the "from the", or the brackets, around it."""
    if text[: span[0]].endswith("(") and text[span[1] :].startswith(")"):
        return span[0] - 1, span[1] + 1
    link = re.search(
        r"(?:\b(?:provider|sponsor)\s?[:=]?|\bw/|\b(?:from|by|with|at|via|through|thru))\s?(?:the\s)?$",
        text[: span[0]],
        re.I,
    )
    return (span[0] if link is None else link.start(), span[1])


def _stands_at_an_end(text: str, span: Span) -> bool:
    """Whether a provider begins or ends its clause; inside a title it stays."""
    before = re.split(r"[|,;:]", text[: span[0]])[-1]
    after = text[span[1] :].lstrip()
    begins = {word.text for word in words_of(before)} <= LEAD
    return begins or after[:1] in ("", "|", ",", ".", ";", ":", "/") or bool(_NO_MORE.match(after))


def names_organisation(clause: str) -> tuple[str, list[Area]] | None:
    """Return the organisation that a clause is, with an area that may follow: "Mercy Hospital"."""
    clause = clause.strip(" .:-")
    slip = _ORG_WORDS.whole(clause)
    if slip is not None:
        return slip, []
    found = _IS_ORG.fullmatch(clause)
    if found is None:
        return None
    areas = area_clause(found["rest"]) if found["rest"] else []
    name = _organisation(found["name"])
    if name is None or (found["rest"] and not areas):
        return None
    return name, areas
