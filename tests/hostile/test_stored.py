"""What is stored, changed by somebody who got at the database with its key, or by a bad disk."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from nasty import RECORDS, anything
from samples import ACTIVITY, QUESTION

from cmp_rules.model import Activity, Adjustments
from conversations.activities.drafting.draft import Draft
from conversations.activities.drafting.machine import following
from conversations.model import Screen, Talk, Thread
from conversations.person import KeepActivity, Settings
from storage import states
from storage.states import Unreadable

TALK = states.write_talk(
    Talk((Thread((following(Draft(title="T")),)),), 3, undo=(KeepActivity(ACTIVITY),))
)
KEPT: tuple[tuple[type, str], ...] = (
    (Activity, states.write(ACTIVITY)),
    (Screen, states.write(QUESTION)),
    (Settings, states.write(Settings("America/Chicago", "dmy"))),
    (Adjustments, states.write(Adjustments())),
)
values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), anything, st.sampled_from(RECORDS),
    st.just([]), st.just({}), st.sampled_from(["NaN", "Infinity", "1e9999", "-0", "9" * 5000]),
)  # fmt: skip


def changed(text: str, place: int, value: object) -> bytes:
    """Return JSON with the value at the n-th place replaced, places counted round and round."""
    root: Any = {"": json.loads(text)}
    ways: list[tuple[Any, Any]] = []

    def walk(holder: Any) -> None:
        for key in holder if isinstance(holder, dict) else range(len(holder)):
            ways.append((holder, key))
            if isinstance(holder[key], dict | list):
                walk(holder[key])

    walk(root)
    holder, key = ways[place % len(ways)]
    holder[key] = value
    return json.dumps(root[""]).encode()


@given(st.sampled_from(KEPT), st.integers(0, 99), values)
def test_a_stored_value_is_read_or_unreadable(
    kept: tuple[type, str], place: int, value: object
) -> None:
    """`states.read` raises `Unreadable` and nothing else."""
    what, text = kept
    try:
        read = states.read(what, changed(text, place, value))
    except Unreadable:
        return
    assert isinstance(read, what)


@example(0, None, b"[" * 100_000)
@example(0, None, b'{"threads":' * 50_000)
@example(0, None, b"\xff")
@given(st.integers(0, 99), values, st.none() | st.binary(max_size=40))
def test_a_stored_talk_is_read_or_let_go(place: int, value: object, raw: bytes | None) -> None:
    """Design 3: an undecodable state becomes Idle; its number goes on in any case."""
    text = changed(TALK, place, value) if raw is None else raw

    assert states.read_talk(text, number=3).talk.number == 3
