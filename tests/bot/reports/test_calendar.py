"""The calendar file: read back by the package and by a reader of the tests; UIDs that stay."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.reports import CannotMake, MadeFile, make
from bot.reports.calendar import written
from cmp_rules.cycles import next_cycle
from cmp_rules.model import CredentialKey, Declared, Holding
from conversations.model import FileWanted, Talk, When
from conversations.person import Change, KeepHolding, KeepSettings, Person, Settings
from conversations.reminders.days.calendar_days import CalendarDay, calendar_days
from conversations.reminders.wishing.wishes import Before, EachMonth, Moved, Off, OnDay, Wishes
from storage import conversations, people
from storage.engine import Sessions

ANA, BEN = 4_711_081_547, 815  # so long that no random name holds it by chance
MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")
ENDS = date(2027, 6, 30)
NOW = datetime(2026, 11, 23, 15, 0, 7, 123456, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
WANTED = FileWanted("calendar", "2026-11-23")


async def changes(sessions: Sessions, chat: int, *given_: Change) -> None:
    async with sessions.begin() as session:
        talk = await conversations.lock(session, chat)
        await people.apply(session, chat, given_, NOW)
        await conversations.save(session, talk, Talk(), NOW)


async def calendar_of(sessions: Sessions, chat: int, now: datetime = NOW) -> MadeFile:
    return await make(sessions, chat, WANTED, now)


def unfolded(data: bytes) -> list[tuple[str, str]]:
    """Read the lines of a file as RFC 5545, 3.1 says, without the package: names and values."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    whole = b"\r\n".join(lines).replace(b"\r\n ", b"").decode("utf-8")
    pairs = [line.partition(":") for line in whole.split("\r\n")]
    return [(name, re.sub(r"\\([,;\\])", r"\1", value)) for name, _, value in pairs]


def days_by_uid(data: bytes) -> dict[str, tuple[date, str]]:
    """Return the day and title of each entry, as the package reads it."""
    events = Calendar.from_ical(data).walk("VEVENT")
    return {str(e["uid"]): (e["dtstart"].dt, str(e["summary"])) for e in events}


@pytest.fixture
async def ana(sessions: Sessions) -> Sessions:
    """Ana holds MLS and SBB."""
    await changes(sessions, ANA, KeepHolding(Holding(MLS, ENDS)), KeepHolding(Holding(SBB, ENDS)))
    return sessions


async def test_the_file_holds_window_last_day_expiry_and_reminders_as_whole_days(
    ana: Sessions,
) -> None:
    """Issue 7: the window, the recommended day, the expiry and the reminders; all-day events."""
    made = await calendar_of(ana, ANA)
    assert (made.name, made.media_type) == ("credential-dates.ics", "text/calendar")
    found = set(days_by_uid(made.data).values())
    assert found >= {
        (date(2027, 4, 1), "SBB: declaration opens"),
        (date(2027, 5, 30), "SBB: recommended last day to declare"),
        (date(2027, 6, 30), "SBB expires"),
        (date(2026, 12, 30), "SBB: look at what is still needed"),
        (date(2027, 6, 30), "MLS expires"),
    }
    pairs = unfolded(made.data)
    assert ("DTSTART;VALUE=DATE", "20270630") in pairs
    assert ("DTEND;VALUE=DATE", "20270701") in pairs
    assert pairs[0] == ("BEGIN", "VCALENDAR")
    assert pairs[-1] == ("END", "VCALENDAR")
    starts = [value for name, value in pairs if name.startswith("DTSTART")]
    assert starts == sorted(starts)
    assert len(starts) == len({value for name, value in pairs if name == "UID"})


async def test_two_exports_differ_in_their_stamp_alone(ana: Sessions) -> None:
    """RFC 5545, 3.8.7.2: DTSTAMP is the moment of the export; RFC 5546, 2.1.5: the later counts."""
    first, again = await calendar_of(ana, ANA), await calendar_of(ana, ANA)
    assert first.data == again.data
    later = (await calendar_of(ana, ANA, LATER)).data
    assert later != first.data
    assert later.replace(b"DTSTAMP:20261124T", b"DTSTAMP:20261123T") == first.data
    assert b"DTSTAMP:20261123T150007Z" in first.data
    assert first.data.count(b"SEQUENCE:0") == first.data.count(b"BEGIN:VEVENT")


async def test_an_entry_keeps_its_uid_when_its_date_changes(ana: Sessions) -> None:
    """Issue 7: re-importing updates; a corrected expiry moves every entry of that credential."""
    before = days_by_uid((await calendar_of(ana, ANA)).data)
    await changes(ana, ANA, KeepHolding(Holding(SBB, date(2027, 9, 30))))
    after = days_by_uid((await calendar_of(ana, ANA, LATER)).data)
    assert before.keys() == after.keys()
    for uid, (day, title) in before.items():
        assert after[uid][1] == title
        assert (after[uid][0] > day) == title.startswith("SBB")


async def test_a_moved_reminder_keeps_its_uid_and_a_switched_off_one_is_gone(ana: Sessions) -> None:
    """What was wished of the reminders is in the file."""
    before = days_by_uid((await calendar_of(ana, ANA)).data)
    planned, to = date(2027, 4, 15), date(2027, 4, 20)
    wished = Wishes(
        off=(Off(SBB, planned),),
        moved=(Moved(MLS, planned, to),),
        added=(OnDay(date(2027, 3, 3)), EachMonth(31, SBB), Before(2, "expiry", MLS)),
    )
    await changes(ana, ANA, KeepSettings(Settings(reminders=wished)))
    after = days_by_uid((await calendar_of(ana, ANA)).data)
    gone = {day for uid, day in before.items() if uid not in after}
    assert gone == {(planned, "SBB: look at what is still needed")}
    moved = [(before[uid][0], after[uid][0]) for uid in before.keys() & after.keys()]
    assert [pair for pair in moved if pair[0] != pair[1]] == [(planned, to)]
    new = {day for uid, (day, _) in after.items() if uid not in before}
    assert new >= {date(2027, 3, 3), date(2027, 2, 28), date(2027, 6, 28), date(2026, 11, 30)}


async def test_the_next_cycle_has_entries_of_its_own(ana: Sessions) -> None:
    """The old expiry stays in the calendar as it was."""
    before = days_by_uid((await calendar_of(ana, ANA)).data)
    renewed = next_cycle(replace(Holding(SBB, ENDS), declared=Declared(date(2027, 4, 2))))
    await changes(ana, ANA, KeepHolding(renewed))
    after = days_by_uid((await calendar_of(ana, ANA)).data)
    kept = before.keys() & after.keys()
    assert all(after[uid][1].startswith("MLS") for uid in kept)
    assert (date(2030, 6, 30), "SBB expires") in after.values()


async def test_nobody_is_named_and_two_people_share_no_uid(ana: Sessions) -> None:
    """No id of a person in clear; the same credential of two people has two names."""
    await changes(ana, BEN, KeepHolding(Holding(MLS, ENDS)), KeepHolding(Holding(SBB, ENDS)))
    mine, other = (await calendar_of(ana, ANA)).data, (await calendar_of(ana, BEN)).data
    assert not days_by_uid(mine).keys() & days_by_uid(other).keys()
    assert all(re.fullmatch(r"[0-9a-f]{32}@cmpbot", uid) for uid in days_by_uid(mine))
    assert str(ANA).encode() not in mine.replace(b"@cmpbot", b"")
    product = next(value for name, value in unfolded(mine) if name == "PRODID")
    assert "ASCP" not in product


async def test_the_file_speaks_of_dates_in_the_language_of_the_person(ana: Sessions) -> None:
    """It is made on delivery, outside of any turn."""
    await changes(ana, ANA, KeepSettings(Settings(language="es")))
    text = " ".join(value for _, value in unfolded((await calendar_of(ana, ANA)).data))
    assert "jue 1 abr 2027" in text


async def test_who_has_no_date_is_told_so(sessions: Sessions) -> None:
    """Who takes part voluntarily has no deadline."""
    await changes(sessions, ANA, KeepHolding(Holding(MLS, ENDS, voluntary=True)))
    with pytest.raises(CannotMake, match="nothing of yours expires"):
        await calendar_of(sessions, ANA)


# Without "\\N": the package writes it right but reads it back as a new line; we never write it.
letters = st.characters(blacklist_categories=("Cs", "Cc"))
titles = st.text(letters, min_size=1, max_size=120).filter(lambda text: "\\N" not in text)
entries = st.builds(CalendarDay, st.uuids().map(str), st.dates(), titles, titles)


@given(st.lists(entries, max_size=6, unique_by=lambda day: day.name))
def test_whatever_is_written_is_read_back(days: Iterable[CalendarDay]) -> None:
    """RFC 5545: lines folded at 75 octets, commas, semicolons and backslashes escaped."""
    days = list(days)
    data = written(days, lambda name: name, "Title, with; marks", NOW)
    unfolded(data)
    read = [
        (str(e["uid"]), e["dtstart"].dt, str(e["summary"]), str(e["description"]))
        for e in Calendar.from_ical(data).walk("VEVENT")
    ]
    assert read == [(f"{day.name}@cmpbot", day.on, day.title, day.text) for day in days]


def test_every_entry_has_a_name_of_its_own() -> None:
    """Two entries of one name would overwrite each other."""
    wished = Wishes(added=(EachMonth(1), EachMonth(31), OnDay(date(2027, 1, 1)), Before(7)))
    person = Person(
        holdings=tuple(Holding(CredentialKey(code), ENDS) for code in ("MLS", "SBB", "HT")),
        settings=Settings(reminders=wished),
    )
    names = [day.name for day in calendar_days(person, When(NOW))]
    assert len(names) == len(set(names)) > 40
