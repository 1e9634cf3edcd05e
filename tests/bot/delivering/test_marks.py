"""A turn leases what it says and records what was shown before; or that is recorded soon after."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.delivering import marks
from bot.delivering.delivery import Delivery
from bot.delivering.sender import Later, Place, Unreachable
from bot.turn import Incoming
from conversations.model import Said, Screen, When
from storage import conversations, outbox, tables
from storage.engine import DatabaseAway, Sessions, open_sessions
from storage.sealing import Sealer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 7, 8

pytestmark = pytest.mark.usefixtures("toy_talk")


class Eye:
    """Somebody who sees what is sent, numbered; `trouble` comes in the place of a number."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, str, int | None]] = []  # chat, words, what was live
        self.trouble: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def show(self, chat: int, screen: Screen, place: Place) -> int:
        await self.gate.wait()
        if self.trouble:
            raise self.trouble.pop()
        self.seen.append((chat, screen.text, place.living))
        return len(self.seen)

    @property
    def words(self) -> list[str]:
        return [words for _, words, _ in self.seen]


class House:
    """A database, somebody who sees, and a delivery that records late unless told otherwise."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.eye = Eye()
        self.delivery = Delivery(sessions, self.eye, clock=lambda: NOW)
        self.updates = 0

    async def says(self, text: str, chat: int = ANA, *, update: str = "") -> None:
        """Take a turn and show what it says."""
        self.updates += 1
        update = update or f"tg:{self.updates}"
        incoming = Incoming(update, chat, Said(text, When(NOW)))
        _, waiting = await self.delivery.take(incoming, NOW)
        await self.delivery.show(chat, waiting)

    async def waits(self) -> int:
        """Count the rows of the outbox."""
        async with self.sessions.read() as session:
            return len((await session.db.execute(select(tables.outbox.c.id))).all())

    async def living(self, chat: int = ANA) -> int | None:
        async with self.sessions.begin() as session:
            return (await conversations.lock(session, chat)).living


@pytest_asyncio.fixture
async def house(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(marks, "SOON", 60.0)
    house = House(sessions)
    yield house
    monkeypatch.setattr(marks, "SOON", 0.001)
    await house.delivery.settle()


async def test_what_was_shown_is_recorded_a_moment_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a turn of the same chat."""
    monkeypatch.setattr(marks, "SOON", 0.001)
    await house.says("ask one")
    await house.says("ask two", BEN)
    async with asyncio.timeout(30):
        while await house.waits():  # noqa: ASYNC110  the database tells nobody
            await asyncio.sleep(0.01)
    assert [await house.living(chat) for chat in (ANA, BEN)] == [1, 2]


async def test_the_next_turn_of_the_chat_records_it_and_knows_what_is_live(house: House) -> None:
    """In its own transaction; the question before is the one whose keyboard has to go."""
    await house.says("ask one")
    assert await house.waits() == 1
    await house.says("ask two")
    await house.says("hello")
    assert house.eye.seen == [
        (ANA, "ask one", None),
        (ANA, "ask two", 1),
        (ANA, "You said: hello", 2),
    ]
    assert await house.waits() == 1
    assert await house.living() == 2


async def test_a_turn_that_fails_leaves_the_record_to_its_apology(house: House) -> None:
    """What was undone with the turn is done again."""
    await house.says("ask one")
    await house.says("fail")
    assert house.eye.seen[1][2] == 1
    assert await house.waits() == 1
    await house.delivery.settle()
    assert (await house.waits(), await house.living()) == (0, 1)


async def test_a_turn_whose_database_is_away_leaves_the_record_undone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it is still to be recorded, by the same update when it comes again."""

    async def away(*_: object) -> None:
        raise DatabaseAway("away")

    await house.says("ask one")
    with monkeypatch.context() as broken:
        broken.setattr(conversations, "save", away)
        with pytest.raises(DatabaseAway):
            await house.says("ask two", update="tg:9")
    await house.says("ask two", update="tg:9")
    assert house.eye.seen == [(ANA, "ask one", None), (ANA, "ask two", 1)]
    await house.delivery.settle()
    assert (await house.waits(), await house.living()) == (0, 2)


async def test_an_update_that_comes_again_says_nothing_twice(house: House) -> None:
    """What it said is shown, and leased until that is recorded."""
    await house.says("hello", update="tg:9")
    await house.says("hello", update="tg:9")
    assert house.eye.words == ["You said: hello"]


async def test_what_is_said_while_something_is_shown_follows_it(house: House) -> None:
    """In order per chat, one deliverer."""
    house.eye.gate.clear()
    first = asyncio.create_task(house.says("one"))
    await asyncio.sleep(0.05)
    await house.says("two")
    await house.says("three")
    assert house.eye.words == []
    house.eye.gate.set()
    await first
    assert house.eye.words == ["You said: one", "You said: two", "You said: three"]


async def test_what_another_process_left_behind_follows_at_once(house: House) -> None:
    """It found the chat taken, and nobody here knew of it."""
    await house.says("one")
    async with house.sessions.begin() as session:
        await conversations.lock(session, ANA)
        await outbox.put(session, ANA, (Screen("from there"),), NOW)
    await house.delivery.settle()
    assert house.eye.words == ["You said: one", "from there"]
    assert await house.waits() == 0


async def test_several_screens_of_a_turn_go_in_order(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is handed on, the others are leased behind it."""
    monkeypatch.setattr("bot.turn.apart", lambda screens: (*screens, Screen("b"), Screen("c")))
    await house.says("one")
    assert house.eye.words == ["You said: one", "b", "c"]


@pytest.mark.parametrize("trouble", [Later(None), Later(5.0), Unreachable("gone")])
async def test_what_could_not_be_shown_is_recorded_at_once(
    house: House, trouble: Exception
) -> None:
    """A pause, a silence or the end of a screen cannot wait for the next turn."""
    house.eye.trouble.append(trouble)
    await house.says("one")
    async with house.sessions.read() as session:
        row = (await session.db.execute(select(tables.outbox))).one()
    assert row.attempts == 1 or row.given_up_at is not None


async def test_turns_of_two_processes_race_for_one_chat(
    database_url: str, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each screen is shown once, in the order of the turns, and nothing is left."""
    said: list[str] = []

    def noted(screens: tuple[Screen, ...]) -> tuple[Screen, ...]:
        said.extend(screen.text for screen in screens)  # in the turn, with the chat locked
        return screens

    monkeypatch.setattr("bot.turn.apart", noted)
    one, two = await open_sessions(database_url, sealer), await open_sessions(database_url, sealer)
    here, there = House(one), House(two)
    here.eye.seen = there.eye.seen  # one person sees both
    here.updates = 1_000

    async def talks(house: House, who: str) -> None:
        for number in range(12):
            await house.says(f"{who} {number}")
            await asyncio.sleep(0.001 * (number % 4))

    async def all_said() -> None:
        while await here.waits():
            await here.delivery.settle()
            await there.delivery.settle()
            await asyncio.sleep(0.01)

    async with asyncio.timeout(60):
        await asyncio.gather(talks(here, "a"), talks(here, "b"), talks(there, "c"))
        await all_said()
    assert len(said) == 36
    assert here.eye.words == said
    await one.close()
    await two.close()
