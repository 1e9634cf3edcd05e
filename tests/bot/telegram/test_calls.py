"""Plain calls, held against what python-telegram-bot makes of its own objects."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strict_api.server import TOKEN, StandIn
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.telegram.calls import body_of, plain
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.keyboards import keyboard_of
from bot.telegram.showing.sending import NO_PREVIEW
from conversations.model import Button, Screen


class Caught(BaseRequest):
    """Keeps what the library would send."""

    read_timeout = None

    def __init__(self) -> None:
        self.sent: list[RequestData] = []

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(self, url: str, method: str, request_data: Any = None, **_: Any) -> Any:
        self.sent.append(request_data)
        return 200, b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":7,"type":"x"}}}'


def library_button(button: Button) -> InlineKeyboardButton:
    style = None if button.style == "plain" else button.style
    if button.copies:
        copied = CopyTextButton(button.copies)
        return InlineKeyboardButton(button.label, copy_text=copied, style=style)
    return InlineKeyboardButton(button.label, callback_data=button.data, style=style)


labels = st.text(min_size=1, max_size=20)
styles = st.sampled_from(("plain", "success", "danger"))
buttons = st.one_of(
    st.builds(Button, labels, st.text("abc:019", min_size=1, max_size=64), styles),
    st.builds(Button, labels, st.just(""), styles, copies=st.text(min_size=1, max_size=256)),
)
rows = st.lists(st.lists(buttons, min_size=1, max_size=3).map(tuple), max_size=4).map(tuple)


@given(st.text(min_size=1), rows)
async def test_a_call_says_what_the_librarys_objects_would_say(
    text: str, buttons: tuple[tuple[Button, ...], ...]
) -> None:
    """Also as a form, which other requests than ours send."""
    caught = Caught()
    bot = Bot("1:a", request=caught, get_updates_request=caught)
    drawn = [[library_button(button) for button in row] for row in buttons]
    await bot.send_message(
        7,
        text,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=InlineKeyboardMarkup(drawn) if drawn else None,
    )
    ours = plain({
        "chat_id": 7,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": NO_PREVIEW,
        "reply_markup": keyboard_of(Screen("", buttons=buttons)),
    })  # fmt: skip
    assert json.loads(body_of(ours)) == json.loads(json.dumps(caught.sent[0].parameters))
    assert read(ours.json_parameters) == read(caught.sent[0].json_parameters)
    assert not ours.contains_files
    assert not ours.multipart_data


async def test_other_requests_than_ours_can_send_it(standin: StandIn) -> None:
    """The library's own sends a form ("Making requests")."""
    standin.person(7).say("/start")
    async with Client(TOKEN, base_url=standin.url, request=HTTPXRequest()) as bot:
        await bot.show("sendMessage", chat_id=7, text="Zoë", link_preview_options=NO_PREVIEW)
    said = [message.text for message in standin.person(7).chat.messages if message.by_bot]
    assert said == ["Zoë"]
    form = standin.called("sendMessage")[-1].sent
    assert form["link_preview_options"] == '{"is_disabled":true}'


def read(form: dict[str, str]) -> dict[str, Any]:
    """Read what stands in a form."""
    return {name: value if name == "text" else _read(value) for name, value in form.items()}


def _read(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
