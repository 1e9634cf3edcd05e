"""Which kind of activity it was."""

import re

from cmp_rules.model import Kind
from conversations.reading import words
from conversations.reading.plain import Span, meets, word_set
from conversations.reading.subjects.entities import Entities

# Words that say little: a talk may be given or heard.
_WEAK = word_set(
    """exam examination paper author abstract talk presentation poster training session reading
    article research other inspection degree meeting journal ce speaker else something"""
)
_NAME_AROUND = re.compile(r"[A-Z][\w'.-]*\s$")
_NAME_AFTER = re.compile(r"\s(?:of|hospital|medical|health|clinic)\b", re.I)

_GAVE = re.compile(
    r"\b(?:gave|delivered)\s(?:[^\s,;]+\s){0,4}?(?:talk|lecture|presentation|webinar|seminar|poster"
    r"|grand\srounds|session)\b|\b(?:i|we|just)\s(?:spoke|presented)\b|^\s*(?:spoke|presented)\b",
    re.I,
)
_SCHOOL_LAST = re.compile(
    r"\bcredits?\b.{0,40}?\s(?:[a-z]{1,2}su|byu|nyu|wgu|snhu|ucla|ucsd|uab|umich|utsa)\s?(?:$|[,;])",
    re.I,
)
_COLLEGE_HOURS = re.compile(
    r"\b(?:sem(?:ester)?|quarter|qtr)\s?(?:credit\s)?(?:hours?|hrs?|h|credits?|units?)\b(?!\sof)",
    re.I,
)
# "3 credit microbiology course at ASU": a school by its letters
_AT_COLLEGE = re.compile(
    r"\b(?:class|course|credits?)\b.{0,40}?\b(?:at|through|thru|from|w/?)\s(?:the\s)?(?:[a-z]{1,2}su|byu|nyu"
    r"|wgu|snhu|gcu|ucla|ucsd|ucf|usf|usc|unc|uab|uic|uw|umich|utsa|(?i:[a-z]+\s)state|cc"
    r"|(?:[a-z]+\s){0,2}(?:comm?(?:unity)?\s)?(?:college|univ|uni)|my\sschool|[a-z]+\stech)\b"
    r"(?!\s(?:of\samerican|hospital|medical))",
    re.I,
)


# "bio 201", "CHM 1045": a course by its number. "Immunology 101" may be any webinar's title.
_COURSE_NUMBER = re.compile(
    r"\b(?:biol?|bio?chem|bch|chem|chm|micr?o?|mic|mcb|mls|mlt|cls|clsc?|medt|stats?|sta|math|mat|psych?|psyc?|soc"
    r"|anat|phys|phy|immu?|gene?|gen|hlth|hsc|hca|hsa|hadm|mgmt|mgt|bus|mba|mph|pubh|epi|engl?|hist|path|bmsc?|nutr"
    r"|educ?|comp?|cs|cis|phil|acc?t|econ|fin)[\s-]?(?!101\b|19[5-9]\d|20[0-4]\d)\d{3,4}[a-z]?(?![\w/-]|[.,]\d)",
    re.I,
)
_HOURS_OF_COURSES = re.compile(
    r"\b(?:contact|p\.?a\.?c\.?e|cmles?|ceus?|ces?|points?|pts?)\b", re.I
)

_PREPARED_FOR = re.compile(  # what leads to an exam is a course
    r"\b(?:prep\w*|stud(?:y|ies|ying)|review\w*|practi[cs]\w+|mock|how\sto\s(?:pass|take)|ready)"
    r"(?:\s(?:for|to|of|your|my|the|an?|pass|take|[\w()-]+)){0,5}\s$",
    re.I,
)
_PREPARES = re.compile(
    r"[\s-](?:\w+\s)?(?:prep\w*|review\w*|study\w*|practi[cs]e|tips|questions?|readiness)\b", re.I
)
_PASSED = re.compile(r"\b(?:passed|took|sat)\b", re.I)


def kind_of(found: Entities) -> Kind | None:
    """Return the kind of activity; a word that says little gives way to one that says more."""
    if _GAVE.search(found.text):
        return Kind.PRESENTATION
    strong: list[Kind] = []
    weak: list[Kind] = []
    names = [hit.span for hit in found.providers]
    for hit in found.kinds:
        written = found.text[slice(*hit.span)].lower()
        if written in ("university", "college") and _NAME_AROUND.search(found.text[: hit.span[0]]):
            continue  # "Baylor University"
        if written in ("university", "college") and meets(hit.span, names):
            continue  # "college of american pathologists"
        if hit.meaning is Kind.EXAM and _is_prepared_for(found.text, hit.span):
            continue
        if written.startswith("credit hour") and usual_kind(found):
            continue  # of a provider of courses: contact hours
        if written == "university" and _NAME_AFTER.match(found.text, hit.span[1]):
            continue
        (weak if written in _WEAK else strong).append(hit.meaning)
    special = [kind for kind in strong if kind is not Kind.CE_COURSE]
    if not special and any(
        one.search(found.text) for one in (_AT_COLLEGE, _COLLEGE_HOURS, _SCHOOL_LAST)
    ):
        return Kind.COLLEGE_COURSE
    numbered = _COURSE_NUMBER.search(found.text)
    if not special and numbered and not _HOURS_OF_COURSES.search(found.text):
        return Kind.COLLEGE_COURSE
    return next((choices[0] for choices in (special, strong, weak) if choices), None)


def _is_prepared_for(text: str, exam: Span) -> bool:
    """Whether an exam is only what was prepared for: "exam prep", "preparing for your exam"."""
    before = re.split(r"[,;|]", text[: exam[0]])[-1]
    prepared = _PREPARED_FOR.search(before) and not _PASSED.search(before)
    return bool(prepared or _PREPARES.match(text, exam[1]))


def usual_kind(found: Entities) -> Kind | None:
    """Return what a provider that gives courses suggests where no kind was said."""
    known = {hit.meaning for hit in found.providers}
    return Kind.CE_COURSE if known & words.course_providers() else None
