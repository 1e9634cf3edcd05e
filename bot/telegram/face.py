"""What a person sees of the bot before the first word: its menu and its descriptions."""

import asyncio
from dataclasses import dataclass

from telegram import Bot, BotCommandScopeAllPrivateChats

from conversations import wording
from conversations.wording.languages import LANGUAGES

PRIVATE = BotCommandScopeAllPrivateChats()


@dataclass(frozen=True, slots=True)
class Face:
    """The menu and the descriptions in one language ("": for everybody without their own)."""

    language: str
    menu: tuple[tuple[str, str], ...]
    description: str  # at most 512 characters, shown in the empty chat
    short_description: str  # at most 120, shown on the profile


def faces() -> tuple[Face, ...]:
    """Return the bot's face in every language there is; English is everybody else's."""
    found = []
    for language in (None, *LANGUAGES):
        with wording.speaking(language):
            words = (wording.MENU, wording.DESCRIPTION, wording.SHORT_DESCRIPTION)
        found.append(Face(language or "", *words))
    return tuple(found)


async def show_face(bot: Bot) -> None:
    """Set whatever of the bot's face is not as it should be.

    It is looked at first: Telegram lets nobody set a description often. Raises `TelegramError`.
    """
    await asyncio.gather(*(show(bot, face) for face in faces() for show in (_menu, _long, _short)))


async def _menu(bot: Bot, face: Face) -> None:
    there = await bot.get_my_commands(PRIVATE, face.language)
    if tuple((command.command, command.description) for command in there) != face.menu:
        await bot.set_my_commands(face.menu, PRIVATE, face.language)


async def _long(bot: Bot, face: Face) -> None:
    if (await bot.get_my_description(face.language)).description != face.description:
        await bot.set_my_description(face.description, face.language)


async def _short(bot: Bot, face: Face) -> None:
    there = (await bot.get_my_short_description(face.language)).short_description
    if there != face.short_description:
        await bot.set_my_short_description(face.short_description, face.language)
