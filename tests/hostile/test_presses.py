"""Callback data that no button of ours carries: anybody can make a client that sends it."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import anything, pieces, records, texts

from bot.harmless import harmless
from conversations import standing
from conversations.model import Event, Pressed, Said, Sent, Talk, When
from conversations.person import Person
from conversations.step import step
from storage import states

WHEN = When(datetime(2026, 11, 23, 15, tzinfo=UTC), date(2026, 11, 23))
HELD = "I hold MLS and SBB, both expire 2027-06-30"
LOGGED = "1.5 h antibody ID from LabCE yesterday, safety"
DOORS = (
    (),
    ("/add",),
    ("/add", "T", "P"),
    ("/add", "T", "P", "3/2"),
    ("/add", "T", "P", "today", "1"),
    ("/add", "T", "P", "today", "2 ceu"),
    ("/add", "T", "P", "today", "1", "CE course"),
    (LOGGED,),
    (LOGGED, "edit"),
    ("Iron, LabCE, 1 h, 3/2/2026\nZinc, LabCE, 2 h, 3/2/2026",),
    ("/credentials", "Add another"),
    ("I hold HT",),
    ("my MLS expires 3/2/2028",),
    ("/settings", "Change time zone"),
    ("/delete",),
    ("/reminders",),
    ("/declare",),
)
ACTIONS = (*sorted(standing._ACTIONS), standing.RESUME, "", "nothing", "!", "\x00")
standing_data = st.builds("!{}:{}".format, st.sampled_from(ACTIONS), records)
of_two = st.builds("!{}:{} {}".format, st.sampled_from(ACTIONS), records, records)
question_data = st.builds("#:{}".format, records)  # the number is known when it is pressed
data = st.one_of(standing_data, standing_data, of_two, question_data, anything)
words = st.one_of(st.sampled_from([LOGGED, "yes", "save", "back", "undo", "edit"]), pieces, texts)


def opened(door: tuple[str, ...]) -> tuple[Talk, Person]:
    """Walk to a question as a person with two credentials and one CE."""
    talk, person = Talk(), Person()
    for line in (HELD, LOGGED, "save", *door):
        done = step(talk, Said(line, WHEN), person)
        talk, person = done.talk, person.after(done.changes)
    return talk, person


OPENED = [opened(door) for door in DOORS]


def kept(talk: Talk) -> Talk:
    """Return a talk as the database gives it back."""
    return states.read_talk(states.write_talk(talk).encode(), number=talk.number).talk


@settings(max_examples=400)
@given(
    door=st.sampled_from(range(len(DOORS))),
    moves=st.lists(st.tuples(st.sampled_from(["press", "press", "say"]), data, words), max_size=6),
)
def test_whatever_is_pressed_wherever_it_is_answered_and_can_be_stored(
    door: int, moves: list[tuple[str, str, str]]
) -> None:
    """Issue 6: callback data; every action and every state, with records that are none."""
    talk, person = OPENED[door]
    for how, pressed, said in moves:
        event: Event = Said(harmless(said), WHEN)
        if how == "press":
            event = Pressed(harmless(pressed).replace("#", str(talk.number), 1), WHEN)
        done = step(talk, event, person)
        talk, person = done.talk, person.after(done.changes)
        assert done.screens
        assert kept(talk) == talk
        assert all(0 < each.points <= 999 for each in person.activities)


degrees = st.floats() | st.sampled_from([0.0, 90.0, -90.0, 180.0, 1e308])


@given(latitude=degrees, longitude=degrees, caption=texts)
def test_a_location_that_is_nowhere_is_answered(
    latitude: float, longitude: float, caption: str
) -> None:
    """NaN, infinity, and places beyond the poles; asked for and unasked."""
    zone = DOORS.index(("/settings", "Change time zone"))
    for talk, person in (OPENED[0], OPENED[zone]):
        sent = Sent("location", WHEN, harmless(caption), (latitude, longitude))
        done = step(talk, sent, person)
        assert done.screens
        assert kept(done.talk) == done.talk
