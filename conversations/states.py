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
from conversations.holding import AskingExpiry
from conversations.placing import AskingHowMany, ChoosingHolding, ChoosingSlot
from conversations.settings import AskingZone
from conversations.welcome import ChoosingHeld

STATES: tuple[type, ...] = (
    AskingExpiry,
    AskingFigure,
    AskingHoldingDay,
    AskingHowMany,
    AskingZone,
    ChoosingAreas,
    ChoosingCredentials,
    ChoosingField,
    ChoosingFigure,
    ChoosingHeld,
    ChoosingHolding,
    ChoosingSlot,
    ConfirmingRemoval,
    Filling,
    Reviewing,
    Splitting,
)
