"""What waits is shown in order; what each error of Telegram means."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from strict_api import faults
from strict_api.person import Person
from strict_api.server import StandIn
from toy import question

from bot.delivering.delivery import Delivery
from bot.delivering.sender import Place
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender, answer_press
from bot.turn import Handled
from conversations.model import Button, Screen, Talk
from storage import conversations, outbox, tables
from storage.engine import Sessions

ANA, BEN, CEM = 7, 8, 9


class Clock:
    """A clock that goes on when the test says so."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class House:
    """A chat with a person, an outbox, and a delivery to Telegram."""

    def __init__(self, memory: Sessions, client: Client, standin: StandIn) -> None:
        self.memory = memory
        self.standin = standin
        self.clock = Clock()
        self.delivery = Delivery(
            memory,
            TelegramSender(client, memory),
            clock=self.clock,
            chance=lambda: self.chance,
        )
        self.chance = 0.0
        self.ana: Person = standin.person(ANA)
        self.ana.say("hello")

    async def shows(
        self, *screens: Screen, pressed: int | None = None, closed: bool = False
    ) -> None:
        """Leave screens as a turn does, and deliver."""
        self.clock.pass_(0.001)
        async with self.memory.begin() as session:
            await conversations.lock(session, ANA)
            await outbox.put(session, ANA, screens, self.clock())
        self.delivery.remember(ANA, Handled(self.clock(), pressed, closed))
        await self.delivery.deliver(ANA)

    async def left(self) -> int:
        """Return how many screens still wait."""
        async with self.memory.read() as session:
            waits = tables.outbox.c.given_up_at.is_(None)
            return len((await session.db.execute(select(tables.outbox).where(waits))).all())

    @property
    def heard(self) -> list[str]:
        """What the person has before them, without their own words."""
        return [line[5:] for line in self.ana.history() if line.startswith("bot: ")]


@contextlib.asynccontextmanager
async def running(
    work: Callable[[asyncio.Event], Coroutine[None, None, None]],
) -> AsyncIterator[None]:
    """Let a task run until the end of the block."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(work(stop))
        yield
        stop.set()


@pytest.fixture
def house(memory: Sessions, client: Client, standin: StandIn) -> House:
    return House(memory, client, standin)


async def test_a_screen_is_shown_with_heading_and_buttons(house: House) -> None:
    """Bold heading, plain text, styles by name, previews off."""
    rows = ((Button("Save", "1:save", "success"), Button("Delete", "1:d", "danger")),)
    await house.shows(Screen("a <b> & c", heading="One & two", buttons=rows))

    shown = house.ana.screen()
    assert shown
    assert (shown.text, shown.bold) == ("One & two\na <b> & c", ["One & two"])
    assert shown.keyboard == [[
        {"text": "Save", "callback_data": "1:save", "style": "success"},
        {"text": "Delete", "callback_data": "1:d", "style": "danger"},
    ]]  # fmt: skip
    sent = house.standin.called("sendMessage")[0].sent
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_press_edits_the_message_it_stood_on(house: House) -> None:
    """One living message per conversation, edited in place."""
    await house.shows(question(1, "Points?"))
    asked = house.ana.screen()
    assert asked
    await house.shows(question(2, "Date?", edits=True), pressed=asked.id)
    assert house.heard == ["Date?"]
    assert asked.before[-1][0] == "Points?"


async def test_a_new_question_takes_the_keyboard_of_the_old_one(house: House) -> None:
    """Never two live question keyboards."""
    await house.shows(question(1, "Points?"))
    await house.shows(question(2, "Date?"))
    assert house.heard == ["Points?", "Date?"]
    assert [message.text for message in house.ana.keyboards()] == ["Date?"]


async def test_standing_buttons_of_older_messages_stay(house: House) -> None:
    """Undo is valid at any time; only questions die."""
    await house.shows(Screen("Saved.", buttons=((Button("Undo", "!undo:1"),),)))
    await house.shows(question(2, "Next?"))
    await house.shows(question(3, "And then?"))
    assert [message.text for message in house.ana.keyboards()] == ["Saved.", "And then?"]


async def test_a_standing_press_leaves_the_open_question_alone(house: House) -> None:
    """Undo changes its own message while a question stands elsewhere."""
    await house.shows(Screen("Saved.", buttons=((Button("Undo", "!undo:1"),),)))
    saved = house.ana.screen()
    assert saved
    await house.shows(question(2, "Points?"))
    await house.shows(Screen("Removed.", edits=True), pressed=saved.id)
    assert house.heard == ["Removed.", "Points?"]
    assert [message.text for message in house.ana.keyboards()] == ["Points?"]
    await house.shows(question(3, "Date?"))
    assert [message.text for message in house.ana.keyboards()] == ["Date?"]


async def test_a_conversation_that_ended_by_a_word_leaves_no_question_behind(house: House) -> None:
    """The last question's buttons go when nothing is open any more."""
    await house.shows(question(1, "Keep it?"))
    await house.shows(Screen("Saved."), closed=True)
    assert house.ana.keyboards() == []


async def test_where_the_turn_is_forgotten_the_words_are_said_all_the_same(house: House) -> None:
    """After a restart nobody knows which message was pressed."""
    await house.shows(question(1, "Keep it?"))
    async with house.memory.begin() as session:
        await outbox.put(session, ANA, (Screen("Saved.", edits=True),), house.clock())
    await house.delivery.deliver(ANA)
    assert house.heard == ["Keep it?", "Saved."]


async def test_an_edit_that_changes_nothing_is_no_error(house: House) -> None:
    """Telegram: "message is not modified"; a double press leads there."""
    await house.shows(question(1, "Points?"))
    asked = house.ana.screen()
    assert asked
    await house.shows(question(1, "Points?", edits=True), pressed=asked.id)
    assert house.heard == ["Points?"]
    assert await house.left() == 0


async def test_a_message_that_is_gone_is_sent_anew(house: House) -> None:
    """Telegram: "message to edit not found"."""
    await house.shows(question(1, "Points?"))
    asked = house.ana.screen()
    assert asked
    asked.deleted = True
    await house.shows(question(2, "Date?", edits=True), pressed=asked.id)
    assert house.heard == ["Date?"]


async def test_a_long_answer_comes_in_pieces_with_the_buttons_last(house: House) -> None:
    """4,096 characters a message; the keyboard belongs to the end."""
    lines = "\n".join(f"{n}: <antibody & antigen> 😀" for n in range(500))
    await house.shows(Screen(lines, heading="All", buttons=question(1, "").buttons))
    said = [message for message in house.ana.chat.messages if message.by_bot]
    assert len(said) > 2
    assert "\n".join(message.text for message in said) == f"All\n{lines}"
    assert [message.labels for message in said][:-1] == [[]] * (len(said) - 1)
    assert said[-1].labels == [["Save"]]
    assert house.standin.refused() == []


async def test_a_pressed_question_dies_also_where_its_answer_is_too_long_to_take_its_place(
    house: House,
) -> None:
    """An answer in two pieces cannot be an edit."""
    await house.shows(question(1, "Keep it?"))
    asked = house.ana.screen()
    assert asked
    await house.shows(Screen("word " * 1500, edits=True), pressed=asked.id)
    assert len(house.heard) == 3
    assert house.ana.keyboards() == []


async def test_429_is_waited_out_as_told_and_nothing_overtakes(house: House) -> None:
    """Telegram: "Too Many Requests: retry after 7"."""
    house.standin.faults.order("sendMessage", faults.too_many_requests(7))
    await house.shows(Screen("one"), Screen("two"))
    assert house.heard == []
    house.clock.pass_(6)
    await house.delivery.deliver(ANA)
    assert house.heard == []
    house.clock.pass_(1.1)
    await house.delivery.deliver(ANA)
    assert house.heard == ["one", "two"]


@pytest.mark.parametrize("fault", [faults.broken(500), faults.broken(502), faults.Drop()])
async def test_trouble_at_telegram_is_tried_again_with_growing_pauses(
    house: House, fault: faults.Fault
) -> None:
    """5xx and network errors: 1 s, 2 s, 4 s."""
    house.standin.faults.order("sendMessage", fault, times=3)
    await house.shows(Screen("one"))
    for pause in (1, 2, 4):
        house.clock.pass_(pause - 0.1)
        await house.delivery.deliver(ANA)
        assert house.heard == []
        house.clock.pass_(0.2)
        await house.delivery.deliver(ANA)
    assert house.heard == ["one"]


async def test_an_answer_lost_on_the_way_back_is_said_twice_rather_than_never(
    house: House,
) -> None:
    """At least once for our words."""
    house.standin.faults.order("sendMessage", faults.Drop(after_effect=True))
    await house.shows(Screen("one"), Screen("two"))
    house.clock.pass_(2)
    await house.delivery.deliver(ANA)
    assert house.heard == ["one", "one", "two"]


async def test_who_blocked_the_bot_is_unreachable_and_nothing_is_kept(house: House) -> None:
    """403: the screens are given up, the person is marked."""
    house.ana.block()
    await house.shows(Screen("one"), Screen("two"))
    assert await house.left() == 0
    async with house.memory.read() as session:
        row = (await session.db.execute(select(tables.conversations))).one()
    assert row.unreachable_since == house.clock()


async def test_our_own_fault_is_recorded_by_its_shape_alone(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """400: never tried again, never with its content; what follows is delivered."""
    words = 'can\'t parse entities: Unsupported start tag "secret" at byte offset 0'
    house.standin.faults.order("sendMessage", faults.wrong(words))
    with caplog.at_level(logging.ERROR):
        await house.shows(Screen("my secret"), Screen("two"))
    assert house.heard == ["two"]
    async with house.memory.read() as session:
        (why,) = await session.db.scalars(select(tables.outbox.c.why))
    assert why == "Can't parse entities (heading 0, text 9, bytes of data [])"
    assert why in caplog.text
    assert "secret" not in caplog.text


async def test_a_button_that_telegram_would_refuse_is_never_sent(house: House) -> None:
    """callback_data: 1-64 bytes."""
    long = Screen("x", buttons=((Button("Go", "1:" + "é" * 32),),))
    await house.shows(long, Screen("two"))
    assert house.heard == ["two"]
    assert house.standin.refused() == []


async def test_a_press_too_old_to_be_answered_is_passed_over(house: House, client: Client) -> None:
    """Telegram: "query is too old"; there is nothing left to stop."""
    await answer_press(client, "1")
    assert [
        call.status for call in house.standin.calls if call.method == "answerCallbackQuery"
    ] == [400]


async def test_late_screens_are_delivered_without_a_message_from_anybody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A task wakes for what was put off, and for what a dead process left behind."""
    house.standin.faults.order("sendMessage", faults.broken())
    await house.shows(Screen("one"))
    monkeypatch.setattr("bot.delivering.delivery.WAKES", 0.01)
    async with running(house.delivery.keep_delivering):
        house.clock.pass_(5)
        await house.ana.sees("one", within=3)


async def test_pauses_differ_by_chance(house: House) -> None:
    """Issue 5: jitter, so that not everybody comes back at the same moment."""
    house.standin.faults.order("sendMessage", faults.broken())
    house.chance = 1.0
    await house.shows(Screen("one"))
    house.clock.pass_(1.4)
    await house.delivery.deliver(ANA)
    assert house.heard == []
    house.clock.pass_(0.2)
    await house.delivery.deliver(ANA)
    assert house.heard == ["one"]


async def test_after_a_long_outage_the_next_attempt_is_near(house: House) -> None:
    """However often it failed, half a minute after the end it is tried again."""
    house.standin.faults.order("sendMessage", faults.broken(), times=20)
    await house.shows(Screen("one"))
    for _ in range(20):
        house.clock.pass_(30)
        await house.delivery.deliver(ANA)
    assert house.heard == ["one"]


async def writes(house: House, chat: int, *screens: Screen) -> None:
    """Leave answers for somebody else, who has talked to the bot."""
    house.standin.person(chat).say("hello")
    async with house.memory.begin() as session:
        await conversations.lock(session, chat)
        await outbox.put(session, chat, screens, house.clock())


async def test_a_429_silences_the_other_workers_too(house: House, client: Client) -> None:
    """Issue 5: its end is shared by all workers; then the answers go on in order."""
    other = Delivery(house.memory, TelegramSender(client, house.memory), clock=house.clock)
    house.standin.faults.order("sendMessage", faults.too_many_requests(7))
    await house.shows(Screen("one"))
    await writes(house, BEN, Screen("for Ben"), Screen("and more"))
    calls = len(house.standin.calls)

    await other.deliver(BEN)
    house.clock.pass_(6.9)
    await other.deliver(BEN)
    assert len(house.standin.calls) == calls
    house.clock.pass_(0.2)
    await other.deliver(BEN)

    assert [m.text for m in house.standin.world.chat(BEN).messages if m.by_bot] == [
        "for Ben",
        "and more",
    ]


async def test_who_is_written_to_too_fast_is_waited_for_alone(house: House) -> None:
    """A 429 for a chat that is in a hurry holds no other; a second chat's is everybody's."""
    await house.shows(*(Screen(f"{number}") for number in range(12)))
    house.standin.faults.order("sendMessage", faults.too_many_requests(7))
    await house.shows(Screen("too fast"))
    await writes(house, BEN, Screen("for Ben"))
    await house.delivery.deliver(BEN)
    assert len([m for m in house.standin.world.chat(BEN).messages if m.by_bot]) == 1

    await writes(house, BEN, *(Screen(f"{number}") for number in range(12)))
    await house.delivery.deliver(BEN)
    house.standin.faults.order("sendMessage", faults.too_many_requests(7))
    await writes(house, BEN, Screen("too fast as well"))
    await house.delivery.deliver(BEN)
    await writes(house, CEM, Screen("for Cem"))
    await house.delivery.deliver(CEM)
    assert [m for m in house.standin.world.chat(CEM).messages if m.by_bot] == []


@pytest.mark.parametrize("jump", [-86_400.0, -600.0, 86_400.0])
async def test_a_jump_of_the_clock_holds_nothing_up(house: House, jump: float) -> None:
    """Issue 5: neither a silence nor a pause outlasts a clock that was put back."""
    house.standin.faults.order("sendMessage", faults.too_many_requests(300))
    await house.shows(Screen("one"))
    house.clock.pass_(jump)
    await house.delivery.deliver(ANA)
    assert house.heard == ["one"]


async def test_who_writes_while_a_message_to_them_fails_stays_reachable(house: House) -> None:
    """403, but they unblocked the bot and wrote meanwhile: reminders must go on."""
    house.standin.faults.order("sendMessage", faults.forbidden())
    async with house.memory.begin() as session:
        locked = await conversations.lock(session, ANA)
        later = house.clock() + timedelta(seconds=5)
        await conversations.save(session, locked, Talk(), later)
    await house.shows(Screen("one"))
    async with house.memory.read() as session:
        assert await session.db.scalar(select(tables.conversations.c.unreachable_since)) is None


class Clumsy:
    """A sender with a mistake in it."""

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        if screen.text == "one":
            raise KeyError("one")
        return 1


async def test_our_own_mistake_silences_no_chat_for_ever(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried a few times, in the log each time, and given up for the next one."""
    clumsy = Delivery(house.memory, Clumsy(), clock=house.clock, chance=lambda: 0.0)
    await writes(house, BEN, Screen("one"), Screen("two"))
    for _ in range(12):
        await clumsy.deliver(BEN)
        house.clock.pass_(60)
    assert await house.left() == 0
    async with house.memory.read() as session:
        assert await session.db.scalar(select(tables.outbox.c.why)) == "our own error: KeyError"
    assert "cannot be shown" in caplog.text
