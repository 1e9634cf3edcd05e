"""What the stand-in accepts, keeps and delivers: the semantics of the documentation."""

import asyncio
import io
import json
import time
from typing import Any

import aiohttp
import pytest
from strict_api import faults
from strict_api.markup import formatted
from strict_api.server import TOKEN, StandIn

ANA = 7


async def call(standin: StandIn, method: str, **sent: Any) -> tuple[int, dict[str, Any]]:
    """Call with a JSON body, the other documented way."""
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{standin.url}{TOKEN}/{method}", json=sent) as answer,
    ):
        return answer.status, await answer.json()


async def updates(standin: StandIn, **sent: Any) -> list[dict[str, Any]]:
    return list((await call(standin, "getUpdates", **sent))[1]["result"])


async def test_updates_come_again_until_the_offset_passes_them(standin: StandIn) -> None:
    """getUpdates: "An update is considered confirmed as soon as getUpdates is called with an
    offset higher than its update_id".
    """
    ana = standin.person(ANA)
    ana.say("one")
    ana.say("two")

    first = await updates(standin)
    again = await updates(standin)
    rest = await updates(standin, offset=first[0]["update_id"] + 1)

    assert [u["message"]["text"] for u in first] == ["one", "two"]
    assert again == first
    assert [u["message"]["text"] for u in rest] == ["two"]


async def test_a_negative_offset_keeps_the_last_updates(standin: StandIn) -> None:
    """getUpdates: "All previous updates will be forgotten"."""
    for word in ("one", "two", "three"):
        standin.person(ANA).say(word)
    last = await updates(standin, offset=-1)
    assert [u["message"]["text"] for u in last] == ["three"]
    assert len(await updates(standin)) == 1


async def test_a_long_poll_answers_as_soon_as_there_is_news(standin: StandIn) -> None:
    """The timeout is a limit, not a wait."""
    waiting = asyncio.create_task(updates(standin, timeout=30))
    await asyncio.sleep(0.05)
    standin.person(ANA).say("hello")
    assert len(await asyncio.wait_for(waiting, 20)) == 1


async def test_an_empty_long_poll_ends_at_its_timeout(standin: StandIn) -> None:
    """Nothing came: an empty list."""
    began = time.monotonic()
    assert await updates(standin, timeout=1) == []
    assert 0.9 < time.monotonic() - began < 3


async def test_a_second_poll_throws_out_the_first(standin: StandIn) -> None:
    """Two instances with one token: 409 for the older one."""
    first = asyncio.create_task(call(standin, "getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call(standin, "getUpdates", timeout=1))
    status, answer = await asyncio.wait_for(first, 20)
    assert (status, answer["description"][:40]) == (409, "Conflict: terminated by other getUpdates")
    assert (await second)[0] == 200


async def test_updates_of_kinds_nobody_asked_for_are_not_queued(standin: StandIn) -> None:
    """getUpdates, allowed_updates; it does not affect updates created before the call."""
    ana = standin.person(ANA)
    await updates(standin, allowed_updates=["callback_query"])
    ana.say("not wanted")
    assert await updates(standin) == []


async def test_polling_is_refused_while_a_webhook_is_set(standin: StandIn) -> None:
    """409, until deleteWebhook."""
    await call(standin, "setWebhook", url="https://example.org/hook", secret_token="a-b_1")
    assert (await call(standin, "getUpdates"))[0] == 409
    await call(standin, "deleteWebhook")
    assert (await call(standin, "getUpdates"))[0] == 200


async def test_a_message_is_kept_with_its_markup_and_its_earlier_versions(
    standin: StandIn,
) -> None:
    """What a person sees after a send and an edit."""
    ana = standin.person(ANA)
    ana.say("/start")
    keyboard = {"inline_keyboard": [[{"text": "Save", "callback_data": "1", "style": "success"}]]}
    await call(
        standin,
        "sendMessage",
        chat_id=ANA,
        text="<b>R&amp;D 😀</b>\nKeep it?",
        parse_mode="HTML",
        reply_markup=keyboard,
    )
    sent = ana.screen()
    assert sent
    assert (sent.text, sent.bold, sent.labels) == ("R&D 😀\nKeep it?", ["R&D 😀"], [["Save"]])

    await call(standin, "editMessageText", chat_id=ANA, message_id=sent.id, text="Kept.")

    assert ana.history() == ["me: /start", "bot: Kept."]
    assert sent.before == [("R&D 😀\nKeep it?", keyboard["inline_keyboard"])]
    assert ana.keyboards() == []


async def test_a_press_waits_for_its_answer(standin: StandIn) -> None:
    """The progress bar stays until answerCallbackQuery."""
    ana = standin.person(ANA)
    ana.say("/start")
    keyboard = {"inline_keyboard": [[{"text": "✅ Save", "callback_data": "1:save"}]]}
    await call(standin, "sendMessage", chat_id=ANA, text="Keep?", reply_markup=keyboard)
    press = ana.press("save")

    update = (await updates(standin))[-1]["callback_query"]
    assert (update["id"], update["data"]) == (press, "1:save")
    assert len(standin.world.unanswered()) == 1
    await call(standin, "answerCallbackQuery", callback_query_id=press)
    assert standin.world.unanswered() == []


async def test_a_press_grows_too_old_to_be_answered() -> None:
    """Telegram forgets a query: "query is too old"."""
    now = [1_800_000_000.0]
    standin = StandIn(clock=lambda: now[0])
    await standin.start()
    ana = standin.person(ANA)
    ana.say("/start")
    keyboard = {"inline_keyboard": [[{"text": "Save", "callback_data": "1"}]]}
    await call(standin, "sendMessage", chat_id=ANA, text="Keep?", reply_markup=keyboard)
    press = ana.press("Save")
    now[0] += 3600
    status, answer = await call(standin, "answerCallbackQuery", callback_query_id=press)
    await standin.stop()
    assert status == 400
    assert "query is too old" in answer["description"]


@pytest.mark.parametrize(
    ("fault", "status", "has_effect"),
    [
        (faults.too_many_requests(3), 429, False),
        (faults.forbidden(), 403, False),
        (faults.broken(), 500, False),
        (faults.Drop(), 0, False),
        (faults.Drop(after_effect=True), 0, True),
    ],
)
async def test_an_ordered_fault_is_met_once(
    standin: StandIn, fault: faults.Fault, status: int, *, has_effect: bool
) -> None:
    """Afterwards all is well again; only a late break leaves the message behind."""
    ana = standin.person(ANA)
    ana.say("hello")
    standin.faults.order("sendMessage", fault)
    try:
        got, answer = await call(standin, "sendMessage", chat_id=ANA, text="Hi")
    except aiohttp.ClientError:
        got, answer = 0, {}
    assert got == status
    assert (ana.screen() is not None) is has_effect
    assert answer.get("parameters") == ({"retry_after": 3} if status == 429 else None)
    assert (await call(standin, "sendMessage", chat_id=ANA, text="Hi"))[0] == 200


async def test_good_calls_raise_no_false_alarm(standin: StandIn) -> None:
    """Calls of the kind the documentation shows."""
    standin.person(ANA).say("hello")
    copy = [{"text": "Copy", "copy_text": {"text": "LabCE"}}]
    good: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        ("sendMessage", {"chat_id": ANA, "text": "😀" * 2048}),
        (
            "sendMessage",
            {"chat_id": ANA, "text": "a", "link_preview_options": {"is_disabled": True}},
        ),
        ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": {"inline_keyboard": [copy]}}),
        ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": {"remove_keyboard": True}}),
        ("setMyCommands", {"commands": [{"command": "add", "description": "Log a CE"}]}),
        ("setMyCommands", {"commands": [], "scope": {"type": "all_private_chats"}}),
        ("setMyShortDescription", {"short_description": "s" * 120}),
        ("sendChatAction", {"chat_id": ANA, "action": "typing"}),
    ]
    for method, sent in good:
        status, answer = await call(standin, method, **sent)
        assert status == 200, answer


async def upload(
    standin: StandIn, method: str, name: str, content: bytes, **sent: str
) -> tuple[int, dict[str, Any]]:
    """Call with multipart/form-data, the documented way for files."""
    form = aiohttp.FormData({"chat_id": str(ANA), **sent})
    form.add_field(name, io.BytesIO(content), filename="report.pdf")
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{standin.url}{TOKEN}/{method}", data=form) as answer,
    ):
        return answer.status, await answer.json()


async def test_a_file_is_kept_and_can_be_sent_again_by_its_id(standin: StandIn) -> None:
    """Sending files: upload once, then by file_id."""
    standin.person(ANA).say("hello")
    status, answer = await upload(
        standin, "sendDocument", "document", b"%PDF", caption="<b>Report</b>", parse_mode="HTML"
    )
    assert status == 200
    document = answer["result"]["document"]
    assert (document["file_name"], answer["result"]["caption"]) == ("report.pdf", "Report")
    again = await call(standin, "sendDocument", chat_id=ANA, document=document["file_id"])
    assert again[0] == 200
    assert standin.methods.media.files[document["file_id"]].content == b"%PDF"


@pytest.mark.parametrize(
    ("method", "name", "size", "caption", "words"),
    [
        ("sendDocument", "document", 4, "c" * 1025, "message caption is too long"),
        ("sendDocument", "document", 0, "", "file must be non-empty"),
        ("sendPhoto", "photo", 10 * 2**20 + 1, "", "file is too big for a photo"),
        ("sendDocument", "paper", 4, "", 'parameter "paper" is unknown to sendDocument'),
    ],
)
async def test_a_bad_file_is_refused(
    standin: StandIn, method: str, name: str, size: int, caption: str, words: str
) -> None:
    """Captions of 1,024 characters; photos of 10 MB."""
    standin.person(ANA).say("hello")
    status, answer = await upload(standin, method, name, bytes(size), caption=caption)
    assert (status, answer["description"]) == (400, f"Bad Request: {words}")


async def test_a_file_that_nobody_sent_is_refused(standin: StandIn) -> None:
    """An invented file_id."""
    standin.person(ANA).say("hello")
    status, answer = await call(standin, "sendPhoto", chat_id=ANA, photo="AgAC")
    assert (status, answer["description"]) == (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    )


async def test_nested_values_may_come_in_the_query_string(standin: StandIn) -> None:
    """Making requests: "URL query string", "application/x-www-form-urlencoded", JSON, multipart."""
    standin.person(ANA).say("hello")
    markup = json.dumps({"inline_keyboard": [[{"text": "Go", "callback_data": "1"}]]})
    query = {"chat_id": str(ANA), "text": "hi", "reply_markup": markup}
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"{standin.url}{TOKEN}/sendmessage", params=query) as answer,
    ):
        assert answer.status == 200


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("<b>a</b> b", "a b", [("bold", 0, 1)]),
        ("  <b>😀x</b> ", "😀x", [("bold", 0, 3)]),
        ("a &lt;b&gt; &amp; &quot; &nbsp;", 'a <b> & " &nbsp;', []),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ('<a href="https://x.org">x</a>', "x", [("text_link", 0, 1)]),
        ("<b></b>a", "a", []),
    ],
)
def test_html_is_read_as_telegram_reads_it(
    text: str, shown: str, entities: list[tuple[str, int, int]]
) -> None:
    """Formatting options, HTML style."""
    read = formatted(text, "HTML")
    assert read.text == shown
    assert [(e["type"], e["offset"], e["length"]) for e in read.entities] == entities
