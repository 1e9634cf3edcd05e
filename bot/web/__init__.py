"""HTTP that comes in: Telegram's webhook, and what those who run the bot may ask about it.

Loaded by `cmpbot run` alone, and only where it listens.
"""
