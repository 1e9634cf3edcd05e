"""Every state that a talk can be in: what storage must be able to keep."""

from conversations.activities.drafting.draft import Draft
from conversations.activities.drafting.machine import (
    ChoosingAreas,
    ChoosingCredentials,
    ChoosingField,
    Filling,
    Reviewing,
    Splitting,
)
from conversations.activities.logged.removing import RemovingEntry
from conversations.activities.pasted.for_all import FillingAll
from conversations.activities.pasted.reviewing import ReviewingList
from conversations.activities.placing import AskingHowMany, ChoosingHolding, ChoosingSlot
from conversations.certificates.asking import AskingEntry, AwaitingFile
from conversations.credentials.changing import AskingHoldingDay, ConfirmingRemoval
from conversations.credentials.choosing import ChoosingHeld
from conversations.credentials.expiry import AskingExpiry, ConfirmingExpiry
from conversations.credentials.figures import AskingFigure, ChoosingFigure
from conversations.credentials.figures_said import ConfirmingFigures
from conversations.credentials.renewing import AskingNextEnd, ConfirmingRenewal
from conversations.declaring.day import AskingDeclaredDay
from conversations.history.showing import RestoringVersion
from conversations.model import State
from conversations.privacy.deleting import AskingDeletion, ConfirmingDeletion
from conversations.reminders.snoozing import SnoozingUntil
from conversations.reminders.wishing.asking import AddingReminder, MovingReminder
from conversations.settings import AskingQuiet, AskingZone

TOLD = (
    "draft",
    "keys",
    "known",
    "picked",
    "lines",
)  # the fields in which states keep what a person told


def worth_keeping(state: State) -> bool:
    """Whether a state holds anything that a person told and that is not recorded yet."""
    return any(getattr(state, field, None) not in (None, (), Draft()) for field in TOLD)


def undoes_inside(state: State) -> bool:
    """Whether "undo" means the last answer in what is open; parts of a list may be saved."""
    return worth_keeping(state) and not getattr(state, "lines", ())


def is_of_draft(state: State) -> bool:
    """Whether a state is a question about one CE of which nothing is recorded."""
    return getattr(state, "draft", None) is not None


def is_of_new_draft(state: State) -> bool:
    """Whether a state is a question about one CE that is not logged yet."""
    draft: Draft | None = getattr(state, "draft", None)
    return draft is not None and not draft.number


STATES: tuple[type, ...] = (
    AddingReminder,
    AskingDeclaredDay,
    AskingDeletion,
    AskingEntry,
    AskingExpiry,
    AskingFigure,
    AskingHoldingDay,
    AskingHowMany,
    AskingNextEnd,
    AskingQuiet,
    AskingZone,
    AwaitingFile,
    ChoosingAreas,
    ChoosingCredentials,
    ChoosingField,
    ChoosingFigure,
    ChoosingHeld,
    ChoosingHolding,
    ChoosingSlot,
    ConfirmingDeletion,
    ConfirmingExpiry,
    ConfirmingFigures,
    ConfirmingRemoval,
    ConfirmingRenewal,
    Filling,
    FillingAll,
    MovingReminder,
    RemovingEntry,
    Reviewing,
    RestoringVersion,
    ReviewingList,
    SnoozingUntil,
    Splitting,
)
