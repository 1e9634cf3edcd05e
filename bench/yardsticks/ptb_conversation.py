"""The yardstick: "log a CE" in five steps with python-telegram-bot's own means.

Application, ConversationHandler and PicklePersistence as its examples use them. The talk is kept in
memory and pickled each minute; the CE is one INSERT at the end.

    python ptb_conversation.py API_URL TOKEN FOLDER [--concurrent]
"""

import argparse
import sqlite3
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

TITLE, DATE, AREA, CONFIRM = range(4)


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    """Put each button on a row of its own."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(x, callback_data=x)] for x in labels])


class Conversation:
    """The four questions and the INSERT."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    async def add(self, update: Update, _: Any) -> int:
        assert update.message
        await update.message.reply_text("What was it called?")
        return TITLE

    async def title(self, update: Update, context: Any) -> int:
        assert update.message
        context.user_data["title"] = update.message.text
        await update.message.reply_text(
            "When did you complete it?", reply_markup=keyboard("Today", "Yesterday")
        )
        return DATE

    async def date(self, update: Update, context: Any) -> int:
        query = update.callback_query
        assert query
        await query.answer()
        context.user_data["date"] = query.data
        await query.edit_message_text(
            "What was it about?", reply_markup=keyboard("Blood banking", "Safety", "Chemistry")
        )
        return AREA

    async def area(self, update: Update, context: Any) -> int:
        query = update.callback_query
        assert query
        await query.answer()
        context.user_data["area"] = query.data
        kept = context.user_data
        await query.edit_message_text(
            f"{kept['title']}, {kept['date']}, {kept['area']}. Is this right?",
            reply_markup=keyboard("Save", "Cancel"),
        )
        return CONFIRM

    async def save(self, update: Update, context: Any) -> int:
        query = update.callback_query
        assert query
        await query.answer()
        kept = context.user_data
        self._database.execute(
            "INSERT INTO activities VALUES (?, ?, ?, ?)",
            (query.from_user.id, kept["title"], kept["date"], kept["area"]),
        )
        kept.clear()
        await query.edit_message_text("Saved.")
        return ConversationHandler.END


async def cancel(_update: Update, _context: ContextTypes.DEFAULT_TYPE) -> int:
    """Leave."""
    return ConversationHandler.END


def main() -> None:
    """Poll until told to stop."""
    reading = argparse.ArgumentParser()
    reading.add_argument("api")
    reading.add_argument("token")
    reading.add_argument("folder", type=Path)
    reading.add_argument("--concurrent", action="store_true")
    args = reading.parse_args()
    database = sqlite3.connect(args.folder / "activities.db", isolation_level=None)
    database.execute("CREATE TABLE IF NOT EXISTS activities (person, title, date, area)")
    talk = Conversation(database)
    built = (
        Application.builder()
        .token(args.token)
        .base_url(args.api)
        .persistence(PicklePersistence(args.folder / "talks.pickle"))
    )
    application = (built.concurrent_updates(True) if args.concurrent else built).build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("add", talk.add)],
            states={
                TITLE: [MessageHandler(filters.TEXT & ~filters.COMMAND, talk.title)],
                DATE: [CallbackQueryHandler(talk.date)],
                AREA: [CallbackQueryHandler(talk.area)],
                CONFIRM: [CallbackQueryHandler(talk.save)],
            },
            fallbacks=[CommandHandler("cancel", cancel)],
            name="log",
            persistent=True,
        )
    )
    application.run_polling()


if __name__ == "__main__":
    main()
