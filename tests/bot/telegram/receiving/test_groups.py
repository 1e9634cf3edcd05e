"""Groups and channels: one polite line, nothing stored, and gone when told."""

import contextlib
from collections.abc import Callable

import pytest
import recorded
from sqlalchemy import func, select
from strict_api import faults
from strict_api.person import Person
from strict_api.server import StandIn

from bot.telegram.receiving.groups import QUIET, Groups
from bot.telegram.receiving.updates import Client, Elsewhere
from storage import tables
from storage.engine import Sessions

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]

GROUP = -100500
LINE = (
    "bot: I keep personal records, so I only talk in a private chat: https://t.me/tested_bot\n"
    "Nothing said here is kept. Send /leave and I go."
)
CALLED, ADDED = Elsewhere(GROUP, "called"), Elsewhere(GROUP, "added")


def said(group: Person) -> list[str]:
    return [line for line in group.history() if line.startswith("bot")]


class Clock:
    """A clock that goes on when the test says so."""

    def __init__(self) -> None:
        self.moment = 1000.0

    def __call__(self) -> float:
        return self.moment


@pytest.mark.usefixtures("toy_talk")
async def test_a_group_hears_one_line_and_nothing_of_it_is_stored(
    standin: StandIn, bot: Bot, memory: Sessions
) -> None:
    """Private chats only; not one line for each message."""
    group = standin.group(GROUP)
    async with bot():
        standin.updates.put("my_chat_member", recorded.added_to_group()["my_chat_member"])
        await group.sees("private chat")
        group.say("/status")
        group.say("nobody means the bot")
        group.say("hey @tested_bot")
        standin.person(7).say("hello")
        await standin.person(7).sees("hello")
    assert said(group) == [LINE]
    async with memory.read() as session:
        chats = await session.db.execute(
            select(func.count(), func.min(tables.conversations.c.chat))
        )
        handled = await session.db.scalar(select(func.count()).select_from(tables.updates))
    assert tuple(chats.one()) == (1, 7)
    assert handled == 1
    assert standin.refused() == []


@pytest.mark.usefixtures("toy_talk")
async def test_told_to_leave_it_leaves_without_a_word(standin: StandIn, bot: Bot) -> None:
    """Leaves on request; the person's own chat is served on."""
    group = standin.group(GROUP)
    async with bot():
        group.say("/leave@tested_bot")
        standin.person(7).say("hello")
        await standin.person(7).sees("hello")
    assert [call.sent["chat_id"] for call in standin.called("leaveChat")] == [GROUP]
    assert said(group) == []


async def test_added_to_a_channel_it_says_why_and_goes(standin: StandIn, client: Client) -> None:
    """A channel has readers, nobody to talk with."""
    channel = standin.group(-100700, kind="channel")
    await Groups(client).decline(Elsewhere(-100700, "channel"))
    assert len(said(channel)) == 1
    assert "I leave this one" in said(channel)[0]
    assert channel.chat.blocked
    assert standin.refused() == []


async def test_where_it_may_not_write_it_leaves_the_channel_all_the_same(
    standin: StandIn, client: Client
) -> None:
    """An administrator may have been given no right to post."""
    channel = standin.group(-100700, kind="channel")
    standin.faults.order("sendMessage", faults.wrong("not enough rights to send text messages"))
    await Groups(client).decline(Elsewhere(-100700, "channel"))
    assert channel.chat.blocked


async def test_called_again_later_it_answers_again(standin: StandIn, client: Client) -> None:
    """One line per call, and none in a quarrel of many calls."""
    clock, group = Clock(), standin.group(GROUP)
    groups = Groups(client, clock)
    for _ in range(5):
        await groups.decline(CALLED)
        clock.moment += QUIET / 5
    await groups.decline(CALLED)
    assert len(said(group)) == 2


async def test_added_again_after_it_was_told_to_go_it_says_so_again(
    standin: StandIn, client: Client
) -> None:
    """Leaving forgets that the line was said."""
    group = standin.group(GROUP)
    groups = Groups(client)
    await groups.decline(ADDED)
    await groups.decline(Elsewhere(GROUP, "told_to_go"))
    group.chat.blocked = False
    await groups.decline(ADDED)
    assert len(said(group)) == 2


async def test_a_group_that_is_gone_harms_nothing(standin: StandIn, client: Client) -> None:
    """403 and 400 end there."""
    group = standin.group(GROUP)
    group.block()
    await Groups(client).decline(CALLED)
    await Groups(client).decline(Elsewhere(-1, "told_to_go"))
    assert said(group) == []
