"""`cmpbot run` as a real process, over real HTTP, against the strict stand-in; also killed."""

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from served import KEY, Served
from strict_api import faults
from strict_api.person import Person
from strict_api.server import TOKEN, StandIn
from strict_api.world import Message

from conversations.person import Person as Records
from storage import people
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

EXPIRES = date(datetime.now(UTC).year + 2, 6, 30)  # the processes live by the real clock


@pytest.fixture(params=["polling", "webhook"])
async def served(
    request: pytest.FixtureRequest, standin: StandIn, sqlite_url: str, tmp_path: Path
) -> AsyncIterator[Served]:
    """Give a bot that is not started yet, once for each way in which updates reach it."""
    served = Served(standin, sqlite_url, tmp_path, request.param)
    yield served
    with contextlib.suppress(ProcessLookupError):
        await served.kill()


async def records(db: str, chat: int) -> Records:
    """Read with a second session what is recorded of a person."""
    sessions: Sessions = await open_sessions(db, Sealer([KEY]))
    async with sessions.read() as session:
        person = await people.load(session, chat, datetime.now(UTC))
    await sessions.close()
    return person


async def logs_a_ce(ana: Person) -> None:
    """Hold the main conversation up to the summary of a CE in one sentence."""
    ana.say("/start")
    await ana.sees("Not affiliated with ASCP")
    ana.say(f"I hold MLS and SBB, both expire {EXPIRES}")
    await ana.sees("are set up")
    ana.say("1.5 hours antibody identification from LabCE yesterday, blood banking")
    await ana.sees("Is this right?")


def questions(ana: Person) -> list[Message]:
    """Return the messages whose buttons answer a question."""
    return [
        message
        for message in ana.keyboards()
        if any(
            not b["callback_data"].startswith("!") for row in message.keyboard or () for b in row
        )
    ]


async def is_guided(ana: Person) -> None:
    """Log 3 points of safety by the guided way, button by button, up to the summary."""
    ana.say("/add")
    await ana.sees("What was it called")
    ana.say("Workshop on bench safety <i>")
    await ana.sees("Who gave it")
    ana.say("LabCE & friends")
    for question, button in (
        ("When did you complete it", "Yesterday"),
        ("How many points", "3"),
        ("What kind", "CE course"),
        ("What was it about", "Safety"),
    ):
        await ana.sees(question)
        ana.press(button)
    await ana.sees("Is this right?")


async def test_the_main_job_over_telegram_with_a_kill_half_way(served: Served) -> None:
    """Issues 2 and 5: the whole conversation either way; kill -9 before Save; numbers right."""
    ana = served.standin.person(7)
    await served.start()
    await logs_a_ce(ana)
    await asyncio.sleep(0.5)  # the mark "sent" follows what is seen
    await served.kill()
    ana.press("Save")
    await served.start()
    saved = await ana.sees("Saved.", within=15)
    await is_guided(ana)
    assert saved in ana.keyboards()  # Undo stays
    assert questions(ana) == [ana.screen()]  # one question is alive
    ana.press("Save")
    await ana.sees("Saved.")
    ana.say("what do I still need for my SBB?")
    answer = await ana.sees("points still missing")
    assert "31.5 points still missing" in answer.text
    assert "8.5 blood banking" in answer.text
    assert "1 medical ethics" in answer.text
    await until_answered(served.standin)
    assert await served.stop() == 0

    activities = (await records(served.db, 7)).activities
    assert [(a.title, str(a.points), a.provider) for a in activities] == [
        ("antibody identification", "1.5", "LabCE"),
        ("Workshop on bench safety <i>", "3", "LabCE & friends"),
    ]
    assert served.standin.refused() == []
    assert_discreet(served.errors, "antibody", "LabCE")


@pytest.mark.slow
async def test_killed_between_answer_and_mark_nothing_is_lost_or_recorded_twice(
    served: Served,
) -> None:
    """The reply hangs at Telegram when the process dies: said again later, recorded once."""
    ana = served.standin.person(7)
    await served.start()
    await logs_a_ce(ana)
    served.standin.faults.order("editMessageText", faults.Stall(20))
    ana.press("Save")
    await asyncio.sleep(1)
    await served.kill()
    served.standin.faults.clear()
    ana.say("/settings")
    await served.start()
    # Nobody else serves this database, so the dead process's lease is not waited for.
    await ana.sees("time zone", within=15)
    assert await served.stop() == 0
    said = [line for line in ana.history() if line.startswith("bot: ")]
    assert [line[5:10] for line in said[-2:]] == ["Saved", "Your "]
    assert len((await records(served.db, 7)).activities) == 1


@pytest.mark.slow
async def test_a_crowd_on_a_rough_line_hears_everything(served: Served) -> None:
    """429, 500 and broken connections on the way; nothing is recorded twice."""
    crowd = [served.standin.person(number, f"P{number}") for number in range(1, 11)]
    await served.start()
    for fault in (faults.too_many_requests(1), faults.broken(), faults.Drop(), faults.broken(502)):
        served.standin.faults.order("sendMessage", fault, times=3)
    for each in crowd:
        each.say(f"I hold MLS, expires {EXPIRES}")
    for each in crowd:
        await each.sees("set up", within=30)
    assert await served.stop() == 0
    for each in crowd:
        assert len((await records(served.db, each.chat.id)).holdings) == 1


async def test_told_to_stop_before_telegram_answers_it_stops(served: Served) -> None:
    """Also while it waits for the network."""
    served.standin.faults.order("getMe", faults.Drop(), times=1000)
    await served.start()
    async with asyncio.timeout(20):
        await served.standin.met.wait()
    assert await served.stop() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which signals are heard")
@pytest.mark.parametrize("later", [0.0, 0.3, 0.6, 0.9])
async def test_told_to_stop_while_it_loads_it_stops(served: Served, later: float) -> None:
    """The first process of a container does not hear a signal for which nothing is set."""
    await served.start()
    await served.hears(signal.SIGTERM)
    await asyncio.sleep(later)
    assert await served.stop() == 0
    assert "Traceback" not in served.errors


async def test_the_menu_is_set_while_people_are_served_and_nobody_waits_for_it(
    served: Served,
) -> None:
    """Also where Telegram does not answer to it, the end comes at once."""
    served.standin.faults.order("getMyDescription", faults.Stall(25))
    await served.start()
    await served.is_ready()
    deadline = time.monotonic() + 20
    while not served.standin.methods.face:
        assert time.monotonic() < deadline, "it sets no menu"
        await asyncio.sleep(0.05)
    assert await served.stop() == 0
    assert "Traceback" not in served.errors


@pytest.mark.parametrize(
    ("token", "says"),
    [
        ("123456:a-wrong-token-of-the-right-shape-0000", "Telegram does not know"),
        ("no token at all", "is not a token"),
        ("", "is not set"),
    ],
)
async def test_a_wrong_token_is_one_clear_line(served: Served, token: str, says: str) -> None:
    """Exit status 2, one line, without the token."""
    await served.start(token)
    assert await served.ends() == 2
    lines = [line for line in served.errors.splitlines() if line.startswith("cmpbot")]
    assert len(lines) == 1
    assert says in lines[0]
    assert "Traceback" not in served.errors
    assert not token or token not in served.errors


async def until_answered(standin: StandIn) -> None:
    """Wait until every press was answered."""
    deadline = time.monotonic() + 5
    while standin.world.unanswered():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


def assert_discreet(log: str, *words: str) -> None:
    """Refuse a log that holds more than ids: no words of people, no tokens."""
    for secret in (TOKEN, TOKEN.split(":")[1], *words):
        assert secret not in log
