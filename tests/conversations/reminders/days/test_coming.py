"""The days ahead are the schedule as the person wishes it, and their own ones."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.model import CredentialKey, Declared, Holding, Outcome
from cmp_rules.reminders import Reason, schedule
from conversations.reminders.days.coming import coming
from conversations.reminders.wishing.wishes import (
    NO_WISHES,
    Added,
    Before,
    EachMonth,
    Moved,
    Off,
    OnDay,
    Wishes,
)

SBB, MLS = CredentialKey("SBB"), CredentialKey("MLS")
HELD = Holding(SBB, date(2027, 6, 30))
OPENS, LAST, HALF = date(2027, 4, 1), date(2027, 5, 30), date(2026, 12, 30)
BEFORE_ALL = date(2024, 6, 30)
VOLUNTARY = replace(HELD, voluntary=True)


def days(wishes: Wishes = NO_WISHES, after: date = BEFORE_ALL, held: Holding = HELD) -> list[date]:
    return [each.on for each in coming(held, wishes, after)]


def own(*added: Added, after: date = BEFORE_ALL, held: Holding = HELD) -> list[str]:
    found = coming(held, Wishes(added=added), after)
    return [each.on.isoformat() for each in found if each.why is Reason.OWN]


def test_without_wishes_it_is_the_schedule_and_the_first_anniversary() -> None:
    """The second one falls on the day after the reminder of a year before: the two are one."""
    found = coming(HELD, NO_WISHES, BEFORE_ALL)

    assert (found[0].on, found[0].why) == (date(2025, 7, 1), Reason.ANNIVERSARY)
    assert found[1:] == schedule(HELD, BEFORE_ALL)


def test_the_days_up_to_the_given_one_are_left_out() -> None:
    """What was said on a day is not said again."""
    assert days(after=OPENS) == [each for each in days() if each > OPENS]


@pytest.mark.parametrize("off", [Off(), Off(SBB)], ids=["all", "this credential"])
def test_what_is_switched_off_is_silent_with_the_own_ones(off: Off) -> None:
    """Issue 7: let any be switched off."""
    assert days(Wishes(off=(off,), added=(OnDay(HALF),))) == []


def test_one_that_is_switched_off_leaves_the_others() -> None:
    """Named by its day in the schedule; another credential's wish concerns it not."""
    assert days(Wishes(off=(Off(SBB, OPENS),))) == [each for each in days() if each != OPENS]
    assert days(Wishes(off=(Off(MLS), Off(MLS, OPENS)))) == days()


def test_one_that_was_moved_comes_on_its_new_day_alone() -> None:
    """Issue 7: let any be moved; the last move counts."""
    moves = tuple(Moved(SBB, OPENS, OPENS + timedelta(days=n)) for n in (9, 4))

    assert OPENS not in days(Wishes(moved=moves))
    assert OPENS + timedelta(days=4) in days(Wishes(moved=moves))
    assert len(days(Wishes(moved=moves))) == len(days())


def test_none_is_moved_beyond_the_expiry() -> None:
    """It would never be said."""
    assert days(Wishes(moved=(Moved(SBB, OPENS, date(2027, 7, 1)),))) == days()


def test_a_wish_about_a_day_that_is_none_does_nothing() -> None:
    """After a corrected expiry every reminder is there."""
    wishes = Wishes(off=(Off(SBB, OPENS),), moved=(Moved(SBB, LAST, LAST - timedelta(days=2)),))
    corrected = replace(HELD, cycle_ends=date(2027, 9, 30))

    assert days(wishes, held=corrected) == days(held=corrected)


@pytest.mark.parametrize(
    ("added", "found"),
    [
        (OnDay(date(2027, 3, 1)), ["2027-03-01"]),
        (Before(7), ["2027-05-23"]),
        (Before(14, "expiry"), ["2027-06-16"]),
        (OnDay(date(2027, 3, 1), MLS), []),
    ],
    ids=["a day", "before the last day", "before the expiry", "another credential"],
)
def test_own_ones_come_beside_the_schedule(added: Added, found: list[str]) -> None:
    """Issue 7: "remind me on 1 March", "a week before". The schedule has 23 May already."""
    wanted = [day for day in found if date.fromisoformat(day) not in days()]

    assert own(added) == wanted
    assert {date.fromisoformat(day) for day in found} <= set(days(Wishes(added=(added,))))


def test_one_of_each_month_has_the_last_day_of_a_short_month_and_ends_with_the_cycle() -> None:
    """Issue 7: "every month"; 30 June is the expiry, of which the schedule speaks itself."""
    found = own(EachMonth(31), after=date(2026, 11, 30))

    assert found == [f"{month}-{day}" for month, day in MONTH_ENDS]


MONTH_ENDS = (
    ("2026-12", 31),
    ("2027-01", 31),
    ("2027-02", 28),
    ("2027-03", 31),
    ("2027-04", 30),
    ("2027-05", 31),
)


@given(st.dates(date(2024, 7, 1), date(2032, 1, 1)), st.integers(1, 31))
def test_a_voluntary_one_hears_the_own_ones_and_no_others(after: date, day: int) -> None:
    """There is no deadline; the next one of each month is always near."""
    found = coming(VOLUNTARY, Wishes(added=(EachMonth(day), Before(7))), after)

    assert {each.why for each in found} == {Reason.OWN}
    assert found[0].on - after <= timedelta(days=62)
    assert found[0].on > after


def test_after_a_declaration_only_the_question_what_became_of_it() -> None:
    """Product: none after "declared" except one check; none of the own ones either."""
    held = replace(HELD, declared=Declared(date(2027, 4, 5)))
    wishes = Wishes(added=(OnDay(date(2027, 5, 1)), EachMonth(1)))

    (review,) = coming(held, wishes, BEFORE_ALL)

    assert (review.on, review.why) == (date(2027, 4, 19), Reason.REVIEW)
    rejected = replace(held, declared=Declared(date(2027, 4, 5), Outcome.REJECTED))
    assert days(held=rejected) == days()


wished = st.builds(
    Wishes,
    off=st.lists(st.builds(Off, st.just(SBB), st.sampled_from(days())), max_size=3).map(tuple),
    moved=st.lists(
        st.builds(Moved, st.just(SBB), st.sampled_from(days()), st.dates(BEFORE_ALL, LAST)),
        max_size=3,
    ).map(tuple),
    added=st.lists(
        st.builds(OnDay, st.dates(BEFORE_ALL, date(2027, 6, 30)))
        | st.builds(EachMonth, st.integers(1, 31))
        | st.builds(Before, st.integers(1, 800), st.sampled_from(["expiry", "last_day"])),
        max_size=3,
    ).map(tuple),
)


@given(wished, st.dates(BEFORE_ALL, date(2027, 7, 9)))
def test_one_a_day_in_order_none_after_the_expiry(wishes: Wishes, after: date) -> None:
    """Product: two of a day are one; the reminder of the expiry is the last."""
    found = days(wishes, after)

    assert all(b > a for a, b in pairwise([after, *found]))
    assert all(day <= HELD.cycle_ends for day in found)
    assert found == [day for day in days(wishes) if day > after]
