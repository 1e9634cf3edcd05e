"""The screens that a terminal showed last, whose buttons its next process has to know.

They are rows of the outbox that no deliverer looks at any more: given up, with a reason of their
own. The sweep forgets them after a month; the open question can always be drawn anew.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select

from conversations.model import Screen
from storage import outbox as rows
from storage import states
from storage.engine import Session
from storage.keyring import person_keys
from storage.sealing import Unsealable
from storage.tables import outbox

WHY = "shown at a terminal"


async def keep(session: Session, chat: int, screens: tuple[Screen, ...], now: datetime) -> None:
    """Keep screens, oldest first, in place of those kept before. The caller has locked the chat."""
    await session.db.execute(delete(outbox).where(_of(chat)))
    if chat in session.keyring.erased:
        return  # they were deleted just now, and nothing is to come back
    for screen in screens:
        values = await rows.sealed(session, chat, screen, now, context)
        await session.db.execute(outbox.insert(), {**values, "given_up_at": now, "why": WHY})


async def kept(session: Session, chat: int) -> tuple[Screen, ...]:
    """Return the screens kept last, oldest first; without those that cannot be read any more."""
    found = select(outbox.c.mark, outbox.c.sealed_screen).where(_of(chat)).order_by(outbox.c.id)
    screens = []
    opener = await person_keys.opener_of(session, chat)
    for row in await session.db.execute(found):
        try:
            text = opener.open(row.sealed_screen, context=context(chat, row.mark))
            screens.append(states.read(Screen, text))
        except (Unsealable, states.Unreadable):
            continue
    return tuple(screens)


def _of(chat: int) -> ColumnElement[bool]:
    return and_(outbox.c.chat == chat, outbox.c.why == WHY)


def context(chat: int, mark: str) -> str:
    """Return to what a sealed screen is bound."""
    return f"outbox/{chat}/{mark}/shown"
