"""Telegram: updates read, screens sent, served by long polling.

Inside this package, too, `telegram` alone means the library python-telegram-bot.
"""

import os

# Durations come as timedelta; the library asks for this word, and warns without it.
os.environ.setdefault("PTB_TIMEDELTA", "true")
