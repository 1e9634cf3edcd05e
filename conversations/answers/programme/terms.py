"""What a code stands for, and what college hours come to in points.

> convert 3 quarter hours to points
3 quarter hours: 30 points (10 for each).
"""

import re
from dataclasses import replace
from decimal import Decimal

from cmp_rules.catalog import catalog
from cmp_rules.model import NOTHING, Kind
from cmp_rules.programme_answers import Answer
from conversations import wording
from conversations.answers.programme.entries import usual
from conversations.answers.programme.made import fact_of, made, of_figure, restated
from conversations.model import When
from conversations.person import Person
from conversations.reading.plain import plain
from conversations.reading.sentences.sentence import Intent, Understood

_HOURS = re.compile(
    r"\b(?P<count>\d{1,3}(?:\.\d{1,2})?|one|two|three|four|five|six)[ -]+"
    r"(?P<unit>quarter|semester)\w*(?!\s+point)",
    re.I,
)
_COMPARES = re.compile(r"\b(?:differen\w*|differs?|vs|versus|compared?)\b", re.I)
_UNITS = re.compile(r"\b(credit|hour|point|ceu)s?\b", re.I)
SEVERAL = 3  # units compared at once
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def conversion(understood: Understood, text: str, person: Person, when: When) -> Answer | None:
    """Return what units mean beside one another, or what college hours come to; else None."""
    if _COMPARES.search(text) and len({each.lower() for each in _UNITS.findall(text)}) >= SEVERAL:
        return usual(Intent.UNITS)  # no word for one of them decides
    found = _HOURS.search(plain(text))
    if found is None:
        return None
    unit = found["unit"].lower()
    figure = catalog().kinds[Kind.COLLEGE_COURSE].points_per[f"{unit}_hour"]
    each = figure.points or NOTHING
    count = Decimal(_NUMBERS.get(found["count"].lower()) or found["count"])
    facts = [
        of_figure(figure, wording.converted(count, unit, count * each, each)),
        fact_of("limits.usual", "GUIDE"),
    ]
    return made("units.converted", wording.converted_heading(), facts, "GUIDE")


def what_it_is(understood: Understood, text: str, person: Person, when: When) -> Answer | None:
    """Return what the code of a credential stands for; None where none is named."""
    if not understood.credentials:
        return None
    known = [catalog().credential(key) for key in understood.credentials[:3]]
    rule = fact_of("definition.qualification", "PART")
    facts = [
        restated(rule, wording.stands_for(wording.credential(each.key), each.name))
        for each in known
    ]
    codes = wording.listed([wording.credential(each.key) for each in known])
    answer = made("definition.code", wording.stands_for_heading(codes), facts, "PART")
    return replace(answer, look=known[0].page)
