"""What is stored as JSON comes back as it was, always in the same words, or not at all."""

from dataclasses import dataclass, fields, replace
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal, get_args, get_type_hints

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import ACTIVITY, MLS

from cmp_rules.model import Activity, Adjustments, Area, CredentialKey, Kind, Pin
from conversations.model import Screen, Talk, Thread
from conversations.person import Settings
from conversations.quiet import Quiet
from conversations.reminders.wishing.wishes import (
    Before,
    EachMonth,
    Moved,
    Off,
    OnDay,
    Snoozed,
    Wishes,
)
from conversations.states import STATES
from conversations.topic import Topic
from storage import states
from storage.states import ReadTalk, Unreadable


@dataclass(frozen=True, slots=True)
class Drafting:
    """A state with everything that states are made of."""

    draft: Activity | None
    picked: frozenset[Area] = frozenset()
    either: tuple[date, date] | None = None
    points: Decimal | None = None
    keys: tuple[CredentialKey, ...] = ()
    page: int = 0
    several: bool = False
    kind: Literal["drafting"] = "drafting"


@dataclass(frozen=True, slots=True)
class Asking:
    """Another state."""

    kind: Literal["asking"] = "asking"


SAMPLES = (Drafting, Asking)
DRAFTING = Drafting(
    ACTIVITY,
    frozenset({Area.SAFETY, Area.ETHICS}),
    (date(2026, 3, 2),) * 2,
    Decimal("1.50"),
    (MLS,),
)


def read(text: str) -> ReadTalk:
    return states.read_talk(text.encode(), number=3, states=SAMPLES)


def talk_of(*trails: tuple[object, ...], dropped: tuple[object, ...] | None = None) -> Talk:
    threads = tuple(Thread(trail) for trail in trails)  # type: ignore[arg-type]
    return Talk(threads, 3, None if dropped is None else Thread(dropped))  # type: ignore[arg-type]


GOLDEN = (
    '{"dropped":[{"kind":"asking"}],"threads":[[{"draft":{"title":"Antibody ID","date":"2026-11-22"'
    ',"kind":"ce_course","parts":[{"points":"1.5","areas":["blood_banking","safety"]}],"provider":'
    '"LabCE","pins":[],"excluded":[],"number":1},"picked":["ethics","safety"],"either":["2026-03-02'
    '","2026-03-02"],"points":"1.50","keys":[{"code":"MLS","scheme":"ASCP"}],"page":0,"several":'
    'false,"kind":"drafting"},{"kind":"asking"}],[{"kind":"asking"}]],"topic":null,"undo":[]}'
)


def test_a_talk_is_written_in_these_words() -> None:
    """Design 6: golden state JSON. What is in the database of people today must stay readable."""
    talk = talk_of((DRAFTING, Asking()), (Asking(),), dropped=(Asking(),))

    assert states.write_talk(talk) == GOLDEN
    assert read(GOLDEN) == ReadTalk(talk)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="cut off"),
        pytest.param('{"threads":[]}', id="a field is missing"),
        pytest.param('{"threads":[],"dropped":null,"more":1}', id="a field too many"),
        pytest.param('{"threads":[[{"kind":"gone"}]],"dropped":null}', id="an unknown state"),
        pytest.param('{"threads":[[{}]],"dropped":null}', id="a state without a kind"),
        pytest.param('{"threads":[[]],"dropped":null}', id="a conversation without a state"),
        pytest.param('{"threads":[[{"kind":"asking","x":1}]],"dropped":null}', id="renamed field"),
        pytest.param(GOLDEN.replace('"1.5"', '"NaN"'), id="points that are no number"),
        pytest.param(GOLDEN.replace('"ethics"', '"alchemy"'), id="an area that is gone"),
        pytest.param(GOLDEN.replace("2026-03-02", "2026-02-30"), id="a day that is none"),
        pytest.param(GOLDEN.replace('"provider"', '"from"'), id="a renamed field further down"),
        pytest.param(GOLDEN.replace('"page":0', '"page":"0"'), id="a text for a number"),
    ],
)
def test_an_unreadable_talk_becomes_idle_and_says_so(text: str) -> None:
    """Design 3: undecodable state becomes Idle with a plain apology; its number goes on."""
    assert read(text) == ReadTalk(Talk(number=3), unreadable=True)


def test_what_is_talked_about_is_written_in_these_words() -> None:
    """Issue 4: follow-ups go on after a restart; talks stored before that stay readable."""
    topic = Topic("remaining", (MLS,), (Area.SAFETY,), Kind.PUBLICATION, 2026, 3, False)
    golden = (
        '{"dropped":null,"threads":[],"topic":{"intent":"remaining","credentials":[{"code":"MLS",'
        '"scheme":"ASCP"}],"areas":["safety"],"activity":"publication","year":2026,"entry":3,'
        '"fresh":false},"undo":[]}'
    )

    assert states.write_talk(Talk(topic=topic)) == golden
    assert read(golden) == ReadTalk(Talk(number=3, topic=topic))
    assert read('{"dropped":null,"threads":[],"undo":[]}') == ReadTalk(Talk(number=3))


@given(samples.activities)
def test_any_activity_comes_back(activity: Activity) -> None:
    """Decimals keep their places, sets their members, texts every character."""
    assert states.read(Activity, states.write(activity).encode()) == activity


@given(samples.screens)
def test_any_screen_comes_back(screen: Screen) -> None:
    """The outbox shows what was said, to the letter."""
    assert states.read(Screen, states.write(screen).encode()) == screen


@given(samples.adjustments)
def test_any_adjustment_comes_back(adjustments: Adjustments) -> None:
    """The person's own figures win over the catalogue, so they must not change."""
    assert states.read(Adjustments, states.write(adjustments).encode()) == adjustments


@given(samples.settings)
def test_any_settings_come_back(settings: Settings) -> None:
    """Not chosen yet is not the same as chosen."""
    assert states.read(Settings, states.write(settings).encode()) == settings


def test_settings_are_written_in_these_words() -> None:
    """What is in the database of people today must stay readable, also without newer fields."""
    golden = (
        '{"time_zone":"America/Chicago","date_order":"dmy",'
        '"quiet_hours":{"starts":"21:30:00","ends":"08:00:00"},"language":"es","reminders":'
        '{"off":[{"key":{"code":"MLS","scheme":"ASCP"},"planned":null}],"moved":[{"key":{"code":'
        '"MLS","scheme":"ASCP"},"planned":"2027-05-30","to":"2027-05-28"}],"added":[{"day":'
        '"2027-03-01","key":null,"kind":"on_day"},{"day":31,"key":null,"kind":"each_month"},'
        '{"days":7,"of":"expiry","key":null,"kind":"before"}],"checks":false,'
        '"snoozed":[{"key":{"code":"MLS","scheme":"ASCP"},"until":"2027-04-02"}],'
        '"aloud":[{"day":31,"key":null,"kind":"each_month"}]}}'
    )
    wishes = Wishes(
        off=(Off(MLS),),
        moved=(Moved(MLS, date(2027, 5, 30), date(2027, 5, 28)),),
        added=(OnDay(date(2027, 3, 1)), EachMonth(31), Before(7, "expiry")),
        checks=False,
        snoozed=(Snoozed(MLS, date(2027, 4, 2)),),
        aloud=(EachMonth(31),),
    )
    quiet = Quiet(time(21, 30), time(8))
    settings = Settings("America/Chicago", "dmy", quiet, "es", wishes)

    assert states.write(settings) == golden
    assert states.read(Settings, golden.encode()) == settings
    older = b'{"time_zone":"America/Chicago","date_order":null}'
    assert states.read(Settings, older) == Settings("America/Chicago")
    before_snoozes = golden.partition(',"snoozed"')[0] + "}}"
    fewer = replace(wishes, snoozed=(), aloud=())
    assert states.read(Settings, before_snoozes.encode()) == replace(settings, reminders=fewer)


def test_equal_values_are_written_in_the_same_words() -> None:
    """Sets and mappings have no order of their own; snapshots and hashes need one."""
    pins = (Pin(MLS, 0, "safety", Decimal("0.25")),)
    one = replace(ACTIVITY, pins=pins, excluded=frozenset({MLS, CredentialKey("BB")}))
    two = replace(ACTIVITY, pins=pins, excluded=frozenset({CredentialKey("BB"), MLS}))

    assert states.write(one) == states.write(two)
    assert states.write(Adjustments(slots={"b": Decimal(1), "a": Decimal(2)})) == states.write(
        Adjustments(slots={"a": Decimal(2), "b": Decimal(1)})
    )


def test_large_and_small_points_are_written_without_exponents() -> None:
    """A Decimal may print as 1E+2; other programs read plain digits."""
    assert '"total":"100"' in states.write(Adjustments(total=Decimal("1E+2")))


def test_what_is_wrong_is_said_without_the_words_of_the_person() -> None:
    """Issue 5: text of people never in logs; the exception may be logged with its causes."""
    text = states.write(ACTIVITY).replace('"ce_course"', '"my secret"')

    with pytest.raises(Unreadable, match="kind") as caught:
        states.read(Activity, text.encode())

    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_something_that_is_not_of_the_domain_is_not_stored() -> None:
    """A float would come back as another number of points."""
    with pytest.raises(TypeError, match="float"):
        states.write(replace(ACTIVITY, parts=(1.5,)))  # type: ignore[arg-type]


def test_every_state_of_the_conversations_has_a_kind_of_its_own() -> None:
    """The kind is the only thing that tells stored states apart."""
    kinds = [get_args(get_type_hints(state)["kind"]) for state in STATES]

    assert len(set(kinds)) == len(STATES)
    assert all(len(kind) == 1 for kind in kinds)


st.register_type_strategy(Decimal, samples.points)


@pytest.mark.parametrize("state", STATES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_state_of_the_conversations_comes_back(state: Any, data: st.DataObject) -> None:
    """Issue 2: a restart in the middle of a conversation loses nothing, wherever that is."""
    one = data.draw(st.builds(state, **{field.name: ... for field in fields(state)}))
    talk = Talk((Thread((one, one)),), 3, Thread((one,)))

    assert states.read_talk(states.write_talk(talk).encode(), number=3) == ReadTalk(talk)
