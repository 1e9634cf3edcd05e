"""The second yardstick: the same five steps with aiogram 3 and its finite state machine in memory.

aiogram is no dependency of this project. Give `bench/serving.py` an interpreter that has it:
`CMPBOT_BENCH_AIOGRAM=/path/to/python`; without one this yardstick is left out.

    python aiogram_conversation.py API_URL TOKEN FOLDER PEOPLE

The people 1 to PEOPLE are asked for a date when it starts: memory alone does not outlive a process.
"""

import asyncio
import sqlite3
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message


class Log(StatesGroup):
    """The four questions."""

    title = State()
    date = State()
    area = State()
    confirm = State()


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    """Put each button on a row of its own."""
    rows = [[InlineKeyboardButton(text=label, callback_data=label)] for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def routed(database: sqlite3.Connection) -> Router:
    """Make the conversation."""
    router = Router()

    @router.message(Command("add"))
    async def add(message: Message, state: FSMContext) -> None:
        await state.set_state(Log.title)
        await message.answer("What was it called?")

    @router.message(Log.title)
    async def title(message: Message, state: FSMContext) -> None:
        await state.update_data(title=message.text)
        await state.set_state(Log.date)
        await message.answer(
            "When did you complete it?", reply_markup=keyboard("Today", "Yesterday")
        )

    @router.callback_query(Log.date)
    async def date(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        await state.update_data(date=query.data)
        await state.set_state(Log.area)
        assert isinstance(query.message, Message)
        await query.message.edit_text(
            "What was it about?", reply_markup=keyboard("Blood banking", "Safety", "Chemistry")
        )

    @router.callback_query(Log.area)
    async def area(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        kept = await state.update_data(area=query.data)
        await state.set_state(Log.confirm)
        assert isinstance(query.message, Message)
        await query.message.edit_text(
            f"{kept['title']}, {kept['date']}, {kept['area']}. Is this right?",
            reply_markup=keyboard("Save", "Cancel"),
        )

    @router.callback_query(Log.confirm)
    async def save(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        kept = await state.get_data()
        database.execute(
            "INSERT INTO activities VALUES (?, ?, ?, ?)",
            (query.from_user.id, kept["title"], kept["date"], kept["area"]),
        )
        await state.clear()
        assert isinstance(query.message, Message)
        await query.message.edit_text("Saved.")

    return router


async def remember(storage: MemoryStorage, bot: Bot, people: int) -> None:
    """Put people in mid-conversation."""
    for person in range(1, people + 1):
        key = StorageKey(bot_id=bot.id, chat_id=person, user_id=person)
        await storage.set_state(key, Log.date)
        await storage.set_data(key, {"title": "antibody identification"})


async def main(api: str, token: str, folder: Path, people: int) -> None:
    """Poll until told to stop."""
    database = sqlite3.connect(folder / "activities.db", isolation_level=None)
    database.execute("CREATE TABLE IF NOT EXISTS activities (person, title, date, area)")
    server = TelegramAPIServer(base=f"{api}{{token}}/{{method}}", file=f"{api}{{token}}/{{path}}")
    bot = Bot(token, session=AiohttpSession(api=server))
    storage = MemoryStorage()
    await remember(storage, bot, people)
    dispatcher = Dispatcher(storage=storage)
    dispatcher.include_router(routed(database))
    await dispatcher.start_polling(bot, handle_signals=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))
