"""What is said right after a reminder came in goes on from it, also after a restart."""

from datetime import UTC, date, datetime

from bot.background.reminding import Reminding
from cmp_rules.model import CredentialKey, Holding
from conversations.model import Said, Talk, When
from conversations.person import KeepHolding, KeepSettings, Settings
from conversations.quiet import NO_QUIET
from conversations.reminders.days.later import SnoozeReminder
from conversations.step import step
from conversations.topic import Topic
from storage import conversations, people
from storage.engine import Sessions

ANA = 7
SBB = CredentialKey("SBB")
START = datetime(2027, 3, 1, 12, tzinfo=UTC)
OPENS = datetime(2027, 4, 1, 12, tzinfo=UTC)


async def test_tomorrow_puts_off_the_reminder_that_was_just_sent(sessions: Sessions) -> None:
    """Issue 7: snooze by sentence when the reminder was the last thing said; #3 stays "it"."""
    async with sessions.begin() as session:
        talk = await conversations.lock(session, ANA)
        changes = (
            KeepSettings(Settings("UTC", quiet_hours=NO_QUIET)),
            KeepHolding(Holding(SBB, date(2027, 6, 30))),
        )
        await people.apply(session, ANA, changes, START)
        before = Talk(topic=Topic(entry=3, fresh=False))
        await conversations.save(session, talk, before, START)
    await Reminding(sessions, clock=lambda: OPENS).sweep()
    async with sessions.begin() as session:
        talk = await conversations.lock(session, ANA)
        person = await people.load(session, ANA, OPENS)
    assert talk.talk.topic == Topic("reminders", (SBB,), entry=3)
    result = step(talk.talk, Said("tomorrow", When(OPENS)), person)
    assert result.changes == (SnoozeReminder(SBB, date(2027, 4, 2)),)
