"""What one turn does for its deliverer, in its own transaction."""

from collections.abc import Callable
from datetime import datetime

from bot.delivering.marks import Marks
from bot.turn import Words
from conversations.model import Screen
from storage import outbox
from storage.conversations import Conversation
from storage.engine import Session
from storage.outbox import Waiting
from storage.sending import marking, straight
from storage.sending.marking import Mark
from storage.sending.straight import Lease


class Answer(Words):
    """Records what the chat was shown before, and leases what is to be shown now."""

    def __init__(self, chat: int, marks: Marks, lease: Callable[[], Lease]) -> None:
        """Prepare for a turn of this chat, or for several attempts at it."""
        self._chat = chat
        self._marks = marks
        self._lease = lease
        self._in: Session | None = None  # the attempt of which the following is true
        self.caught_up: Mark | None = None  # what was recorded
        self.leased: Waiting | None = None

    async def catch_up(self, session: Session, conversation: Conversation) -> Conversation:
        """Record what was shown in this chat and is not recorded yet."""
        self._begin(session)
        self.caught_up = self._marks.of(self._chat)
        if self.caught_up is None:
            return conversation
        return await marking.within(session, conversation, self.caught_up)

    async def leave(
        self,
        session: Session,
        conversation: Conversation,
        screens: tuple[Screen, ...],
        now: datetime,
    ) -> None:
        """Leave screens in the outbox, the first one leased where it may be shown at once."""
        lease = self._lease()
        self.leased = await straight.put(session, conversation, screens, now, lease=lease)
        self._marks.put_behind(self._chat, len(screens) - (self.leased is not None))

    async def finish(self, session: Session) -> None:
        """Lease what has waited longer, where there is such."""
        if self._in is not session:
            self._begin(session)
        if self.leased is None:
            lease = self._lease()
            self.leased = await outbox.lease(session, self._chat, lease.at, lease.until, lease.by)

    def _begin(self, session: Session) -> None:
        self._in, self.caught_up, self.leased = session, None, None
