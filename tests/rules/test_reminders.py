"""Reminders: the days before a credential expires, counted to the recommended last day."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.cycles import dates_of, months_later
from cmp_rules.model import CredentialKey, Declared, Holding, Outcome
from cmp_rules.reminders import Reason, anniversaries, is_behind, newest, schedule

SBB = CredentialKey("SBB")
LONG_AGO = date(2000, 1, 1)
ENDS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def days(holding: Holding, today: date = LONG_AGO) -> list[str]:
    return [f"{reminder.on} {reminder.why}" for reminder in schedule(holding, today)]


def test_the_days_are_counted_back_from_the_expiry_and_from_the_recommended_last_day() -> None:
    """Product, reminders: E - 12 months, E - 6 months, W, R - 45 … R, every three days, E."""
    assert days(Holding(SBB, date(2027, 12, 31))) == [
        "2026-12-31 year_before",
        "2027-06-30 half_year_before",
        "2027-10-02 window_opens",
        "2027-10-16 before_recommended_last_day",
        "2027-11-02 before_recommended_last_day",
        "2027-11-09 before_recommended_last_day",
        "2027-11-16 before_recommended_last_day",
        "2027-11-23 before_recommended_last_day",
        "2027-11-30 recommended_last_day",
        *(f"2027-12-{day:02} after_recommended_last_day" for day in range(3, 28, 3)),
        "2027-12-31 expires",
    ]


def test_the_one_before_the_expiry_gives_way_to_it_when_it_is_less_than_three_days_away() -> None:
    """Product, reminders: two that fall within three days of each other are one."""
    assert days(Holding(SBB, date(2027, 6, 30)))[-2:] == [
        "2027-06-26 after_recommended_last_day",
        "2027-06-30 expires",
    ]


@given(ENDS)
def test_no_two_are_nearer_than_three_days_and_none_follows_the_expiry(ends: date) -> None:
    """Product, reminders."""
    coming = schedule(Holding(SBB, ends), LONG_AGO)

    assert all(b.on - a.on >= timedelta(days=3) for a, b in pairwise(coming))
    assert coming[-1].on == ends
    assert coming[-1].why is Reason.EXPIRES


@given(ENDS)
def test_after_the_recommended_last_day_nobody_is_left_alone_for_a_week(ends: date) -> None:
    """Product, reminders: every three days until the expiry."""
    last = dates_of(Holding(SBB, ends)).recommended_last_day
    late = [each.on for each in schedule(Holding(SBB, ends), last)]

    assert late[0] == last
    assert all(b - a < timedelta(days=6) for a, b in pairwise(late))


@given(ENDS, st.integers(0, 1200))
def test_what_has_passed_is_left_out_and_today_is_not(ends: date, before: int) -> None:
    """Interface, reminders: the schedule from a day on."""
    holding, today = Holding(SBB, ends), ends - timedelta(days=before)

    whole = schedule(holding, LONG_AGO)

    assert schedule(holding, today) == tuple(each for each in whole if each.on >= today)


def test_who_has_everything_hears_nothing_until_the_declaration_opens() -> None:
    """Issue: done early gets silence until the window opens."""
    holding = Holding(SBB, date(2027, 6, 30))

    coming = schedule(holding, LONG_AGO, complete=True)

    assert coming[0].why is Reason.WINDOW_OPENS
    assert coming == schedule(holding, dates_of(holding).declaration_opens)


@pytest.mark.parametrize(
    "holding",
    [
        Holding(SBB, date(2027, 6, 30), voluntary=True),
        Holding(SBB, date(2027, 6, 30), certified_on=date(2001, 5, 1)),
        Holding(SBB, date(2026, 11, 22)),
    ],
    ids=["voluntary", "certified before it was mandatory", "expired yesterday"],
)
def test_where_there_is_no_deadline_there_is_no_reminder(holding: Holding) -> None:
    """Interface, cycle: expired and voluntary have a window up to today instead of an end."""
    assert schedule(holding, date(2026, 11, 23)) == ()


def test_after_a_silence_only_the_newest_is_sent() -> None:
    """Product, reminders: caught up after downtime, not a flood."""
    coming = schedule(Holding(SBB, date(2027, 6, 30)), date(2027, 5, 1))

    found = newest(coming, date(2027, 5, 20))

    assert found is not None
    assert found.on == date(2027, 5, 16)
    assert newest(coming, date(2027, 5, 1)) is None


@given(ENDS)
def test_the_anniversaries_divide_the_cycle_into_its_years(ends: date) -> None:
    """Issue: one nudge at each anniversary of the cycle."""
    first, second = anniversaries(Holding(SBB, ends))

    starts = months_later(ends, -36) + timedelta(days=1)
    assert first == months_later(starts, 12)
    assert second == months_later(starts, 24)
    assert second < ends


@pytest.mark.parametrize(
    ("met", "today", "behind"),
    [
        ("0", date(2025, 6, 30), False),
        ("11.99", date(2025, 7, 1), True),
        ("12", date(2025, 7, 1), False),
        ("12", date(2026, 7, 1), True),
        ("24", date(2027, 6, 30), False),
    ],
)
def test_a_third_of_the_points_belongs_to_each_year(met: str, today: date, behind: bool) -> None:
    """Issue: behind the pace of a third per year."""
    holding = Holding(SBB, date(2027, 6, 30))

    assert is_behind(holding, Decimal(met), Decimal(36), today) is behind
    assert not is_behind(holding, Decimal(met), None, today)


DECLARED = Declared(date(2027, 4, 5))
LATER = date(2027, 6, 28)


def declared_as(outcome: Outcome, told: date | None = None) -> Holding:
    declared = Declared(DECLARED.on, outcome, told)
    return Holding(SBB, date(2027, 6, 30), declared=declared)


@pytest.mark.parametrize(
    ("holding", "asked"),
    [
        pytest.param(declared_as(Outcome.WAITING), date(2027, 4, 19), id="nothing heard"),
        pytest.param(declared_as(Outcome.AUDIT, LATER), date(2027, 7, 12), id="papers asked for"),
        pytest.param(declared_as(Outcome.APPROVED, LATER), date(2027, 7, 12), id="not renewed yet"),
    ],
)
def test_who_has_declared_is_asked_once_and_not_reminded(holding: Holding, asked: date) -> None:
    """Product, reminders: none after "declared" except one check whether it was approved."""
    assert days(holding) == [f"{asked} review"]
    assert days(holding, asked) == [f"{asked} review"]
    assert days(holding, asked + timedelta(days=1)) == []


def test_a_rejected_declaration_is_reminded_of_like_none() -> None:
    """Issue 7: what is missing can still be done before the expiry."""
    rejected = declared_as(Outcome.REJECTED, date(2027, 5, 1))

    assert days(rejected) == days(Holding(SBB, date(2027, 6, 30)))
