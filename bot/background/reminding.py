"""Reminds people: what is due is put into the outbox, one message a person, at a steady rate.

Each minute and on all workers: who finds a person's chat locked leaves them to the next look. Under
the lock it is seen anew whether the moment has come and what is worth saying, with what the person
has recorded until then. What was missed is not made up for: of each credential only the newest is
said.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.delivering.delivery import now
from bot.watching import metrics
from bot.watching.logs import who
from cmp_rules.cycles import DAY, cycle_of
from cmp_rules.model import Activity
from cmp_rules.reminders import Reason, Reminder, newest, review_of
from conversations.checking_back import ask_shown
from conversations.model import When
from conversations.person import Person
from conversations.reminders.days.coming import coming
from conversations.reminders.days.moment import good_until, last_due
from conversations.reminders.message import drawn as drawn_of
from conversations.reminders.message import screen, topic_of
from conversations.reminders.worth import worth
from storage import conversations, people, planning, reminders
from storage.engine import DatabaseAway, Session, Sessions
from storage.reminders import CHECK, HOLDING, SNOOZE, Planned, Taken
from storage.sending import notices, outcomes
from storage.sending.outcomes import Outcome

log = logging.getLogger(__name__)

EVERY = 30.0  # seconds between two looks
BATCH = 50  # people looked up at once
MOST_WAITING = 200  # messages in the outbox; more stay in order where they are
LOOKS = 1.0  # seconds until it is seen whether there is room for more
MENDS = timedelta(hours=1)  # between two looks for what should never be
FAULT = timedelta(hours=1)  # until a person is tried again whose reminder could not be made
LATE = timedelta(hours=1)


class Reminding:
    """Puts what is due in one database into its outbox."""

    def __init__(self, sessions: Sessions, *, clock: Callable[[], datetime] = now) -> None:
        """Prepare; nothing is looked up yet."""
        self._sessions = sessions
        self._clock = clock
        self._mended: datetime | None = None

    async def keep_reminding(self, stop: asyncio.Event) -> None:
        """Look at the start and each half minute, until `stop` is set."""
        outcomes.HEARERS[reminders.HEARER] = _counted
        while not stop.is_set():
            pause = EVERY
            try:
                await self.mend()
                if await self.sweep():
                    pause = LOOKS
            except DatabaseAway:
                log.warning("The database is away: reminders wait")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)

    async def sweep(self) -> bool:
        """Leave messages for whoever is due; whether more are due than there is room for.

        Raises `DatabaseAway`; what is left until then is left.
        """
        tried: set[int] = set()
        while True:
            moment = self._clock()
            async with self._sessions.read() as session:
                chats = await reminders.due(session, moment, BATCH + len(tried))
                room = MOST_WAITING - await reminders.under_way(session) if chats else 0
            chats = [chat for chat in chats if chat not in tried]
            for chat in chats[:room]:
                await self._remind(chat, moment)
            if len(chats) > room:
                return True
            if len(chats) < BATCH:
                return False
            tried.update(chats)

    async def mend(self) -> None:
        """Plan for people of whom nothing is planned, and see to what should never be.

        After an update of the program that is everybody. Raises `DatabaseAway`.
        """
        moment = self._clock()
        if self._mended is not None and timedelta() <= moment - self._mended < MENDS:
            return
        async with self._sessions.begin() as session:
            await reminders.mend(session)
        while True:
            async with self._sessions.read() as session:
                found = await planning.unplanned(session, BATCH)
            if not found:
                break
            for chat, person in found:
                async with self._sessions.begin() as session:
                    await conversations.lock(session, chat)
                    await planning.plan(session, chat, person, moment)
        self._mended = moment

    async def _remind(self, chat: int, moment: datetime) -> None:
        """See to one person; what goes wrong there must not keep the others from being reminded."""
        try:
            async with self._sessions.begin() as session:
                taken = await reminders.take(session, chat, moment)
                if taken is not None:
                    await _see_to(session, chat, taken, moment)
        except DatabaseAway:
            raise
        except Exception:
            log.exception("Person %s could not be reminded", who(chat))
            async with self._sessions.begin() as session:
                taken = await reminders.take(session, chat, moment)
                if taken is not None:
                    await reminders.postpone(session, taken.person, moment, moment + FAULT)


async def _see_to(session: Session, chat: int, taken: Taken, moment: datetime) -> None:
    """Say what there is to say to a person, and plan what comes after what there is not."""
    if not taken.reachable:
        await reminders.sleep(session, taken.person)
    elif all(row.is_said for row in taken.rows):
        await planning.plan(session, chat, taken.person, moment)
    else:
        person = await people.load(session, chat, moment)
        quiet_until = person.settings.quiet.after(moment, person.settings.zone)
        if quiet_until > moment:
            await reminders.postpone(session, taken.person, moment, quiet_until)
        else:
            await _say(session, chat, taken, person, moment)


async def _say(session: Session, chat: int, taken: Taken, person: Person, moment: datetime) -> None:
    """Leave one message about all that is worth saying; nothing else is due before the next day.

    What is to be asked after a CE waits until the reminders have gone: it is another matter.
    """
    when = When(moment)
    through = last_due(moment, person.settings, chat)
    found = {
        row.id: reminder
        for row in sorted(taken.rows, key=lambda row: row.kind == HOLDING)
        if (reminder := told_of(row, person, through, when)) is not None
    }
    asked = {row.id: _asked(row, person) for row in taken.rows if row.kind == CHECK}
    drawn = screen(found.values(), person, when)
    left = {row: (each.on, each.why.value) for row, each in found.items()}
    if drawn is None:
        there = [each for each in asked.values() if each is not None]
        drawn = drawn_of(ask_shown(there, person)) if there else None
        left = {row.id: (row.day, row.why) for row in taken.rows if asked.get(row.id)}
    waits = {*left, *(row for row, activity in asked.items() if activity is not None)}
    over = [row for row in taken.rows if row.id not in waits]
    await reminders.pass_over(session, over, through)
    if drawn is not None:
        until = good_until(moment, person.settings)
        key = reminders.key_of(taken.person)
        await notices.put(session, chat, drawn, moment, key=key, good_until=until)
        await reminders.leave(session, left, moment)
        if found:
            await conversations.speak_of(session, chat, topic_of(found.values()))
        metrics.REMINDERS_DUE.inc(len(left))
    if over:
        await planning.plan(session, chat, taken.person, moment)


def told_of(row: Planned, person: Person, through: date, when: When) -> Reminder | None:
    """Return what is to be said of a row on or before a day; None where nothing is (any more)."""
    holding = None if row.key is None else person.holding(row.key)
    if holding is None:
        return None
    today = when.today(person.settings.zone)
    if row.kind == SNOOZE:
        over = holding.cycle_ends < today and not holding.voluntary
        silent = over or review_of(holding) or person.settings.reminders.silence(holding.key)
        return None if silent else Reminder(holding.key, row.day, Reason.SNOOZED)
    after = max(row.day - DAY, row.said or date.min)
    found = newest(coming(holding, person.settings.reminders, after), through)
    if found is None:
        return None
    begins = cycle_of(holding, today).starts
    told_done = row.done_said is not None and row.done_said >= begins
    return worth(found, holding, person.activities, today, told_done=told_done)


def _asked(row: Planned, person: Person) -> Activity | None:
    """Return the CE to be asked about; None where it was removed, or nobody wants to be asked."""
    return person.activity(int(row.about)) if person.settings.reminders.checks else None


async def _counted(session: Session, key: str, outcome: Outcome, at: datetime) -> None:
    """Count what was sent, and how much of it late, besides recording it."""
    if outcome == "sent":
        late = await reminders.lateness(session, key, at)
        metrics.REMINDERS_SENT.inc(len(late))
        metrics.REMINDERS_LATE.inc(sum(each > LATE for each in late))
    await reminders.heard(session, key, outcome, at)
