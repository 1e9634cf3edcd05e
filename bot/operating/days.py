"""Days as they are given on the command line."""

import argparse
import contextlib
from datetime import date

YEARS = range(1900, 2200)  # in which every reckoning of cycles, months and reminders has room


def read_today(text: str) -> date:
    """Read an ISO date for argparse; raises `ArgumentTypeError` with one sentence."""
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(text)
        if day.year in YEARS:
            return day
    raise argparse.ArgumentTypeError("a day is written as 2026-11-23, from 1900 to 2199")
