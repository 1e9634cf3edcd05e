"""What a person sees of the bot before the first word: its menu and its description."""

from telegram import Bot

from conversations.wording import MENU

DESCRIPTION = (
    "Tell me a continuing education course after you took it, and ask what your credentials still "
    "need and by when. Not affiliated with ASCP: you declare at ascp.org."
)
SHORT_DESCRIPTION = "Keeps your CEs, and says what your credentials still need. Not ASCP."


async def show_face(bot: Bot) -> None:
    """Set the command menu and the description that a new person reads before the first word."""
    await bot.set_my_commands(MENU)
    await bot.set_my_description(DESCRIPTION)
    await bot.set_my_short_description(SHORT_DESCRIPTION)
