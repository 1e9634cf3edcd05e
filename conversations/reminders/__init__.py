"""Reminders as a person meets them: their wishes, the days to come, the message.

Nothing is imported here: what a person wishes is part of their settings, which all else knows.
"""
