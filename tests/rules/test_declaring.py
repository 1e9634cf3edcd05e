"""Where a declaration stands on a day, and what is to be entered for it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.cycles import span_of
from cmp_rules.declaring import Stage, Tick, declaration, same_fields, ticked
from cmp_rules.model import (
    Activity,
    Area,
    CredentialKey,
    Declared,
    Entered,
    Holding,
    Kind,
    Outcome,
    Part,
)
from cmp_rules.progress import progress

SBB = Holding(CredentialKey("SBB"), date(2027, 6, 30))
OPENS, ENDS = date(2027, 4, 1), date(2027, 6, 30)


def done(number: int, points: str, area: Area, day: date = date(2026, 11, 22)) -> Activity:
    part = Part(Decimal(points), frozenset({area}))
    return Activity("Antibody ID", day, Kind.CE_COURSE, (part,), "AABB", number=number)


ALL = (
    done(1, "12", Area.BLOOD_BANKING),
    done(2, "1", Area.SAFETY, date(2026, 11, 20)),
    done(3, "1", Area.ETHICS),
    done(4, "22", Area.IMMUNOLOGY, date(2027, 1, 5)),
)


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (OPENS - timedelta(days=1), Stage.EARLY),
        (OPENS, Stage.OPEN),
        (ENDS, Stage.OPEN),
        (ENDS + timedelta(days=1), Stage.LAPSED),
    ],
)
def test_the_stages_begin_and_end_on_their_days(today: date, stage: Stage) -> None:
    """Interfaces, cycle: the declaration opens 3 months before; both ends count."""
    assert declaration(SBB, ALL, today).stage is stage


def test_who_takes_part_voluntarily_can_declare_at_any_time() -> None:
    """There is no expiry to be late for."""
    voluntary = replace(SBB, voluntary=True)

    assert declaration(voluntary, ALL, date(2040, 1, 1)).stage is Stage.OPEN


@pytest.mark.parametrize("outcome", [Outcome.WAITING, Outcome.AUDIT, Outcome.APPROVED])
def test_a_declaration_that_was_sent_stands_as_of_its_day(outcome: Outcome) -> None:
    """In time and waiting, nothing has lapsed; the CEs of its cycle are those declared."""
    sent = replace(SBB, declared=Declared(date(2027, 5, 3), outcome))

    found = declaration(sent, ALL, date(2027, 9, 1))

    assert found.stage is Stage.DECLARED
    assert [entry.activity.number for entry in found.entries] == [2, 1, 3, 4]
    assert not span_of(sent, date(2027, 9, 1)).expired


def test_after_a_rejection_the_credential_lapses_like_any_other() -> None:
    """Nothing waits any more."""
    rejected = replace(SBB, declared=Declared(date(2027, 5, 3), Outcome.REJECTED))

    assert declaration(rejected, ALL, ENDS).stage is Stage.OPEN
    assert declaration(rejected, ALL, date(2027, 9, 1)).stage is Stage.LAPSED
    assert span_of(rejected, date(2027, 9, 1)).expired


def test_a_declaration_after_the_expiry_does_not_keep_the_credential_alive() -> None:
    """A late declaration may be a reinstatement: the last three years count."""
    late = replace(SBB, declared=Declared(date(2027, 7, 3)))

    assert span_of(late, date(2027, 9, 1)).expired


def test_the_list_is_what_the_answer_counts_no_more_and_no_less() -> None:
    """Brief: the same engine as "what do I still need"."""
    found = declaration(SBB, ALL, OPENS)
    counted = progress(SBB, ALL, OPENS)

    listed: dict[str, Decimal] = {}
    for entry in found.entries:
        for slot, points in entry.slots:
            listed[slot] = listed.get(slot, Decimal(0)) + points
    assert listed == {slot.name: slot.met for slot in counted.slots}
    assert found.found.complete is True


def test_a_tick_is_of_what_was_entered() -> None:
    """Brief: changed entries show as not ticked."""
    first = declaration(SBB, ALL, OPENS).entries[0]
    held = replace(SBB, entered=ticked(SBB, first, done=True))
    changed = (ALL[0], replace(ALL[1], title="Other"), *ALL[2:])

    assert declaration(held, ALL, OPENS).entries[0].tick is Tick.DONE
    assert declaration(held, changed, OPENS).entries[0].tick is Tick.CHANGED
    assert declaration(held, changed, OPENS).entered == 0


def test_points_that_go_elsewhere_now_take_the_tick_off_but_the_fields_are_the_same() -> None:
    """What is allocated at ASCP has to be changed there; the CE itself is not typed again."""
    entries = declaration(SBB, ALL, OPENS).entries
    blood = next(entry for entry in entries if entry.activity.number == 1)
    held = replace(SBB, entered=ticked(SBB, blood, done=True))
    more = (*ALL, done(5, "10", Area.BLOOD_BANKING, date(2026, 11, 1)))

    now = declaration(held, more, OPENS).entry(1)

    assert now is not None
    assert now.slots != blood.slots
    assert now.tick is Tick.CHANGED
    assert same_fields(now.stamp, blood.stamp)


def test_a_tick_of_a_ce_that_is_gone_does_no_harm() -> None:
    """Brief: a CE removed meanwhile."""
    held = replace(SBB, entered=(Entered(9, "0" * 16), Entered(1, "x")))

    assert declaration(held, ALL[1:], OPENS).entered == 0


def test_ticking_twice_is_ticking_once_and_can_be_taken_back() -> None:
    """Standing buttons are harmless when repeated."""
    entry = declaration(SBB, ALL, OPENS).entries[0]
    once = replace(SBB, entered=ticked(SBB, entry, done=True))

    assert ticked(once, entry, done=True) == once.entered
    assert ticked(once, entry, done=False) == ()


@given(st.permutations(ALL))
def test_the_list_does_not_depend_on_the_order_of_the_records(order: list[Activity]) -> None:
    """A tick must not go because something else was put back at another place."""
    plain = [(e.activity.number, e.stamp) for e in declaration(SBB, ALL, OPENS).entries]
    other = [(e.activity.number, e.stamp) for e in declaration(SBB, order, OPENS).entries]

    assert other == plain
