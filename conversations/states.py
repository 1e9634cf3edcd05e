"""Every state that a talk can be in: what storage must be able to keep."""

from conversations.activities.machine import (
    ChoosingAreas,
    ChoosingCredentials,
    ChoosingField,
    Filling,
    Reviewing,
    Splitting,
)
from conversations.activities.placing import AskingHowMany, ChoosingHolding, ChoosingSlot
from conversations.credentials.changing import AskingHoldingDay, ConfirmingRemoval
from conversations.credentials.choosing import ChoosingHeld
from conversations.credentials.expiry import AskingExpiry
from conversations.credentials.figures import AskingFigure, ChoosingFigure
from conversations.credentials.renewing import ConfirmingRenewal
from conversations.settings import AskingZone

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
    ConfirmingRenewal,
    Filling,
    Reviewing,
    Splitting,
)
