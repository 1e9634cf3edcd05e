"""The settings: places on the map, quiet hours, the language of dates."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.person import Settings
from conversations.quiet import NO_QUIET, USUAL_QUIET, Quiet
from conversations.settings.quiet import about_quiet
from conversations.settings.quiet_words import Unclear, read_quiet
from conversations.zones import zone_at

minutes = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
quiets = st.builds(Quiet, minutes, minutes)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(["America/New_York", "Asia/Manila", "Asia/Kolkata", "Europe/London"])


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("quiet from 10pm to 7am", time(22), time(7)),
        ("22-7", time(22), time(7)),
        ("22:30 - 06:15", time(22, 30), time(6, 15)),
        ("10 pm til 7", time(22), time(7)),
        ("10 to 7 am", time(22), time(7)),
        ("don't message me before 8am", time(21), time(8)),
        ("dont text me before 8", time(21), time(8)),
        ("no messages after 9:30 p.m.", time(21, 30), time(9)),
        ("do not disturb after 8 in the evening", time(20), time(9)),
        ("no reminders after 10pm or before 6am", time(22), time(6)),
        ("quiet hours midnight to noon", time(0), time(12)),
        ("9am to 5pm", time(9), time(17)),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, starts: time, ends: time) -> None:
    """Issue 4: quiet hours, by buttons and by words; the end that is not named stays."""
    assert read_quiet(text, USUAL_QUIET) == Quiet(starts, ends)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("from 9 to 5", Unclear.HALF),
        ("before 2", Unclear.HALF),
        ("25:00 to 7:00", Unclear.CLOCK),
        ("10:75 pm to 7 am", Unclear.CLOCK),
        ("9 am to 9 am", Unclear.LONG),
        ("9 am to 8 am", Unclear.LONG),
    ],
)
def test_hours_that_are_no_hours_are_asked_again(text: str, why: Unclear) -> None:
    """Issue 4: validated; never guessed."""
    assert read_quiet(text, USUAL_QUIET) is why


@pytest.mark.parametrize("text", ["no quiet hours", "any time is fine", "turn quiet hours off"])
def test_quiet_hours_can_be_done_without(text: str) -> None:
    """Issue 4: none is a choice."""
    assert read_quiet(text, USUAL_QUIET) == NO_QUIET


def test_one_end_goes_with_the_usual_other_where_nothing_was_quiet() -> None:
    """With no quiet hours there is no other end to keep."""
    assert read_quiet("before 8am", NO_QUIET) == Quiet(time(21), time(8))


@pytest.mark.parametrize(
    "text",
    [
        "don't message me before 8am",
        "dont text me after 9pm",
        "quiet hours 10pm to 7am",
        "please do not disturb between 22:00 and 07:00",
        "never remind me at night",
        "no quiet hours",
    ],
)
def test_the_wish_for_quiet_is_noticed_in_any_conversation(talker, text: str) -> None:
    """The question that stands must not take it for its answer."""
    talker.say("/add")

    talker.say(text)

    assert "Quiet hours" in talker.text
    assert "What was it called?" in talker.text


@pytest.mark.parametrize(
    "text",
    [
        "1 credit Quiet Eye Training, LabCE, yesterday",
        "when do your quiet hours end?",
        "don't count this for my MLS",
        "Do Not Disturb: managing alarms",
        "no points after 2024",
    ],
)
def test_other_sentences_set_no_quiet_hours(text: str) -> None:
    """A title or a question is no wish."""
    assert not about_quiet(text) or read_quiet(text, USUAL_QUIET) is None


@given(quiets, minutes)
def test_a_day_is_quiet_from_the_start_up_to_the_end(quiet: Quiet, clock: time) -> None:
    """The dataclass says: from `starts` up to, but not including, `ends`; over midnight too."""

    def since(start: time) -> int:
        return (clock.hour * 60 + clock.minute - start.hour * 60 - start.minute) % 1440

    inside = not quiet.never and since(quiet.starts) < 1440 - since_of(quiet)
    assert quiet.covers(clock) == inside


def since_of(quiet: Quiet) -> int:
    """Return how many minutes of a day are not quiet."""
    first = quiet.ends.hour * 60 + quiet.ends.minute
    last = quiet.starts.hour * 60 + quiet.starts.minute
    return (last - first) % 1440


@given(quiets, moments, zones)
def test_what_is_held_back_comes_at_the_first_moment_that_is_not_quiet(
    quiet: Quiet, moment: datetime, zone: str
) -> None:
    """Reminders wait for the end of the quiet, never longer than a day and never lost."""
    waits = quiet.after(moment, zone)

    assert moment <= waits <= moment + timedelta(hours=25)
    local = waits.astimezone(ZoneInfo(zone))
    assert waits == moment or (local.hour, local.minute) == (quiet.ends.hour, quiet.ends.minute)
    assert (waits == moment) == (not quiet.covers(moment.astimezone(ZoneInfo(zone)).time()))


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (41.85, -87.65, "America/Chicago"),
        (33.45, -112.07, "America/Phoenix"),
        (14.6, 121.0, "Asia/Manila"),
        (18.47, -66.1, "America/Puerto_Rico"),
        (0.0, -30.0, None),
        (91.0, 0.0, None),
        (float("nan"), 0.0, None),
    ],
)
def test_a_place_has_a_zone_unless_it_lies_at_sea(
    latitude: float, longitude: float, zone: str | None
) -> None:
    """Issue 4: by sharing a location once, IANA, found without a network."""
    assert zone_at(latitude, longitude) == zone


def test_a_shared_location_is_not_kept(talker) -> None:
    """Issue 4: the coordinates are never stored, and the bot says so."""
    text = talker.send("location", place=(41.8523, -87.6529))

    assert talker.person.settings == Settings(time_zone="America/Chicago")
    assert "did not keep the location" in text
    assert "41.8" not in repr((talker.talk, talker.screens, talker.person))


def test_a_location_does_not_disturb_a_draft(talker) -> None:
    """Only the question for a place is answered by one."""
    talker.say("/add")
    talker.say("Antibody ID")

    talker.send("location", place=(14.6, 121.0))

    assert talker.person.settings.zone == "Asia/Manila"
    assert "Draft, not saved: Antibody ID" in talker.text


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("i moved to Phoenix, Arizona", "Phoenix"),
        ("i live in Austin, TX", "Chicago"),
        ("time zone Denver", "Denver"),
        ("my time zone is Asia/Manila", "Manila"),
    ],
)
def test_a_place_in_a_sentence_sets_the_zone(talker, said: str, zone: str) -> None:
    """A state may stand behind the city."""
    assert f"Time zone: {zone}" in talker.say(said)


@pytest.mark.parametrize(
    "said", ["time zone Springfield", "my zone is Timbuctoo City", "i moved to Portland, Maine"]
)
def test_a_place_that_is_not_known_is_said_to_be_so(talker, said: str) -> None:
    """The settings were once shown unchanged, as if it had been taken."""
    text = talker.say(said)
    assert "I don't know that place" in text
    assert "Which city's clock" in text
    assert talker.person.settings.time_zone is None


def test_dates_go_back_to_english_in_short(talker) -> None:
    """‘english dates’ once left them Spanish."""
    assert "Words of dates: Spanish" in talker.say("spanish dates")
    assert "Words of dates: English" in talker.say("english dates")
