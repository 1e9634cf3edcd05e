"""Nobody reads or changes what is another one's: not by numbers, data, or repeated updates."""

import ast
from pathlib import Path

import pytest
from samples import ANA, BEN, HOLDING, NOW, numbered

import storage
from bot.turn import Incoming, take_turn
from conversations.model import Pressed, Said, Screen, When
from conversations.person import KeepActivity, KeepHolding, Person
from conversations.standing import _ACTIONS
from storage import conversations, outbox, people
from storage.engine import Sessions

SECRET = "Xylophone"
# What the bot does by itself walks over everybody, in batches; nothing of it answers a person.
WALKERS = {
    "begin",
    "chats_due",
    "chats_to_erase",
    "due",
    "finish",
    "forget",
    "forget_given_up",
    "forget_removed",
    "forget_updates",
    "holders_after",
    "mend",
    "record_all",
    "release",
    "renew_keys",
    "reseal",
    "under_way",
    "unplanned",
}
# What names a person, or a record that was leased or found under a person's lock.
NAMES_ONE = {"chat", "person", "conversation", "waiting", "held", "found", "key", "mark"}
NOBODYS = {
    "pauses.py",
    "leases.py",
    "notices.py",
    "outcomes.py",
    "backlog.py",
    "presence.py",
    "probing.py",
}
WHOLE = {"carrying", "databases", "migrations"}  # of the database as a whole


def test_no_function_of_storage_reads_without_a_person() -> None:
    """Issue 6: whoever takes a session names a person, or is a walker named here."""
    for path in Path(storage.__file__).parent.rglob("*.py"):
        if path.name in NOBODYS or path.parent.name in WHOLE:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
                names = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
                if "session" in names and node.name not in WALKERS:
                    assert names & NAMES_ONE, f"{path.name}: {node.name}"


async def fill(sessions: Sessions) -> None:
    """Ana has two entries and a credential; Ben has one entry of his own, number 1."""
    async with sessions.begin() as session:
        for chat, titles in ((ANA, (SECRET, SECRET)), (BEN, ("His",))):
            await conversations.lock(session, chat)
            entries = (KeepActivity(numbered(n, t)) for n, t in enumerate(titles, 1))
            await people.apply(session, chat, (KeepHolding(HOLDING), *entries), NOW)


async def person(sessions: Sessions, chat: int) -> Person:
    async with sessions.read() as session:
        return await people.load(session, chat, NOW)


async def heard(sessions: Sessions, chat: int) -> tuple[Screen, ...]:
    async with sessions.begin() as session:
        return await outbox.take_out(session, chat, NOW)


async def presses(sessions: Sessions, chat: int, update: str, data: str) -> None:
    await take_turn(sessions, Incoming(update, chat, Pressed(data, When(NOW))), now=NOW)


@pytest.mark.parametrize("action", sorted(_ACTIONS))
async def test_forged_buttons_reach_only_ones_own(sessions: Sessions, action: str) -> None:
    """Each standing button with numbers of others, negative ones, words, and far too long ones."""
    await fill(sessions)
    before = await person(sessions, ANA)

    for at, record in enumerate(("2", "-1", f"{ANA}", "1 Xyl", "MLS.ASCP", "2' OR 1=1", "9" * 60)):
        await presses(sessions, BEN, f"tg:{at}", f"!{action}:{record}")

    assert await person(sessions, ANA) == before
    assert SECRET not in repr(await heard(sessions, BEN))
    assert await heard(sessions, ANA) == ()


async def test_the_open_question_of_another_cannot_be_answered(sessions: Sessions) -> None:
    """The data of Ana's question is nothing in Ben's chat."""
    await fill(sessions)
    asks = Incoming("tg:1", ANA, Said("2 h Xylophone, AABB, today, safety", When(NOW)))
    await take_turn(sessions, asks, now=NOW)
    buttons = [b.data for s in await heard(sessions, ANA) for row in s.buttons for b in row]
    before = await person(sessions, ANA), await person(sessions, BEN)

    for at, data in enumerate(buttons):
        await presses(sessions, BEN, f"tg:1{at}", data)

    assert (await person(sessions, ANA), await person(sessions, BEN)) == before
    assert SECRET not in repr(await heard(sessions, BEN))


async def test_an_update_repeated_from_another_chat_does_nothing(sessions: Sessions) -> None:
    """Keys of updates are Telegram's own, one for all chats."""
    await fill(sessions)
    await presses(sessions, BEN, "tg:1", "!undo:1")
    before = await person(sessions, ANA)

    await presses(sessions, ANA, "tg:1", "!undo:1")

    assert await person(sessions, ANA) == before
    assert await heard(sessions, ANA) == ()
