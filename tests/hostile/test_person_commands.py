"""`cmpbot progress`, `plan` and `reminders` answer every person whose file can be read.

That a file is read or refused in one line is held in tests/bot/figures/test_person_file.py; here
are files that are in order and hold what nobody has: cycles of a day or of centuries, ten thousand
points, a hundred years of certificates, everything pinned and excluded at once.
"""

import json
from datetime import date
from typing import Any

from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from nasty import anything

from bot.figures.as_json import plan_json, progress_json, reminder_json
from bot.figures.person_file import PersonFileError, read_person
from bot.operating.days import YEARS
from cmp_rules.catalog import catalog
from cmp_rules.model import Area, Kind
from cmp_rules.planner import plan
from cmp_rules.progress import progress
from cmp_rules.reminders import schedule
from cmp_rules.requirement import SLOT_NAMES

KEYS = sorted((key.code, str(key.scheme)) for key in catalog().credentials)
EDGES = ("1900-01-01", "2004-01-01", "2024-02-29", "2026-11-22", "2026-11-23", "2199-12-31")
days = st.sampled_from(EDGES) | st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str)
todays = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)) | st.just(date(2026, 11, 23))
amounts = st.sampled_from(["0.01", "0.3", "1", "999.99", "10000"]) | st.integers(1, 60).map(str)
keys = st.sampled_from(KEYS).map(lambda key: {"credential": key[0], "scheme": key[1]})
areas = st.lists(st.sampled_from([str(area) for area in Area]), min_size=1, max_size=3)
slots = st.sampled_from(sorted(SLOT_NAMES))
texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=9)


def holdings_of(key: dict[str, str], **more: Any) -> dict[str, Any]:
    """Return a holding without the fields that were left out."""
    return key | {name: value for name, value in more.items() if value is not None}


adjustments = st.fixed_dictionaries(
    {}, optional={"total": amounts | st.just("0"), "slots": st.dictionaries(slots, amounts)}
)
holdings = st.builds(
    holdings_of,
    keys,
    cycle_ends=days,
    cycle_starts=st.none() | st.none() | days,
    voluntary=st.none() | st.booleans(),
    certified_on=st.none() | days,
    adjustments=st.none() | adjustments,
)
pins = st.builds(
    lambda key, slot, points: key | {"part": 0, "slot": slot, "points": points},
    keys, slots, amounts,
)  # fmt: skip
activities = st.fixed_dictionaries(
    {
        "title": texts.filter(str.strip),
        "date": days,
        "kind": st.sampled_from([str(kind) for kind in Kind]),
        "parts": st.lists(
            st.fixed_dictionaries({"points": amounts, "areas": areas}), min_size=1, max_size=3
        ),
    },
    optional={"pins": st.lists(pins, max_size=2), "exclude": st.lists(keys, max_size=2)},
)
people = st.fixed_dictionaries(
    {"holdings": st.lists(holdings, max_size=3), "activities": st.lists(activities, max_size=5)}
)


def answered(data: str | bytes, today: date) -> list[Any] | None:
    """Answer as the three commands do; None where the file is refused."""
    try:
        held, done = read_person(data, today)
    except PersonFileError:
        return None
    found = [progress(each, done, today) for each in held]
    planned = plan(held, done, today, add=[])
    reminders = [
        reminder_json(reminder)
        for holding, each in zip(held, found, strict=True)
        for reminder in schedule(holding, today, complete=each.complete is True)
    ]
    said = json.dumps([[progress_json(each) for each in found], plan_json(planned), reminders])
    return list(json.loads(said))


@settings(max_examples=150)
@example(
    {"holdings": [{"credential": "MLS", "scheme": "ASCP", "cycle_ends": "1900-01-01"}]},
    date(1900, 1, 1),
)
@example(
    {
        "holdings": [
            {
                "credential": "MLS",
                "scheme": "ASCP",
                "cycle_ends": "2199-12-31",
                "cycle_starts": "1900-01-01",
            }
        ]
    },
    date(2199, 12, 31),
)
@given(people, todays)  # fmt: skip
def test_the_commands_answer_whoever_can_be_read(person: dict[str, Any], today: date) -> None:
    """Issue 6: the JSON of `cmpbot progress`; nothing but `PersonFileError` is raised."""
    said = answered(json.dumps(person), today)

    event("refused" if said is None else "answered")
    assert said is None or len(said[0]) == len(person["holdings"])


@given(st.binary(max_size=80) | anything | people.map(lambda p: json.dumps(p)[:-3]))
def test_what_is_no_person_is_refused(data: str | bytes) -> None:
    """Random bytes, half surrogates, JSON that ends too soon."""
    if answered(data, date(2026, 11, 23)) is not None:
        assert json.loads(data).keys() <= {"holdings", "activities"}
