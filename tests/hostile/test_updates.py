"""Updates that Telegram would never send, and bodies that are none."""

import asyncio
import contextlib
import copy
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import recorded
from hypothesis import example, given
from hypothesis import strategies as st
from nasty import RECORDS, anything, texts
from sqlalchemy.exc import DBAPIError

sys.path.insert(0, str(Path(__file__).parent.parent / "standin"))

from strict_api.server import TOKEN, StandIn
from telegram import CallbackQuery, Chat, Message, Update

from bot.telegram.receiving.quick import read_quickly
from bot.telegram.receiving.updates import Client, Elsewhere, read, read_by_library
from bot.telegram.request import AiohttpRequest
from bot.turn import Incoming, take_turn
from bot.web.webhook import Refused, update_in
from conversations.model import Pressed, Said, Sent, When
from storage.engine import Sessions

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
RECORDED = (
    recorded.message(text="/start"),
    recorded.message(photo=recorded.PHOTO, caption="CE", media_group_id="A1"),
    recorded.message(document=recorded.FILE | {"file_name": "ce.pdf", "file_size": 9}),
    recorded.message(venue=recorded.VENUE, location=recorded.VENUE["location"]),
    recorded.message(text="1 h", forward_origin=recorded.FORWARD),
    recorded.message(poll=recorded.POLL),
    recorded.edited(text="2 h"),
    recorded.press("3:save"),
    recorded.group("hello @tested_bot"),
    recorded.added_to_group(),
)
COMMAND = {"type": "bot_command", "offset": 0, "length": 2}
FIELDS = sorted({*Update.__slots__, *Message.__slots__, *CallbackQuery.__slots__, *Chat.__slots__})
ORDINARY = (
    recorded.message(text="/start"),
    recorded.message(text="/a b", entities=[COMMAND]),
    recorded.press("3:save"),
)


@pytest.fixture(scope="module")
def bot() -> Client:
    """Give a client that knows who it is and is connected to nothing any more."""

    async def introduced() -> Client:
        standin = StandIn()
        await standin.start()
        request, polling = AiohttpRequest(), AiohttpRequest(2)
        client = Client(TOKEN, base_url=standin.url, request=request, get_updates_request=polling)
        await client.initialize()
        await client.shutdown()
        await standin.stop()
        return client

    return asyncio.run(introduced())


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside a value."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    found = [(*path, key) for key, _ in inner]
    for key, each in inner:
        found += places(each, (*path, key))
    return found


odd = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just(2**70), st.just(-(2**63) - 1), st.floats(),
    texts, anything, st.sampled_from(RECORDS), st.just([]), st.just({}), st.just([[]]),
    st.just([None]), st.just({"id": "x"}),
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, among: tuple[Any, ...] = RECORDED) -> dict[str, Any]:
    """Return a recorded update with some values replaced, some taken out, some put in."""
    update: Any = copy.deepcopy(draw(st.sampled_from(among)))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(places(update)))
        holder = update
        for key in way:
            holder = holder[key]
        match draw(st.sampled_from(("replaced", "taken out", "put in"))):
            case "taken out":
                del holder[last]
            case "put in" if isinstance(holder, dict):
                holder[draw(st.sampled_from(FIELDS))] = copy.deepcopy(draw(odd))
            case _:
                holder[last] = copy.deepcopy(draw(odd))  # it may be changed itself
        if not update:
            break
    return dict(update)


@example(update=recorded.press([]))
@example(update=recorded.press("1:\ud83d"))
@given(update=mutated())
def test_a_mutated_update_is_an_event_or_is_put_aside(bot: Client, update: dict[str, Any]) -> None:
    """One update that cannot be read must harm no other: `Intake.read` acknowledges it.

    What is read as an event can be handed on: its text can be stored, its data are text.
    """
    try:
        meant = read(update, bot, NOW)
    except Exception:  # of the library, on what is no update; `Intake.read` catches the same
        return
    if meant is None or isinstance(meant, Elsewhere):
        return
    match meant.event:
        case Said(text) | Sent(caption=text) | Pressed(text):
            text.encode()


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**70])
@pytest.mark.parametrize("of", ["chat", "message", "update"])
async def test_numbers_beyond_sixty_four_bits_hold_up_nobody(
    sessions: Sessions, of: str, number: int
) -> None:
    """A refused number is no outage of the database: the update is not asked for again and again.

    An outage would raise `DatabaseAway`, and the queue of the chat would wait for ever; what else
    is raised `Intake.take` logs and gives up.
    """
    press = Pressed("1:x", When(NOW))
    odd_one = Incoming(
        f"tg:{10**99}" if of == "update" else "tg:1",
        number if of == "chat" else 7,
        press,
        message=number if of == "message" else 12,
    )

    with contextlib.suppress(OverflowError, DBAPIError):
        await take_turn(sessions, odd_one, now=NOW)
    handled = await take_turn(sessions, Incoming("tg:2", 7, press), now=NOW)

    assert handled is not None


@example(update=recorded.message(text="\t\ud83d"))
@example(update=recorded.press("1:\ud83d"))
@example(update=recorded.message(text="/a", entities=[{"type": 1, "offset": 0, "length": 2}]))
@example(update=recorded.message(text="/a", entities=[{"type": "url", "offset": 0, "new": 2}]))
@example(update=recorded.message(text="/a", date=2**33))
@example(update=recorded.message(text="/a", date=10**18))
@given(update=mutated(ORDINARY))
def test_an_update_that_is_read_quickly_means_what_the_library_says(
    bot: Client, update: dict[str, Any]
) -> None:
    """Whatever is odd is left to the library; nothing is ever raised."""
    quick = read_quickly(update, NOW)

    assert quick is None or quick == read_by_library(update, bot, NOW)


bodies = st.one_of(
    st.binary(max_size=60),
    mutated().map(lambda update: json.dumps(update).encode()),
    st.tuples(st.integers(0, 400), mutated()).map(lambda c: json.dumps(c[1]).encode()[: c[0]]),
)


@example(b'{"update_id":' + b"9" * 5000 + b"}")
@example(b'{"a":' * 180_000)
@example(b"[" * 900_000)
@example(b"\xff\xfe{\x00}\x00")
@example(b'{"update_id": true}')
@example(b'{"update_id": 1e3}')
@given(bodies)
def test_a_body_is_an_update_or_is_refused(body: bytes) -> None:
    """The webhook answers 400 to what Telegram never sends; nothing else is ever raised."""
    status = 200
    try:
        assert type(update_in(body)["update_id"]) is int
    except Refused as refused:
        status = refused.status

    assert status in (200, 400)
