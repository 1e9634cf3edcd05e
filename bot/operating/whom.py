"""The number of a person, as the command line takes it."""

import argparse

MOST_PERSON = 2**52  # Telegram's own limit for ids of chats


def read_person(text: str) -> int:
    """Read whose talk or records are meant; for argparse."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:20]) <= MOST_PERSON:
        raise argparse.ArgumentTypeError("a person is a whole number above 0")
    return int(text)
