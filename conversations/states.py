"""Every state that a talk can be in: what storage must be able to keep."""

from conversations.add_activity.machine import (
    ChoosingAreas,
    ChoosingCredentials,
    ChoosingField,
    Filling,
    Reviewing,
    Splitting,
)
from conversations.credentials import (
    AskingFigure,
    AskingHoldingDay,
    ChoosingFigure,
    ConfirmingRemoval,
)
from conversations.settings import AskingZone
from conversations.welcome import AskingExpiry, ChoosingHeld

STATES: tuple[type, ...] = (
    AskingExpiry,
    AskingFigure,
    AskingHoldingDay,
    AskingZone,
    ChoosingAreas,
    ChoosingCredentials,
    ChoosingField,
    ChoosingFigure,
    ChoosingHeld,
    ConfirmingRemoval,
    Filling,
    Reviewing,
    Splitting,
)
