"""What a terminal shows, and what it leaves alone; several of them with one person."""

import random
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from piped import Pipe

from bot.delivering.delivery import now
from bot.terminal.session import Terminal, Whose
from bot.terminal.typed import Press, Text
from conversations.model import Screen
from storage import conversations, outbox
from storage.engine import Sessions

ANA = 7
WAITS_FOR_THE_DEAD = 18  # seconds, nearly a lease; a busy machine starts a process in some


async def leave(sessions: Sessions, *texts: str) -> None:
    """Leave screens for Ana as the bot's own initiative does."""
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await outbox.put(session, ANA, tuple(Screen(text) for text in texts), now())


async def due(sessions: Sessions) -> list[int]:
    async with sessions.read() as session:
        return await outbox.chats_due(session, now() + timedelta(days=1), 10)


def texts(screens: tuple[Screen, ...]) -> list[str]:
    return [screen.text for screen in screens]


async def opened(sessions: Sessions, *, reading: bool = False) -> Terminal:
    terminal = Terminal(sessions, Whose(ANA))
    await terminal.open(reading=reading)
    return terminal


@pytest.mark.usefixtures("toy_talk")
async def test_what_waited_is_said_before_the_answer(sessions: Sessions) -> None:
    """A notice must not vanish because a pipe shows nothing before the first line."""
    terminal = await opened(sessions)
    await leave(sessions, "news")
    assert texts(await terminal.take(Text("hi"))) == ["news", "You said: hi"]
    assert texts(await terminal.take(Text("ho"))) == ["You said: ho"]


@pytest.mark.usefixtures("toy_talk")
async def test_what_waited_is_said_at_once_where_somebody_reads(sessions: Sessions) -> None:
    """At a terminal the notice stands above the question that is open."""
    await (await opened(sessions)).take(Text("ask"))
    await leave(sessions, "news")
    assert texts(await Terminal(sessions, Whose(ANA)).open(reading=True)) == ["news", "ask"]


@pytest.mark.usefixtures("toy_talk")
async def test_what_another_deliverer_is_sending_stays_theirs(sessions: Sessions) -> None:
    """One deliverer per chat: the terminal answers its own line and takes nothing from them."""
    await leave(sessions, "being sent")
    async with sessions.begin() as session:
        held = await outbox.lease(session, ANA, now(), now() + timedelta(seconds=20), "telegram")
    assert held
    terminal = await opened(sessions, reading=True)
    assert texts(await terminal.take(Text("hi"))) == ["You said: hi"]
    async with sessions.begin() as session:
        await outbox.sent(session, held, 1, now())
    assert await due(sessions) == []


@pytest.mark.usefixtures("toy_talk")
async def test_what_was_shown_here_no_deliverer_sends(sessions: Sessions) -> None:
    """`cmpbot run` on the same database has nothing to deliver; the buttons stay known."""
    await (await opened(sessions)).take(Text("ask"))
    assert await due(sessions) == []
    second = await opened(sessions)
    assert "Saved" in (await second.take(Press("Save")))[0].text


@pytest.mark.usefixtures("toy_talk")
async def test_an_error_of_our_own_is_answered_and_the_buttons_stay_known(
    sessions: Sessions,
) -> None:
    """The apology, not silence."""
    terminal = await opened(sessions)
    await terminal.take(Text("ask"))
    assert "went wrong" in (await terminal.take(Text("fail")))[0].text
    assert "Saved" in (await terminal.take(Press("Save")))[0].text


@pytest.fixture
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMPBOT_KEY_FILE", str(tmp_path / "key"))


@pytest.mark.slow
@pytest.mark.usefixtures("_own_key")
@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_point_the_next_process_answers_every_line(
    database_url: str, seed: int
) -> None:
    """A dead process leaves nothing behind that the next one would have to wait for."""
    chance = random.Random(seed)
    for number in range(6):
        pipe = Pipe(database_url)
        started = time.monotonic()
        for _ in range(3):
            assert pipe.says(chance.choice(("/help", "/add", "Safety course", "[1]")))["replies"]
        assert time.monotonic() - started < WAITS_FOR_THE_DEAD, number
        assert pipe.process.stdin
        pipe.process.stdin.write("/cancel\n/add\nWorkshop\n" * 30)
        pipe.process.stdin.flush()
        time.sleep(chance.uniform(0, 0.3))
        pipe.kill()


@pytest.mark.usefixtures("_own_key")
def test_two_terminals_with_one_person_each_answer_their_own_lines(database_url: str) -> None:
    """Nothing is swallowed, nobody waits for the other, and what was recorded is there."""
    ana = [Pipe(database_url), Pipe(database_url)]
    heard: list[list[str]] = [[], []]

    def talks(which: int) -> None:
        for line in ("/help", "/status") * 12:
            heard[which].append(ana[which].hears(line))

    threads = [threading.Thread(target=talks, args=(which,)) for which in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for answers in heard:
        assert len(answers) == 24
        assert len(set(answers[::2])) == len(set(answers[1::2])) == 1
        assert all(answers)

    ana[0].says("I hold MLS, expires 2027-06-30")
    assert "MLS" in ana[1].hears("/credentials")
    for pipe in ana:
        pipe.end()
