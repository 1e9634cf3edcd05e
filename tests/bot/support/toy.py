"""A conversation for tests: it echoes, asks with buttons, records each press, and can fail."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cmp_rules.model import Activity, Area, Kind, Part
from conversations.model import Button, Event, FileWanted, Pressed, Said, Screen, Step, Talk
from conversations.person import KeepActivity, Person


class StumbleError(ValueError):
    """An error of our own, with a person's words in its message."""


def question(number: int, text: str, *, edits: bool = False) -> Screen:
    """Draw a question with a button."""
    return Screen(text, buttons=((Button("Save", f"{number}:save"),),), edits=edits)


def step(talk: Talk, event: Event, person: Person) -> Step:
    """Answer as the tests need it."""
    number = talk.number + 1
    talk = replace(talk, number=number)
    match event:
        case Said(text=text) if text.startswith("fail"):
            raise StumbleError(text)
        case Said(text=text) if text.startswith("ask"):
            return Step(talk, (question(number, text),))
        case Said(text=text) if text.startswith("file "):
            copy = ((Button("Copy it", "", copies="to be copied"),),)
            wanted = tuple(FileWanted("toy", about) for about in text.split()[1:])
            return Step(talk, (Screen("Files", buttons=copy, files=wanted),))
        case Said(text=text):
            return Step(talk, (Screen(f"You said: {text}"),))
        case Pressed(data=data):
            part = Part(Decimal(1), frozenset({Area.SAFETY}))
            activity = Activity(
                data, date(2026, 11, 20), Kind.CE_COURSE, (part,), number=person.next_number
            )
            saved = Screen(f"Saved {data}", edits=True, heading="Saved")
            undo = ((Button("Undo", f"!undo:{activity.number}", "danger"),),)
            return Step(talk, (replace(saved, buttons=undo),), (KeepActivity(activity),))
    return Step(talk, (Screen(f"You sent: {event.what}"),))
