"""Screens as Telegram's messages."""
