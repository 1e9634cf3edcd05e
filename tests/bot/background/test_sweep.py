"""What was kept only for a while is forgotten."""

from datetime import timedelta

from bot.background.sweep import sweep
from bot.delivering.delivery import now
from conversations.model import Screen
from storage import conversations, outbox
from storage.engine import Sessions


async def test_old_update_keys_are_forgotten_and_young_ones_kept(memory: Sessions) -> None:
    """Telegram repeats for 24 hours; we remember for a week."""
    async with memory.begin() as session:
        for key, days in (("tg:1", 8), ("tg:2", 6)):
            await conversations.lock(session, 7)
            assert await conversations.is_new(session, key, now() - timedelta(days=days))
    await sweep(memory)
    async with memory.begin() as session:
        assert await conversations.is_new(session, "tg:1", now())
        assert not await conversations.is_new(session, "tg:2", now())


async def test_a_screen_that_still_waits_is_never_swept(memory: Sessions) -> None:
    """Only what was given up is forgotten."""
    long_ago = now() - timedelta(days=90)
    async with memory.begin() as session:
        await conversations.lock(session, 7)
        await outbox.put(session, 7, (Screen("one"),), long_ago)
    await sweep(memory)
    async with memory.begin() as session:
        assert await outbox.lease(session, 7, now(), now() + timedelta(minutes=1), "test")
