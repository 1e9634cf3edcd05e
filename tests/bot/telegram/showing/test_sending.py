"""What a screen becomes at Telegram: buttons, files, receipts, and what is refused."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from recorded import FILE
from strict_api import faults
from strict_api.person import Person
from strict_api.server import StandIn

from bot import reports
from bot.delivering.sender import Later, Place, Refused, Unreachable
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender, acknowledge
from bot.turn import Incoming
from conversations.model import Button, FileWanted, Pressed, Screen, When
from storage.engine import DatabaseAway, Sessions

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]

ANA = 7
ANYWHERE = Place(living=None)
SAVE = ((Button("Save", "1:save"),),)


@pytest.fixture
def ana(standin: StandIn) -> Person:
    person = standin.person(ANA)
    person.say("hello")
    return person


@pytest.fixture
def sender(client: Client, memory: Sessions, monkeypatch: pytest.MonkeyPatch) -> TelegramSender:
    monkeypatch.setitem(reports.HOMES, "toy", "toy_report")
    return TelegramSender(client, memory)


def wants(*abouts: str, what: str = "toy") -> tuple[FileWanted, ...]:
    return tuple(FileWanted(what, about) for about in abouts)


def heard(person: Person) -> list[str]:
    """Return what the bot said; of a file its name and its content."""
    return [m.text or m.extra["document"]["file_name"] for m in person.chat.messages if m.by_bot]


async def test_buttons_have_their_styles_and_copy_what_they_shall(
    standin: StandIn, sender: TelegramSender, ana: Person
) -> None:
    """Bot API, InlineKeyboardButton: style, copy_text of 1-256 characters."""
    copied = "“Antibody ID” & <more> " + "é" * 233
    row = (
        Button("Save", "1:save", "success"),
        Button("Delete", "1:drop", "danger"),
        Button("Copy title", "", copies=copied),
        Button("Back", "1:back"),
    )
    await sender.show(ANA, Screen("Here", buttons=(row,)), ANYWHERE)
    shown = ana.screen()
    assert shown
    assert shown.keyboard == [
        [
            {"text": "Save", "callback_data": "1:save", "style": "success"},
            {"text": "Delete", "callback_data": "1:drop", "style": "danger"},
            {"text": "Copy title", "copy_text": {"text": copied}},
            {"text": "Back", "callback_data": "1:back"},
        ]
    ]
    assert standin.refused() == []


@pytest.mark.parametrize(
    "button",
    [Button("Copy", "", copies="x" * 257), Button("", "1:a"), Button("a", "é" * 33)],
)
async def test_a_button_that_telegram_would_refuse_is_never_sent(
    standin: StandIn, sender: TelegramSender, ana: Person, button: Button
) -> None:
    """64 bytes of data, 256 characters to copy, a label."""
    with pytest.raises(Refused):
        await sender.show(ANA, Screen("Here", buttons=((button,),)), ANYWHERE)
    assert standin.refused() == []


async def test_files_follow_beneath_the_words_and_their_buttons(
    standin: StandIn, sender: TelegramSender, ana: Person
) -> None:
    """The buttons stand on the words: a document cannot be edited into other words."""
    screen = Screen("Two files", buttons=SAVE, files=wants("one", "two"))
    number = await sender.show(ANA, screen, ANYWHERE)
    assert heard(ana) == ["Two files", "one.txt", "two.txt"]
    assert [message.id for message in ana.keyboards()] == [number]
    assert [file.content[:8] for file in standin.methods.media.files.values()] == [
        b"one of 7",
        b"two of 7",
    ]
    assert standin.refused() == []


async def test_a_file_by_itself_comes_without_words(
    standin: StandIn, sender: TelegramSender, ana: Person
) -> None:
    """Each file is delivered by itself (`reports.apart`); its message is the screen's."""
    number = await sender.show(ANA, Screen("", files=wants("one")), ANYWHERE)
    assert heard(ana) == ["one.txt"]
    last = ana.screen()
    assert last
    assert last.id == number
    assert standin.refused() == []


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ("nothing", "nothing to put into a file"),
        ("fail", "could not make the file"),
        ("empty", "could not make the file"),
        ("huge", "huge.bin is larger than the 50 MB"),
    ],
)
async def test_a_file_that_cannot_be_made_is_said_and_nothing_else_lost(
    sender: TelegramSender, ana: Person, about: str, says: str
) -> None:
    """The words, their buttons and the other file arrive."""
    await sender.show(ANA, Screen("Files", buttons=SAVE, files=wants(about, "one")), ANYWHERE)
    words, instead, file = heard(ana)
    assert (words, file) == ("Files", "one.txt")
    assert says in instead
    assert len(ana.keyboards()) == 1


async def test_a_file_that_nobody_makes_is_said(sender: TelegramSender, ana: Person) -> None:
    """An outbox row may be older than the program."""
    await sender.show(ANA, Screen("File", files=wants("one", what="gone")), ANYWHERE)
    assert "could not make the file" in heard(ana)[1]


async def test_what_a_failing_maker_says_is_not_in_the_words(
    sender: TelegramSender, ana: Person
) -> None:
    """An exception may quote anything."""
    await sender.show(ANA, Screen("File", files=wants("fail")), ANYWHERE)
    assert "secret" not in "".join(heard(ana))


async def test_while_the_database_is_away_nothing_is_half_shown(
    sender: TelegramSender, ana: Person
) -> None:
    """Files are made before anything is sent."""
    with pytest.raises(DatabaseAway):
        await sender.show(ANA, Screen("File", files=wants("away")), ANYWHERE)
    assert heard(ana) == []


@pytest.mark.parametrize(
    "fault",
    [
        faults.wrong("wrong file identifier/HTTP URL specified"),
        faults.Refuse(faults.ApiError(413, "Request Entity Too Large")),
    ],
)
async def test_a_file_that_telegram_never_takes_is_said(
    standin: StandIn, sender: TelegramSender, ana: Person, fault: faults.Fault
) -> None:
    """Trying again would only repeat the words above it."""
    standin.faults.order("sendDocument", fault)
    await sender.show(ANA, Screen("File", files=wants("one")), ANYWHERE)
    assert heard(ana) == [
        "File",
        "Telegram did not take one.txt; that is my fault. Please ask for it again later.",
    ]


@pytest.mark.parametrize("odd", [None, True, {"date": 10**18}, [], {"message_id": 9, "date": "x"}])
async def test_what_was_taken_is_not_said_again_however_odd_the_answer(
    standin: StandIn, sender: TelegramSender, ana: Person, odd: object
) -> None:
    """Found with telegram-test-api, which dates messages in milliseconds and answers edits null."""
    first = await sender.show(ANA, Screen("Which?", buttons=SAVE), ANYWHERE)
    for method in ("sendMessage", "editMessageText", "editMessageReplyMarkup", "sendDocument"):
        standin.faults.order(method, faults.Answer(odd))
    await sender.show(ANA, Screen("One", edits=True), Place(first, first))
    await sender.show(ANA, Screen("Two", buttons=SAVE, files=wants("one")), Place(first))
    assert heard(ana) == ["One", "Two", "one.txt"]


@pytest.mark.parametrize(
    ("fault", "means"),
    [
        (faults.broken(), Later),
        (faults.too_many_requests(3), Later),
        (faults.forbidden(), Unreachable),
        (faults.wrong("chat not found"), Unreachable),
    ],
)
async def test_trouble_with_the_way_is_not_the_fault_of_a_file(
    standin: StandIn,
    sender: TelegramSender,
    ana: Person,
    fault: faults.Fault,
    means: type[Exception],
) -> None:
    """It is tried again, or the person is gone."""
    standin.faults.order("sendDocument", fault)
    with pytest.raises(means):
        await sender.show(ANA, Screen("File", files=wants("one")), ANYWHERE)


async def test_a_screen_with_files_edits_its_message_too(
    sender: TelegramSender, ana: Person
) -> None:
    """The pressed message becomes the words; the file comes after."""
    first = await sender.show(ANA, Screen("Which?", buttons=SAVE), ANYWHERE)
    again = await sender.show(
        ANA, Screen("Here it is", edits=True, files=wants("one")), Place(first, first)
    )
    assert again == first
    assert heard(ana) == ["Here it is", "one.txt"]


@pytest.mark.usefixtures("toy_talk")
async def test_a_file_is_marked_as_seen_once_its_turn_is_committed(
    standin: StandIn, bot: Bot
) -> None:
    """A receipt at once; the words of the answer say what became of it."""
    ana = standin.person(ANA)
    async with bot():
        brought = ana.send(**standin.methods.media.bring("document", "a.pdf", b"%PDF-1.7"))
        await ana.sees("You sent: document")
        plain = ana.say("hello")
        await ana.sees("hello")
        await until(lambda: bool(brought.reactions))
    assert (brought.reactions, plain.reactions) == (["👀"], [])
    assert standin.refused() == []


@pytest.mark.usefixtures("toy_talk")
async def test_where_reactions_fail_the_words_come_all_the_same(standin: StandIn, bot: Bot) -> None:
    """Best effort."""
    standin.faults.order("setMessageReaction", faults.wrong("REACTION_INVALID"), times=9)
    ana = standin.person(ANA)
    async with bot():
        ana.send(document=FILE)
        await ana.sees("You sent: document")
        ana.say("hello")
        await ana.sees("hello")


async def test_every_press_is_answered_exactly_once_and_too_old_ones_silently(
    standin: StandIn, client: Client, ana: Person
) -> None:
    """Bot API, answerCallbackQuery: "query is too old and response timeout expired"."""
    message = ana.say("?")
    query = ana.press_data(message, "1:save")
    await acknowledge(client, pressed(query))
    assert standin.world.presses[query].answers == [{"callback_query_id": query}]

    old = ana.press_data(message, "1:save")
    standin.world.presses[old].at -= 3600
    await acknowledge(client, pressed(old))
    assert standin.world.presses[old].answers == []
    assert [call.description for call in standin.refused()] == [
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    ]


@pytest.mark.usefixtures("toy_talk")
async def test_no_call_shows_a_preview_or_trusts_a_word(standin: StandIn, bot: Bot) -> None:
    """Link previews are off and HTML is escaped in whatever is sent or edited."""
    ana, group = standin.person(ANA), standin.group(-100500)
    async with bot():
        ana.say("ask https://example.org <b>&amp;</b>")
        asked = await ana.sees("<b>&amp;</b>")
        ana.press("Save")
        await ana.sees("Saved")
        group.say("/start")
        await group.sees("private chat")
    assert asked.bold == ["Saved"]  # edited since; of the person's own words nothing is bold
    written = [call for call in standin.calls if call.method in ("sendMessage", "editMessageText")]
    assert len(written) == 3
    for call in written:
        assert call.sent["link_preview_options"] == {"is_disabled": True}
    assert standin.refused() == []


def pressed(query: str) -> Incoming:
    when = When(datetime(2026, 11, 23, 12, tzinfo=UTC))
    return Incoming("tg:1", ANA, Pressed("1:save", when), query, 12)


async def until(met: Callable[[], bool], within: float = 30.0) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + within
    while not met():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.01)
