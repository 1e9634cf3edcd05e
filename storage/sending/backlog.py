"""How much waits in the outbox, for whoever watches over it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.engine import Session
from storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is not sent yet."""

    waiting: int  # screens
    oldest: datetime | None  # when the oldest of them was left there

    def age(self, now: datetime) -> float:
        """Return for how many seconds the oldest one waits; 0 where nothing does."""
        return max((now - self.oldest).total_seconds(), 0.0) if self.oldest else 0.0


async def backlog(session: Session) -> Backlog:
    """Count what waits. What was given up waits no more."""
    row = (await session.db.execute(_BACKLOG)).one()
    return Backlog(row.waiting, row.oldest)


_BACKLOG = select(
    func.count().label("waiting"), func.min(outbox.c.created_at).label("oldest")
).where(outbox.c.given_up_at.is_(None))
