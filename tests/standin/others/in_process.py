"""Hold the bot's way in and out against tg-auto-test, in one process; see the README.

It is made for the library's `Application`, which the bot does without: here an `Application` of one
handler passes each update on to the bot's own way in. Its messages are dated 1970; the bot, for
which "yesterday" is the day before the message's date, gets them with today's.
"""

import asyncio
import sys
import tempfile
import time
from typing import Any

from telegram import Update
from telegram.ext import TypeHandler
from tg_auto_test.test_utils.serverless_telegram_client import ServerlessTelegramClient
from walk import walk

from bot.delivering.delivery import Delivery
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer


class Held:
    """The bot in tg-auto-test's hands."""

    def __init__(self, sessions: Sessions) -> None:
        self.client = ServerlessTelegramClient(build_application=self._application)
        request = self.client._request
        self.bot = Client("123:ABC", request=request, get_updates_request=request)
        delivery = Delivery(sessions, TelegramSender(self.bot, sessions))
        self.intake = Intake(self.bot, delivery)
        self.shown: list[Any] = []

    def _application(self, builder: Any) -> Any:
        application = builder.build()
        application.add_handler(TypeHandler(Update, self._handle))
        return application

    async def _handle(self, update: Update, _: Any) -> None:
        raw = update.to_dict()
        if "message" in raw:
            raw["message"]["date"] = int(time.time())
        incoming = self.intake.read(raw)
        if incoming is not None:
            await self.intake.take(incoming)
        await self.intake.finish()

    async def walk(self) -> bool:
        """Hold the conversation."""
        await self.bot.initialize()
        await self.client.connect()
        async with self.client.conversation("test_bot", timeout=5) as talk:

            async def does(line: str) -> None:
                if line.startswith("["):
                    await self._with(line[1:-1]).click(text=line[1:-1])
                    self.shown.append(await talk.get_edit())
                else:
                    await talk.send_message(line)
                    self.shown.append(await talk.get_response())

            async def sees(words: str) -> bool:
                return words in self.shown[-1].text

            return await walk(does, sees)

    def _with(self, label: str) -> Any:
        """Find the newest message with this button."""
        return next(
            message
            for message in reversed(self.shown)
            if any(button.text == label for row in message.buttons or () for button in row)
        )


async def hold() -> bool:
    """Hold the conversation over a database that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        sessions = await open_sessions(f"sqlite:///{folder}/cmpbot.db", Sealer([bytes(range(32))]))
        held = Held(sessions)
        went_well = await held.walk()
        await sessions.close()
    print(*(call.api_method for call in held.client._request.calls))
    return went_well


if __name__ == "__main__":
    sys.exit(not asyncio.run(hold()))
