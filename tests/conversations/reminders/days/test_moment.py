"""A reminder comes between ten and twelve of the person's own day, and never in quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.person import Settings
from conversations.quiet import NO_QUIET, Quiet
from conversations.reminders.days.moment import SPREAD, due_at, good_until, last_due, spread

ZONES = (
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Auckland",
    "UTC",
)
zones = st.sampled_from(ZONES)
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
settings = st.builds(
    Settings, time_zone=zones, quiet_hours=st.none() | st.builds(Quiet, clocks, clocks)
)


def test_the_same_moment_of_each_day_for_a_person_in_every_process() -> None:
    """Product: a stable hash of the person; Python's own differs between processes."""
    assert [spread(person).seconds for person in (1, 2, 7)] == [3540, 4631, 2026]


def test_people_are_spread_over_two_hours() -> None:
    """Product: a month's end is no stampede."""
    found = sorted(spread(person) for person in range(2000))
    quarters = [
        sum(SPREAD * n / 4 <= each < SPREAD * (n + 1) / 4 for each in found) for n in range(4)
    ]

    assert timedelta() <= found[0]
    assert found[-1] < SPREAD
    assert all(400 < many < 600 for many in quarters)


@given(days, zones, st.integers(1, 10**12))
def test_with_the_usual_quiet_hours_it_is_between_ten_and_twelve(
    day: date, zone: str, person: int
) -> None:
    """Product, reminders; on each day, also of a change of the clocks."""
    local = due_at(day, Settings(zone), person).astimezone(ZoneInfo(zone))

    assert local.date() == day
    assert time(10) <= local.time() < time(12)


@given(days, settings, st.integers(1, 10**12))
def test_it_is_never_quiet_and_always_on_its_day(day: date, wanted: Settings, person: int) -> None:
    """Issue 7: moved to the end of quiet hours; a reminder of the expiry comes before it."""
    local = due_at(day, wanted, person).astimezone(ZoneInfo(wanted.zone))

    assert local.date() == day
    assert not wanted.quiet.covers(local.time())


def test_quiet_hours_over_noon_put_it_off_to_their_end() -> None:
    """Who sleeps by day."""
    night_shift = Settings("America/Chicago", quiet_hours=Quiet(time(8), time(16, 30)))

    assert due_at(date(2026, 11, 23), night_shift, 7) == datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def test_quiet_hours_until_the_next_day_bring_it_forward() -> None:
    """Else the reminder of the expiry would come when all is over."""
    early = Settings("UTC", quiet_hours=Quiet(time(9, 15), time(8)))

    assert due_at(date(2026, 11, 23), early, 7) == datetime(2026, 11, 23, 8, tzinfo=UTC)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)), settings)
def test_it_may_be_sent_until_it_becomes_quiet_and_on_that_day_alone(
    at: datetime, wanted: Settings
) -> None:
    """Issue 7: checked again at sending time."""
    moment = wanted.quiet.after(at.replace(tzinfo=UTC), wanted.zone)
    zone = ZoneInfo(wanted.zone)

    until = good_until(moment, wanted)

    assert until > moment
    between = [moment + (until - moment) * part / 7 for part in range(8)]
    local = [each.astimezone(zone) for each in between]
    assert {each.date() for each in local} == {moment.astimezone(zone).date()}
    assert not any(wanted.quiet.covers(each.time()) for each in local[:-1])


@pytest.mark.parametrize(("hour", "day"), [(9, 22), (12, 23)])
def test_the_last_day_that_was_due_is_today_once_its_hour_has_passed(hour: int, day: int) -> None:
    """What a new credential's holder is not told of any more."""
    quiet = Settings("UTC", quiet_hours=NO_QUIET)

    assert last_due(datetime(2026, 11, 23, hour, tzinfo=UTC), quiet, 7) == date(2026, 11, day)
