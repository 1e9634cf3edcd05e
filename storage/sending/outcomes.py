"""What became of a notice, told to whoever left it, in the transaction that records it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, TypeAlias

from storage.engine import Session

# "sent": on Telegram's word, or said at a terminal; "unreachable": the person takes no messages;
# "refused": our own fault, recorded in the outbox; "late": not sent while it was good.
Outcome: TypeAlias = Literal["sent", "unreachable", "refused", "late"]
Hearer: TypeAlias = Callable[[Session, str, Outcome, datetime], Awaitable[None]]

# Who hears of a notice, by the part of its key before the colon ("reminder:512"). A hearer gets
# the whole key and the moment; it records within the session and never commits. It may be told of
# the same notice twice.
HEARERS: dict[str, Hearer] = {}


async def tell(session: Session, key: str | None, outcome: Outcome, now: datetime) -> None:
    """Tell whoever left the notice of this key, if anybody wants to know."""
    hearer = HEARERS.get((key or "").partition(":")[0])
    if key is not None and hearer is not None:
        await hearer(session, key, outcome, now)
