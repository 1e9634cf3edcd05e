"""Several processes behind one address: order, one set of data, and a webhook that stays."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest
from served import KEY, PUBLIC, Served
from strict_api.person import Person
from strict_api.server import TOKEN, StandIn
from strict_api.webhook import HEADER

from storage.engine import open_sessions
from storage.sealing import Sealer

SECRET = "shared-by-both_1"
GUIDED = ("/start", "/add", "Bench {}", "LabCE", "yesterday", "3", "CE course", "Safety")

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture
async def two(
    standin: StandIn, postgres_url: str, tmp_path: Path
) -> AsyncIterator[tuple[Served, Served]]:
    """Start two processes on one PostgreSQL."""
    first, second = (Served(standin, postgres_url, tmp_path, "webhook") for _ in range(2))
    for each in (first, second):
        await each.start(WEBHOOK_SECRET=SECRET)
        await each.is_ready()
    await until(lambda: len(standin.called("setWebhook")) == 2)
    yield first, second
    for each in (first, second):
        with contextlib.suppress(ProcessLookupError):
            await each.kill()


async def test_each_chats_order_is_kept_and_the_webhook_outlives_one_process(
    two: tuple[Served, Served], standin: StandIn, postgres_url: str
) -> None:
    """Issue 5: row lock per chat; the last one that stops removes the webhook."""
    crowd = [standin.person(number, f"P{number}") for number in range(1, 9)]
    for words in GUIDED:  # all at once: an answer that overtakes another spoils the entry
        for each in crowd:
            each.say(words.format(each.chat.id))
    for each in crowd:
        summary = await each.sees("Is this right?", within=30)
        assert f"Bench {each.chat.id}" in summary.text
        assert "LabCE" in summary.text
    assert reached(standin) == {served.url for served in two}
    assert standin.called("setWebhook")[0].sent["url"] == PUBLIC

    first, second = two
    assert await first.stop() == 0
    assert standin.webhook
    crowd[0].press("Save")
    await crowd[0].sees("Saved.")
    await until(lambda: standin.world.unanswered() == [])
    assert await second.stop() == 0
    assert not standin.webhook
    assert standin.refused() == []
    assert_discreet(two, "Bench", "LabCE")
    assert await counted(postgres_url, "updates") == len(crowd) * len(GUIDED) + 1
    assert await counted(postgres_url, "outbox") == 0


async def test_what_is_brought_to_both_at_once_is_handled_once(
    two: tuple[Served, Served], standin: StandIn, postgres_url: str
) -> None:
    """Telegram may give up waiting for one answer and bring the update again elsewhere."""
    ana = standin.person(7)
    standin.webhook.remove({})
    for number in range(10):
        ana.say(f"/list {number}")
    updates = standin.updates.waiting[:]
    standin.updates.waiting.clear()
    async with aiohttp.ClientSession(headers={HEADER: SECRET}) as http:
        for update in updates:
            posts = [http.post(f"{served.url}/telegram", json=update) for served in two]
            answers = await asyncio.gather(*posts)
            assert [answer.status for answer in answers] == [200, 200]
    await until(lambda: len(said_to(ana)) == 10)
    await asyncio.sleep(1.5)  # who lost the race must not say it again either
    assert len(said_to(ana)) == 10
    assert await counted(postgres_url, "updates") == 10


async def test_a_killed_process_leaves_the_others_and_the_webhook_alone(
    two: tuple[Served, Served], standin: StandIn
) -> None:
    """The proxy passes it over; its place is free again after a minute, and no harm till then."""
    first, second = two
    await first.kill()
    ana = standin.person(7)
    ana.say("/start")
    await ana.sees("Not affiliated with ASCP")
    assert await second.stop() == 0
    assert standin.webhook  # for all the second one knows the first may still be there


def said_to(ana: Person) -> list[str]:
    return [line for line in ana.history() if line.startswith("bot")]


def reached(standin: StandIn) -> set[str]:
    return {each.to for each in standin.webhook.brought if each.status == 200}


def assert_discreet(served: tuple[Served, ...], *words: str) -> None:
    for each in served:
        for secret in (TOKEN.split(":")[1], SECRET, *words):
            assert secret not in each.errors


async def counted(url: str, table: str) -> int:
    """Count the rows of a table."""
    sessions = await open_sessions(url, Sealer([KEY]))
    async with sessions.read() as session:
        found = await session.db.exec_driver_sql(f"SELECT count(*) FROM {table}")
        number = int(found.scalar_one())
    await sessions.close()
    return number


async def until(met: Callable[[], bool], within: float = 40.0) -> None:
    deadline = time.monotonic() + within
    while not met():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.02)
