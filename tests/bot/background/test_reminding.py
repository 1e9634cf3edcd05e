"""Each due reminder is sent once, on Telegram's word, never in quiet hours, newest only."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, select, update

from bot.background.reminding import Reminding
from cmp_rules.model import Activity, Area, CredentialKey, Declared, Holding, Kind, Part
from conversations.model import Screen, Talk
from conversations.person import (
    Change,
    DropHolding,
    KeepActivity,
    KeepHolding,
    KeepSettings,
    RemoveActivity,
    Settings,
)
from conversations.quiet import NO_QUIET, Quiet
from conversations.reminders.days.later import CheckBack, SnoozeReminder
from conversations.reminders.days.moment import due_at
from conversations.reminders.wishing.wishes import Off, OnDay, Wishes
from storage import conversations, deletion, outbox, people, tables
from storage.engine import Sessions
from storage.reminders import SNOOZE
from storage.sending import notices

ANA, BEN = 7, 8
SHOWS = "Does it show on your ASCP transcript?"
SBB, BB, HT = CredentialKey("SBB"), CredentialKey("BB"), CredentialKey("HT")
ENDS = date(2027, 6, 30)
HELD = Holding(SBB, ENDS)
HOURLY = Settings("UTC", quiet_hours=NO_QUIET)
OPENS = datetime(2027, 4, 1, 12, tzinfo=UTC)  # the declaration of SBB; everybody's moment is over
NEXT = datetime(2027, 4, 15, 12, tzinfo=UTC)  # 45 days before the recommended last day
START = datetime(2027, 3, 1, 12, tzinfo=UTC)
HALF = timedelta(seconds=30)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Town:
    """A database, a sweep and a clock; messages are taken out as a sender would."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.moment = START
        self.reminding = Reminding(sessions, clock=lambda: self.moment)

    async def does(self, chat: int, *changes: Change) -> None:
        async with self.sessions.begin() as session:
            talk = await conversations.lock(session, chat)
            await people.apply(session, chat, changes, self.moment)
            await conversations.save(session, talk, Talk(), self.moment)

    async def lease(self) -> outbox.Waiting | None:
        async with self.sessions.begin() as session:
            return await notices.lease(session, self.moment, self.moment + HALF, "me")

    async def sent(self, waiting: outbox.Waiting) -> None:
        async with self.sessions.begin() as session:
            await outbox.sent(session, waiting, 1, self.moment)

    async def say(self, at: datetime) -> list[tuple[int, Screen]]:
        """Sweep at a moment and send everything."""
        self.moment = at
        await self.reminding.sweep()
        said = []
        while waiting := await self.lease():
            await self.sent(waiting)
            said.append((waiting.chat, waiting.screen))
        await self.reminding.sweep()  # plans what follows
        return said

    async def told(self, at: datetime) -> list[str]:
        """Return the headings of what is said at a moment."""
        return [screen.heading for _, screen in await self.say(at)]


@pytest.fixture
async def town(sessions: Sessions) -> Town:
    """Ana holds SBB and lives by UTC, without quiet hours."""
    made = Town(sessions)
    await made.does(ANA, KeepSettings(HOURLY), KeepHolding(HELD))
    return made


def logged(points: str, number: int = 1) -> KeepActivity:
    areas = (Area.SAFETY, Area.ETHICS, Area.BLOOD_BANKING)
    parts = tuple(Part(Decimal(points), frozenset({area})) for area in areas)
    return KeepActivity(Activity("All", date(2026, 5, 1), Kind.CE_COURSE, parts, number=number))


async def test_nothing_is_said_before_its_moment_and_once_after_it(town: Town) -> None:
    """Issue 7: each due reminder once."""
    assert await town.told(OPENS - 3 * HOUR) == []
    assert await town.told(OPENS) == ["SBB: the declaration is open"]
    assert await town.told(OPENS + timedelta(minutes=1)) == []
    assert await town.told(NEXT - 3 * HOUR) == []
    assert len(await town.told(NEXT)) == 1


async def test_a_message_that_was_not_sent_is_not_said(town: Town) -> None:
    """Marked sent only on Telegram's word; while it waits nobody makes another."""
    town.moment = OPENS
    await town.reminding.sweep()
    await town.reminding.sweep()
    first = await town.lease()
    assert first is not None
    assert await town.lease() is None

    async with town.sessions.begin() as session:
        await outbox.put_off(session, first, OPENS, OPENS + HALF)

    assert len(await town.told(OPENS + HOUR)) == 1


async def test_after_a_silence_only_the_newest_of_each_credential_is_said(town: Town) -> None:
    """Product: caught up after downtime, not a flood."""
    await town.does(ANA, KeepHolding(Holding(BB, date(2027, 7, 31))))

    (said,) = await town.told(datetime(2027, 5, 20, 15, tzinfo=UTC))

    assert "SBB" in said
    assert await town.told(datetime(2027, 5, 20, 16, tzinfo=UTC)) == []


async def test_reminders_of_one_day_come_as_one_message(town: Town) -> None:
    """Issue 7: several holdings."""
    await town.does(ANA, KeepHolding(Holding(BB, ENDS)), KeepHolding(Holding(HT, ENDS)))

    ((_, screen),) = await town.say(OPENS)

    assert all(code in screen.heading + screen.text for code in ("SBB", "BB", "HT"))
    assert await town.told(OPENS + HOUR) == []


async def test_what_waits_for_quiet_hours_to_end_is_said_then(town: Town) -> None:
    """Issue 7: none in quiet hours, also where the moment passed while all was down."""
    await town.does(ANA, KeepSettings(replace(HOURLY, quiet_hours=Quiet(time(21), time(9)))))

    assert await town.told(OPENS.replace(hour=22)) == []
    assert await town.told((OPENS + DAY).replace(hour=8, minute=59)) == []
    assert len(await town.told((OPENS + DAY).replace(hour=9))) == 1


async def test_a_message_that_could_not_be_sent_before_quiet_hours_is_made_anew(
    town: Town,
) -> None:
    """Telegram was away from eight to ten in the evening."""
    await town.does(ANA, KeepSettings(replace(HOURLY, quiet_hours=Quiet(time(21), time(9)))))
    town.moment = OPENS.replace(hour=20)
    await town.reminding.sweep()

    assert await town.told(OPENS.replace(hour=22)) == []
    assert len(await town.told((OPENS + DAY).replace(hour=9))) == 1
    assert await town.told((OPENS + DAY).replace(hour=10)) == []


async def test_a_message_whose_words_are_not_true_any_more_is_made_anew(town: Town) -> None:
    """A wrong "remaining" is the worst; here a CE was logged while the message waited."""
    town.moment = OPENS
    await town.reminding.sweep()
    await town.does(ANA, logged("2"))

    ((_, screen),) = await town.say(OPENS + HALF)

    assert "30 points" in screen.text


async def test_nothing_follows_a_declaration_but_one_question(town: Town) -> None:
    """Product: none after "declared", also not the one that waits already."""
    town.moment = OPENS
    await town.reminding.sweep()
    await town.does(ANA, KeepHolding(replace(HELD, declared=Declared(OPENS.date()))))

    assert await town.told(OPENS) == []
    assert await town.told(OPENS + 13 * DAY) == []
    (asked,) = await town.told(OPENS + 14 * DAY)
    assert "declaration" in asked
    assert await town.told(OPENS + 100 * DAY) == []


async def test_a_person_who_blocked_the_bot_hears_the_newest_when_they_write(town: Town) -> None:
    """Product: unreachable, and back with the next message."""
    town.moment = OPENS
    await town.reminding.sweep()
    waiting = await town.lease()
    assert waiting is not None
    async with town.sessions.begin() as session:
        await conversations.mark_unreachable(session, ANA, OPENS)
        await outbox.give_up(session, waiting, "blocked", OPENS, outcome="unreachable")

    assert await town.told(OPENS + HOUR) == []
    assert await town.told(NEXT) == []
    await town.does(ANA)
    assert len(await town.told(NEXT + HOUR)) == 1
    assert await town.told(NEXT + 2 * HOUR) == []


async def test_a_person_known_to_be_unreachable_is_left_alone(town: Town) -> None:
    """An answer failed before the reminder was due."""
    async with town.sessions.begin() as session:
        await conversations.mark_unreachable(session, ANA, START)

    assert await town.told(OPENS) == []
    await town.does(ANA)
    assert len(await town.told(OPENS + HOUR)) == 1


async def test_a_message_refused_by_our_own_fault_is_tried_again_later(town: Town) -> None:
    """A deploy may have mended it."""
    town.moment = OPENS
    await town.reminding.sweep()
    waiting = await town.lease()
    assert waiting is not None
    async with town.sessions.begin() as session:
        await outbox.give_up(session, waiting, "too long", OPENS)

    assert await town.told(OPENS + HOUR) == []
    assert len(await town.told(OPENS + 7 * HOUR)) == 1


async def test_who_has_everything_hears_it_once_and_then_nothing_until_it_opens(
    town: Town,
) -> None:
    """Issue 7: done early. A day of their own is said all the same."""
    wishes = Wishes(added=(OnDay(date(2027, 10, 20)),))
    later = Holding(SBB, date(2028, 6, 30))
    await town.does(BEN, KeepSettings(replace(HOURLY, reminders=wishes)), KeepHolding(later))
    await town.does(BEN, logged("40"))
    await town.does(ANA, DropHolding(SBB))

    assert await town.told(datetime(2027, 6, 30, 12, tzinfo=UTC)) == [ALL_MET]
    ((_, own),) = await town.say(datetime(2027, 10, 20, 12, tzinfo=UTC))
    assert "You asked for a reminder today." in own.text
    assert await town.told(datetime(2027, 12, 30, 12, tzinfo=UTC)) == []
    assert len(await town.told(datetime(2028, 4, 1, 12, tzinfo=UTC))) == 1


ALL_MET = "SBB: nothing missing by the figures here"


async def test_who_is_behind_hears_so_at_the_anniversary_and_who_is_not_does_not(
    town: Town,
) -> None:
    """Issue 7: one nudge at each anniversary."""
    town.moment = datetime(2024, 8, 1, 12, tzinfo=UTC)
    await town.does(BEN, KeepSettings(HOURLY), KeepHolding(HELD))
    anniversary = datetime(2025, 7, 1, 12, tzinfo=UTC)

    found = await town.say(anniversary)

    assert [chat for chat, _ in found] == [BEN]
    assert found[0][1].heading == "SBB: 1 year of the cycle has passed"


async def test_a_snooze_comes_once_and_leaves_the_schedule(town: Town) -> None:
    """Issue 7: snooze never moves the schedule."""
    await town.told(OPENS)
    await town.does(ANA, SnoozeReminder(SBB, OPENS.date() + 2 * DAY))

    ((_, screen),) = await town.say(OPENS + 2 * DAY)

    assert "You asked to be reminded again today." in screen.text
    assert await town.told(OPENS + 3 * DAY) == []
    assert len(await town.told(NEXT)) == 1


@pytest.mark.parametrize(
    "change",
    [
        KeepHolding(replace(HELD, declared=Declared(OPENS.date()))),
        DropHolding(SBB),
        KeepSettings(replace(HOURLY, reminders=Wishes(off=(Off(),)))),
    ],
    ids=["declared", "dropped", "all off"],
)
async def test_a_snooze_of_what_is_over_says_nothing(town: Town, change: Change) -> None:
    """None after "declared"."""
    await town.told(OPENS)
    await town.does(ANA, SnoozeReminder(SBB, OPENS.date() + 2 * DAY))
    await town.does(ANA, change)

    assert await town.told(OPENS + 3 * DAY) == []


async def test_what_was_snoozed_under_an_earlier_version_still_comes(town: Town) -> None:
    """It stood in a row of its own, and those rows are there when the program is updated."""
    await town.told(OPENS)
    day = OPENS.date() + 2 * DAY
    row = {"kind": SNOOZE, "about": "SBB.ASCP", "day": day, "why": "snoozed"}
    async with town.sessions.begin() as session:
        ana = await session.db.scalar(select(tables.people.c.id).where(tables.people.c.chat == ANA))
        due = due_at(day, HOURLY, ANA)
        new = insert(tables.reminders).values(person_id=ana, due_at=due, asleep=False, **row)
        await session.db.execute(new)

    ((_, screen),) = await town.say(OPENS + 2 * DAY)

    assert "You asked to be reminded again today." in screen.text
    assert await town.told(OPENS + 3 * DAY) == []


async def test_what_was_put_off_twice_comes_on_the_last_day_only(town: Town) -> None:
    """The last snooze counts; one taken back never comes."""
    await town.told(OPENS)
    day = OPENS.date()
    await town.does(ANA, SnoozeReminder(SBB, day + 2 * DAY), SnoozeReminder(SBB, day + 3 * DAY))
    assert await town.told(OPENS + 2 * DAY) == []
    assert len(await town.told(OPENS + 3 * DAY)) == 1
    await town.does(ANA, SnoozeReminder(SBB, day + 5 * DAY), SnoozeReminder(SBB, None))

    assert await town.told(OPENS + 5 * DAY) == []


async def test_after_a_ce_that_is_reported_by_itself_it_is_asked_whether_it_shows(
    town: Town,
) -> None:
    """Issue 7: check-back; not where the CE was removed meanwhile."""
    day = START.date() + 10 * DAY
    await town.does(ANA, logged("1"), logged("1", 2), CheckBack(1, day), CheckBack(2, day))
    await town.does(ANA, RemoveActivity(2))

    ((_, screen),) = await town.say(START + 10 * DAY)

    assert screen.heading == SHOWS
    assert "#1 All" in screen.text
    assert "#2 All" not in screen.text
    assert await town.told(START + 11 * DAY) == []


async def test_a_question_about_a_ce_waits_for_the_reminders_of_its_day(town: Town) -> None:
    """Two matters are two messages."""
    await town.does(ANA, logged("1"), CheckBack(1, OPENS.date()))

    assert await town.told(OPENS) == ["SBB: the declaration is open"]
    assert await town.told(OPENS + HALF) == [SHOWS]


async def test_a_wish_of_a_setting_counts_from_that_moment(town: Town) -> None:
    """What lies behind is not made up for."""
    wishes = Wishes(added=(OnDay(date(2027, 2, 1)), OnDay(date(2027, 3, 5))))
    await town.does(ANA, KeepSettings(replace(HOURLY, reminders=wishes)))

    assert await town.told(START + HOUR) == []
    assert len(await town.told(START + 4 * DAY)) == 1


@pytest.mark.parametrize("zone", ["Asia/Manila", "Pacific/Honolulu"])
async def test_a_move_to_another_zone_neither_loses_nor_doubles_one(town: Town, zone: str) -> None:
    """The day of the reminder has begun there long ago, or begins in hours."""
    morning = OPENS.replace(hour=9)
    assert await town.told(morning) == []
    await town.does(ANA, KeepSettings(replace(HOURLY, time_zone=zone)))

    assert len(await town.told(morning + DAY)) == 1
    await town.does(ANA, KeepSettings(HOURLY))
    assert await town.told(morning + 2 * DAY) == []


async def test_a_move_after_the_message_does_not_double_it(town: Town) -> None:
    """Sent in Manila in the morning; in Honolulu it is the evening before."""
    await town.does(ANA, KeepSettings(replace(HOURLY, time_zone="Asia/Manila")))
    assert len(await town.told(OPENS.replace(hour=4))) == 1
    await town.does(ANA, KeepSettings(replace(HOURLY, time_zone="Pacific/Honolulu")))

    assert await town.told(OPENS + DAY) == []


async def test_people_of_whom_nothing_is_planned_are_planned_for_at_the_start(town: Town) -> None:
    """An update of the program finds holdings without rows."""
    async with town.sessions.begin() as session:
        await session.db.execute(delete(tables.reminders))
    assert await town.told(OPENS - DAY) == []

    await town.reminding.mend()

    assert len(await town.told(OPENS)) == 1


async def test_a_person_whose_records_are_damaged_does_not_hold_up_the_others(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and tried again in an hour."""
    await town.does(BEN, KeepSettings(HOURLY), KeepHolding(HELD), logged("1"))
    async with town.sessions.begin() as session:
        broken = b"\x02" + bytes(60)
        await session.db.execute(update(tables.activities).values(sealed=broken))

    assert [chat for chat, _ in await town.say(OPENS)] == [ANA]
    assert "could not be reminded" in caplog.text


async def test_who_left_is_not_reminded(town: Town) -> None:
    """Product: deletion that deletes."""
    town.moment = OPENS
    await town.reminding.sweep()
    async with town.sessions.begin() as session:
        await deletion.erase(session, ANA, "farewell", OPENS)

    assert await town.told(OPENS + HOUR) == []


async def test_two_sweeps_at_once_leave_one_message_each(town: Town) -> None:
    """Issue 7: never doubled by two workers."""
    chats = range(100, 130)
    for chat in chats:
        await town.does(chat, KeepSettings(HOURLY), KeepHolding(HELD))
    town.moment = OPENS
    others = [Reminding(town.sessions, clock=lambda: OPENS) for _ in range(3)]

    await asyncio.gather(*(each.sweep() for each in (town.reminding, *others)))

    said = [chat for chat, _ in await town.say(OPENS)]
    assert sorted(said) == [ANA, *chats]


async def test_a_sweep_leaves_no_more_than_there_is_room_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others keep their order where they are, and new ones do not overtake them."""
    monkeypatch.setattr("bot.background.reminding.MOST_WAITING", 3)
    for chat in range(100, 106):
        await town.does(chat, KeepSettings(HOURLY), KeepHolding(HELD))
    town.moment = OPENS

    assert await town.reminding.sweep()

    async with town.sessions.read() as session:
        assert await notices.waiting(session) == 3


async def test_what_became_due_before_the_next_one_was_planned_is_said(town: Town) -> None:
    """The process died after Telegram took a message and stood still for weeks."""
    town.moment = OPENS
    await town.reminding.sweep()
    waiting = await town.lease()
    assert waiting is not None
    await town.sent(waiting)
    town.moment = NEXT + HOUR

    await town.reminding.sweep()

    assert len(await town.told(NEXT + 2 * HOUR)) == 1
