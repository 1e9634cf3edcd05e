"""What was worked out before is told again only while it is what would be worked out now."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_rules.catalog import catalog
from cmp_rules.model import Activity, Adjustments, Area, CredentialKey, Holding, Kind, Part, Pin
from cmp_rules.progress import progress
from conversations.person import (
    Change,
    DropHolding,
    KeepActivity,
    KeepHolding,
    Person,
    PutBackActivity,
    RemoveActivity,
    undoing,
)
from conversations.worked_out import FEW, MOST, WorkedOut, size_for

TODAY = date(2026, 11, 23)
KEYS = tuple(CredentialKey(code) for code in ("MLS", "SBB", "PBT"))
ENDS = (date(2027, 6, 30), date(2026, 11, 22))

parts = st.builds(
    Part,
    st.sampled_from((Decimal(1), Decimal("2.5"), Decimal(30))),
    st.frozensets(st.sampled_from((Area.SAFETY, Area.BLOOD_BANKING, Area.GENERAL)), min_size=1),
)
activities = st.builds(
    Activity,
    title=st.sampled_from("ab"),
    date=st.sampled_from((TODAY, date(2025, 1, 2), date(2024, 6, 30), date(2020, 1, 1))),
    kind=st.sampled_from((Kind.CE_COURSE, Kind.COLLEGE_COURSE)),
    parts=st.lists(parts, min_size=1, max_size=2).map(tuple),
    pins=st.lists(
        st.builds(
            Pin,
            st.sampled_from(KEYS),
            st.integers(0, 1),
            st.sampled_from(("safety", "electives")),
            st.just(Decimal(1)),
        ),
        max_size=1,
    ).map(tuple),
    excluded=st.frozensets(st.sampled_from(KEYS), max_size=1),
    number=st.integers(1, 6),
)
holdings = st.builds(
    Holding,
    st.sampled_from(KEYS),
    st.sampled_from(ENDS),
    adjustments=st.sampled_from((Adjustments(), Adjustments(total=Decimal(5)))),
)
changes = st.one_of(
    activities.map(KeepActivity),
    activities.map(KeepActivity),
    st.integers(1, 6).map(RemoveActivity),
    st.integers(1, 6).map(PutBackActivity),
    holdings.map(KeepHolding),
    st.sampled_from(KEYS).map(DropHolding),
)
steps = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.lists(changes, max_size=3).map(tuple),
        st.sampled_from(("done", "undone", "only thought of", "next")),
        st.sampled_from((TODAY, TODAY, TODAY + timedelta(days=30), date(2027, 7, 1))),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(steps=steps)
def test_what_is_told_is_what_would_be_worked_out_now(
    steps: list[tuple[int, tuple[Change, ...], str, date]],
) -> None:
    """Whatever two people log, change, remove, put back and undo, on whatever day they ask."""
    for few in (0, FEW):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("conversations.worked_out.FEW", few)
            _live(steps)


def _live(steps: list[tuple[int, tuple[Change, ...], str, date]]) -> None:
    everybody = [Person(holdings=(Holding(KEYS[0], ENDS[0]),)), Person()]
    for who, chosen, becomes, today in steps:
        before = everybody[who]
        further = (KeepActivity(_next(before)),) if becomes == "next" else ()  # most often
        done = (*chosen, *further)
        after = before.after(done)
        _told_as_worked_out(after, today)
        if becomes == "undone":
            after = after.after(undoing(done, before))
        if becomes != "only thought of":
            everybody[who] = after
        for person in everybody:
            _told_as_worked_out(person, today)


def _next(person: Person) -> Activity:
    part = Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING}))
    return Activity("a", TODAY, Kind.CE_COURSE, (part,), number=person.next_number)


def _told_as_worked_out(person: Person, today: date) -> None:
    for holding in person.holdings:
        told = person.progress(holding, today)
        now = progress(holding, person.activities, today)
        assert told == now
        assert told.not_counted == now.not_counted
    assert person.everywhere(today) == [person.progress(h, today) for h in person.holdings]


def test_what_was_worked_out_for_a_draft_stands_after_save() -> None:
    """The summary and the screen after Save are about the same, though not the very same values."""
    holding = Holding(KEYS[0], ENDS[0])
    person = Person(holdings=(holding,))
    for _ in range(FEW):
        person = person.after((KeepActivity(_next(person)),))

    draft, saved = (person.after((KeepActivity(_next(person)),)) for _ in range(2))

    assert draft.activities[-1] is not saved.activities[-1]
    assert saved.progress(holding, TODAY) is draft.progress(holding, TODAY)


def test_nothing_is_kept_for_few() -> None:
    """Most people have few: their figures take no time, and there are many such people."""
    holding = Holding(KEYS[0], ENDS[0])
    person = Person(holdings=(holding,), activities=(_next(Person()),) * (FEW - 1))

    person.progress(holding, TODAY)

    assert not len(person.worked_out)
    assert size_for(FEW - 1) == 0 < size_for(FEW)


def test_another_day_is_worked_out_anew() -> None:
    """A cycle ends, and other activities count."""
    holding = Holding(KEYS[0], ENDS[0])
    person = Person(holdings=(holding,))

    assert not person.progress(holding, ENDS[0]).expired
    assert person.progress(holding, ENDS[0] + timedelta(days=1)).expired


def test_only_so_much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """One answer for each credential; with too many of them it begins anew."""
    monkeypatch.setattr("conversations.worked_out.FEW", 0)
    worked_out = WorkedOut()
    keys = list(catalog().credentials)[: MOST + 1]
    kept = []

    for holding in (Holding(key, end) for key in keys for end in ENDS):
        worked_out.progress(holding, (), TODAY)
        kept.append(len(worked_out))

    assert max(kept) == MOST
    assert kept[-1] == 1
