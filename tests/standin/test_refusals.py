"""The stand-in refuses what Telegram refuses, in Telegram's words."""

import json
from typing import Any

import aiohttp
import pytest
from strict_api.server import TOKEN, StandIn

ANA = 7


def button(**more: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Save", "callback_data": "1:save"} | more]]}


async def call(standin: StandIn, method: str, **sent: Any) -> tuple[int, dict[str, Any]]:
    """Call as a client does: a form whose nested values are JSON."""
    form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in sent.items()}
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{standin.url}{TOKEN}/{method}", data=form) as answer,
    ):
        return answer.status, await answer.json()


BAD_CALLS: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "Hello"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": ANA}, "message text is empty"),
    ("sendMessage", {"chat_id": ANA, "text": "  \n "}, "text must be non-empty"),
    ("sendMessage", {"chat_id": ANA, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": ANA, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": 8, "text": "Hello"}, "chat not found"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": button(callback_data="é" * 33)},
     "BUTTON_DATA_INVALID"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": button(text="")},
     "inline keyboard button text must be non-empty"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": {
        "inline_keyboard": [[{"text": "a"}]]}},
     "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": button(url="https://x.org")},
     "can't parse inline keyboard button: exactly one action is allowed"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": button(style="green")},
     "can't parse inline keyboard button: invalid button style specified"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": button(colour="green")},
     'field "colour" is unknown to InlineKeyboardButton'),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": {
        "inline_keyboard": [{"text": "a"}]}},
     "expected an Array of InlineKeyboardButton in InlineKeyboardMarkup.inline_keyboard"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": "{"},
     "can't parse reply markup JSON object"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": {
        "inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}},
     "reply markup is too long"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "disable_notification": "perhaps"},
     "can't parse disable notification JSON object"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "colour": "green"},
     'parameter "colour" is unknown to sendMessage'),
    ("sendMessage", {"chat_id": ANA, "text": "<p>a</p>", "parse_mode": "HTML"},
     'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ("sendMessage", {"chat_id": ANA, "text": "<b>a", "parse_mode": "HTML"},
     'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
    ("sendMessage", {"chat_id": ANA, "text": "é<b>a</i>", "parse_mode": "HTML"},
     "can't parse entities: Unmatched end tag at byte offset 6, expected \"</b>\", found \"</i>\""),
    ("sendMessage", {"chat_id": ANA, "text": "a</b>", "parse_mode": "HTML"},
     "can't parse entities: Unexpected end tag at byte offset 1"),
    ("sendMessage", {"chat_id": ANA, "text": "1 < 2", "parse_mode": "HTML"},
     "can't parse entities: Unclosed start tag at byte offset 2"),
    ("sendMessage", {"chat_id": ANA, "text": "a", "parse_mode": "RTF"}, "unsupported parse_mode"),
    ("editMessageText", {"chat_id": ANA, "message_id": 1, "text": "a"},
     "message to edit not found"),
    ("editMessageText", {"chat_id": ANA, "message_id": 101, "text": "a"},
     "message can't be edited"),
    ("editMessageText", {"chat_id": ANA, "message_id": 102, "text": "b" * 4097},
     "MESSAGE_TOO_LONG"),
    ("editMessageText", {"chat_id": ANA, "text": "a"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": ANA, "message_id": 102, "text": "Hi"},
     "message is not modified: specified new message content and reply markup are exactly the same "
     "as a current content and reply markup of the message"),
    ("editMessageReplyMarkup", {"chat_id": ANA, "message_id": 102},
     "message is not modified: specified new message content and reply markup are exactly the same "
     "as a current content and reply markup of the message"),
    ("deleteMessage", {"chat_id": ANA, "message_id": 1}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"},
     "query is too old and response timeout expired or query ID is invalid"),
    ("answerCallbackQuery", {}, 'parameter "callback_query_id" is required'),
    ("setMyCommands", {"commands": [{"command": "Status", "description": "What remains"}]},
     "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "status", "description": ""}]},
     "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "status"}]},
     'can\'t find field "description" of BotCommand'),
    ("setMyCommands", {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
     "COMMANDS_INVALID"),
    ("setMyDescription", {"description": "d" * 513}, "DESCRIPTION_INVALID"),
    ("getUpdates", {"limit": 101}, "LIMIT_INVALID"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "sent", "words"), BAD_CALLS)
async def test_a_bad_call_is_refused_in_telegrams_words(
    standin: StandIn, method: str, sent: dict[str, Any], words: str
) -> None:
    """Limits: the Bot API's schema; words: the open source Bot API server and TDLib."""
    standin.person(ANA).say("hello")
    await call(standin, "sendMessage", chat_id=ANA, text="Hi")

    status, answer = await call(standin, method, **sent)

    assert (status, answer["ok"]) == (400, False)
    assert answer["description"] == f"Bad Request: {words}"


async def test_a_bot_cannot_speak_first(standin: StandIn) -> None:
    """Somebody who never wrote to the bot answers 403."""
    standin.person(ANA)
    status, answer = await call(standin, "sendMessage", chat_id=ANA, text="Hi")
    assert (status, answer["description"]) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_who_blocks_the_bot_hears_nothing(standin: StandIn) -> None:
    """A blocked bot gets 403 until the person writes again."""
    ana = standin.person(ANA)
    ana.say("hello")
    ana.block()
    status, answer = await call(standin, "sendMessage", chat_id=ANA, text="Hi")
    assert (status, answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    ana.say("hello again")
    assert (await call(standin, "sendMessage", chat_id=ANA, text="Hi"))[0] == 200


async def test_a_wrong_token_is_unauthorized_and_a_wrong_method_not_found(standin: StandIn) -> None:
    """401 and 404 as the Bot API server answers them."""
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{standin.url}1:no/getMe") as answer:
            assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
        async with client.get(f"{standin.url}{TOKEN}/sendMesage") as answer:
            assert (answer.status, (await answer.json())["description"]) == (
                404,
                "Not Found: method not found",
            )
