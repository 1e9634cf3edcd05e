"""Product: rules never change silently. Who is concerned is told, once, and nobody else is."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import update
from strict_api.person import Person
from strict_api.server import TOKEN, StandIn

from bot.background import telling
from bot.background.telling import Concerned, concerned, keep_telling, tell
from bot.watching import logs
from cmp_rules.catalog import Catalog, catalog
from cmp_rules.model import (
    Activity,
    Adjustments,
    Area,
    CredentialKey,
    Holding,
    Kind,
    Part,
)
from conversations.model import Screen, When
from conversations.person import Change, DropHolding, KeepActivity, KeepHolding
from storage import conversations, holdings, outbox, people, tables
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer, write_key
from storage.sending import notices

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WHEN = When(NOW)
ANA, BEN, CEM = 7, 8, 9
MLS, SBB, HT = (CredentialKey(code) for code in ("MLS", "SBB", "HT"))
ENDS = date(2027, 6, 30)
ACTIVITY = Activity(
    title="Antibody ID",
    date=date(2026, 11, 22),
    kind=Kind.CE_COURSE,
    parts=(Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING})),),
    number=1,
)


def grown(*keys: CredentialKey, by: int = 4) -> Catalog:
    """Return the catalogue with more points in all, and as many more electives, for some."""
    rules = catalog()
    changed = {}
    for key in keys:
        credential = rules.credential(key)
        last = credential.editions[-1]
        more = {"total": last.total, **{slot.name: slot.figure for slot in last.slots}}
        for name in ("total", "electives"):
            more[name] = replace(more[name], points=(more[name].points or Decimal(0)) + by)
        slots = tuple(replace(slot, figure=more[slot.name]) for slot in last.slots)
        edition = replace(last, total=more["total"], slots=slots)
        changed[key] = replace(credential, editions=(*credential.editions[:-1], edition))
    return replace(rules, credentials={**rules.credentials, **changed})


def held(key: CredentialKey, own: Adjustments | None = None) -> KeepHolding:
    return KeepHolding(Holding(key, ENDS, adjustments=own or Adjustments()))


async def talks(sessions: Sessions, chat: int, *changes: Change) -> None:
    """Let a person of whom the bot knows by a talk change their records."""
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        await people.apply(session, chat, changes, NOW)


async def told(sessions: Sessions, rules: Catalog | None = None) -> list[Concerned]:
    return [each async for each in tell(sessions, WHEN, rules=rules)]


async def report(sessions: Sessions, rules: Catalog | None = None) -> list[Concerned]:
    return [each async for each in concerned(sessions, WHEN, rules=rules)]


def who(found: list[Concerned]) -> dict[int, list[CredentialKey]]:
    return {each.chat: [c.now.holding.key for c in each.changes] for each in found}


async def waiting(sessions: Sessions, chat: int = ANA) -> list[Screen]:
    """Take everything for a chat out of the outbox."""
    found = []
    async with sessions.begin() as session:
        until, others = NOW + timedelta(minutes=1), {ANA, BEN, CEM} - {chat}
        while row := await notices.lease(session, NOW, until, "test", resting=tuple(others)):
            found.append(row.screen)
            await outbox.sent(session, row, None, NOW)
    return found


async def everything(sessions: Sessions) -> list[list[tuple[object, ...]]]:
    async with sessions.read() as session:
        return [
            sorted(map(tuple, await session.db.execute(table.select())), key=str)
            for table in tables.metadata.sorted_tables
        ]


async def forget_what_was_told(sessions: Sessions) -> None:
    """Leave the database as an older program made it."""
    async with sessions.begin() as session:
        await session.db.execute(update(tables.holdings).values(figures_told=None))


@pytest.fixture
async def three_people(sessions: Sessions) -> None:
    """Ana holds MLS and SBB, Ben SBB with a total of his own, Cem HT."""
    await talks(sessions, ANA, held(MLS), held(SBB), KeepActivity(ACTIVITY))
    await talks(sessions, BEN, held(SBB, Adjustments(total=Decimal(36))))
    await talks(sessions, CEM, held(HT))


@pytest.mark.usefixtures("three_people")
async def test_exactly_those_concerned_are_told(sessions: Sessions) -> None:
    """Issue 3: the people concerned; Ben's own figure hides the change from him."""
    found = await told(sessions, grown(SBB))

    assert who(found) == {ANA: [SBB]}
    assert [len(await waiting(sessions, chat)) for chat in (ANA, BEN, CEM)] == [1, 0, 0]


@pytest.mark.usefixtures("three_people")
async def test_they_are_told_once(sessions: Sessions) -> None:
    """Issue 3: told once, also when it runs again with the same catalogue."""
    await told(sessions, grown(SBB))

    assert await told(sessions, grown(SBB)) == []
    assert await report(sessions, grown(SBB)) == []
    assert len(await waiting(sessions)) == 1


@pytest.mark.usefixtures("three_people")
async def test_each_further_change_is_told_against_the_one_before(sessions: Sessions) -> None:
    """Also when a figure goes back to what it was."""
    await told(sessions, grown(SBB))

    (back,) = await told(sessions)

    assert [(f.name, f.was, f.now) for f in back.changes[0].figures] == [
        ("total", 40, 36),
        ("electives", 28, 24),
    ]


@pytest.mark.usefixtures("three_people")
async def test_nobody_is_told_where_nothing_changed(sessions: Sessions) -> None:
    """The usual start."""
    before = await everything(sessions)

    assert await told(sessions) == []
    assert await everything(sessions) == before


@pytest.mark.usefixtures("three_people")
async def test_the_report_alone_changes_nothing(sessions: Sessions) -> None:
    """Brief: without --tell the database stays as it is, and the report can be had again."""
    before = await everything(sessions)

    found = await report(sessions, grown(SBB))

    assert who(found) == {ANA: [SBB]}
    assert await report(sessions, grown(SBB)) == found
    assert await everything(sessions) == before


@pytest.mark.usefixtures("three_people")
async def test_all_changed_credentials_of_a_person_make_one_message(sessions: Sessions) -> None:
    """One screen, word for word: figures, what remains, how sure, where to check, one button."""
    await told(sessions, grown(MLS, SBB, HT))

    (screen,) = await waiting(sessions)

    assert screen.heading == "What your MLS and SBB ask for has changed"
    assert screen.text == (
        "I count by other figures now than I told you before.\n"
        "\n"
        "MLS, Medical Laboratory Scientist\n"
        "• in all: was 36, now 40 (reported, not confirmed)\n"
        "• electives (any area): was 26, now 30 (reported, not confirmed)\n"
        "MLS still needs 38.5 points: 1 laboratory or patient safety, 1 medical ethics, "
        "0.5 blood banking, 2 chemistry, 2 hematology, 2 microbiology, "
        "30 elective points (any area).\n"
        "By the figures before: 34.5 points missing.\n"
        f"Check it on your ASCP dashboard: {catalog().credential(MLS).page}\n"
        "\n"
        "SBB, Specialist in Blood Banking\n"
        "• in all: was 36, now 40 (reported, not confirmed)\n"
        "• electives (any area): was 24, now 28 (reported, not confirmed)\n"
        "SBB still needs 38.5 points: 1 laboratory or patient safety, 1 medical ethics, "
        "8.5 blood banking, 28 elective points (any area).\n"
        "By the figures before: 34.5 points missing.\n"
        f"Check it on your ASCP dashboard: {catalog().credential(SBB).page}\n"
        "\n"
        "Nothing you saved has changed. If your dashboard shows other figures, put them in with "
        "/credentials: yours are used from then on. Not affiliated with ASCP."
    )
    assert [[(b.label, b.data) for b in row] for row in screen.buttons] == [
        [("MLS", "!status:MLS.ASCP"), ("SBB", "!status:SBB.ASCP")]
    ]
    assert not screen.asks
    assert not screen.edits


async def test_figures_that_become_unknown_are_said_to_be(sessions: Sessions) -> None:
    """Never a guess: an unknown figure is no 0, and nobody is done by it."""
    await talks(sessions, CEM, held(HT))
    rules = grown(HT)
    edition = rules.credential(HT).editions[-1]
    unknown = replace(edition.total, points=None)
    gone = replace(edition, total=unknown, slots=(*edition.slots[:1],))
    lost = replace(rules.credential(HT), editions=(gone,))

    await told(sessions, replace(rules, credentials={**rules.credentials, HT: lost}))

    (screen,) = await waiting(sessions, CEM)
    assert "• in all: was 36, now not known\n" in screen.text
    assert "• medical ethics: was 1, now not asked for" in screen.text
    assert [[b.label for b in row] for row in screen.buttons] == [["Show what remains"]]


@pytest.mark.usefixtures("three_people")
async def test_holdings_of_an_older_program_are_recorded_in_silence(sessions: Sessions) -> None:
    """Brief: nobody knows what they were told; from then on changes are told."""
    await forget_what_was_told(sessions)

    assert await report(sessions, grown(SBB)) == []
    assert await told(sessions) == []
    assert who(await told(sessions, grown(SBB))) == {ANA: [SBB]}


@pytest.mark.usefixtures("three_people")
async def test_whoever_corrects_a_date_before_being_told_is_told_all_the_same(
    sessions: Sessions,
) -> None:
    """The catalogue changed with the upgrade; the talk was quicker than the recheck."""
    await told(sessions, grown(SBB))
    await waiting(sessions)
    correction = KeepHolding(Holding(SBB, date(2028, 6, 30)))

    await talks(sessions, ANA, correction)  # by the catalogue as it is, not as it was told

    assert who(await told(sessions)) == {ANA: [SBB]}


@pytest.mark.usefixtures("three_people")
async def test_who_cannot_be_written_to_is_told_when_they_are_back(sessions: Sessions) -> None:
    """The report names them; the message waits until it can arrive."""
    async with sessions.begin() as session:
        await conversations.mark_unreachable(session, ANA, NOW)

    assert await told(sessions, grown(SBB)) == []
    assert who(await report(sessions, grown(SBB))) == {ANA: [SBB]}
    async with sessions.begin() as session:
        locked = await conversations.lock(session, ANA)
        await conversations.save(session, locked, locked.talk, NOW)

    assert who(await told(sessions, grown(SBB))) == {ANA: [SBB]}


@pytest.mark.usefixtures("three_people")
async def test_many_tellers_at_once_tell_each_person_once(
    sessions: Sessions, database_url: str, sealer: Sealer
) -> None:
    """Two processes, several tasks in each: the lock of the chat decides who tells."""
    async with contextlib.AsyncExitStack() as stack:
        others = [await open_sessions(database_url, sealer) for _ in range(2)]
        for other in others:
            stack.push_async_callback(other.close)
        rules = grown(MLS, SBB, HT)

        found = await asyncio.gather(*(told(each, rules) for each in (*others, sessions) * 2))

    assert sorted(each.chat for some in found for each in some) == [ANA, CEM]
    assert [len(await waiting(sessions, chat)) for chat in (ANA, BEN, CEM)] == [1, 0, 1]


@pytest.mark.usefixtures("three_people")
async def test_a_holding_dropped_in_the_meantime_is_not_spoken_of(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen as concerned, gone when the chat is locked; nothing is left in the outbox."""
    batches = telling._batches

    async def slow(sessions: Sessions) -> AsyncIterator[list[holdings.Holder]]:
        async for batch in batches(sessions):
            await talks(sessions, ANA, DropHolding(MLS), DropHolding(SBB))
            yield batch

    monkeypatch.setattr(telling, "_batches", slow)

    assert await told(sessions, grown(SBB)) == []
    assert await waiting(sessions) == []


@pytest.mark.usefixtures("three_people")
async def test_a_person_deleted_in_the_meantime_does_not_come_back(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Product: after deletion no row of the person remains, nor is one made again."""
    batches = telling._batches

    async def slow(sessions: Sessions) -> AsyncIterator[list[holdings.Holder]]:
        async for batch in batches(sessions):
            async with sessions.begin() as session:
                await session.db.execute(tables.people.delete())
                await session.db.execute(tables.conversations.delete())
            yield batch

    monkeypatch.setattr(telling, "_batches", slow)

    assert await told(sessions, grown(SBB)) == []
    async with sessions.read() as session:
        for table in (tables.conversations, tables.outbox, tables.holdings):
            assert (await session.db.execute(table.select())).all() == []


@pytest.mark.usefixtures("three_people")
async def test_a_person_whose_records_are_damaged_keeps_nobody_else_from_it(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    """Ana's activity cannot be read: the log says so, Cem is told, Ana's change waits."""
    async with sessions.begin() as session:
        await session.db.execute(update(tables.activities).values(sealed=b"damaged"))

    assert who(await told(sessions, grown(SBB, HT))) == {CEM: [HT]}

    assert f"The figures of person {logs.who(7)} could not be compared" in caplog.text
    assert await waiting(sessions) == []


async def test_all_batches_are_walked_over(
    memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bounded memory: more people than one batch holds."""
    monkeypatch.setattr(telling, "BATCH", 3)
    for chat in range(1, 9):
        await talks(memory, chat, held(SBB))

    assert list(who(await told(memory, grown(SBB)))) == list(range(1, 9))


async def test_a_person_known_without_a_talk_is_told(memory: Sessions) -> None:
    """Records can come from elsewhere than a talk."""
    async with memory.begin() as session:
        await people.apply(session, ANA, (held(SBB),), NOW)

    assert who(await told(memory, grown(SBB))) == {ANA: [SBB]}
    assert len(await waiting(memory)) == 1


async def test_a_served_bot_tells_at_its_start_and_not_again(
    standin: StandIn, sqlite_url: str, sealer: Sealer, tmp_path: Path
) -> None:
    """Issue 3: "also after an upgrade: the people concerned are told once"."""
    ana = standin.person(ANA)
    ana.say("/help")
    sessions = await open_sessions(sqlite_url, sealer)
    await talks(sessions, ANA, held(SBB))
    older = '{"total":"30","safety":"1","electives":"29"}'
    async with sessions.begin() as session:
        await session.db.execute(update(tables.holdings).values(figures_told=older))
    await sessions.close()

    async with served(standin, sqlite_url, tmp_path):
        # The notice and the answer come in either order; neither waits for the other.
        deadline = time.monotonic() + 45
        while not {"asks for has changed", "What you can say"} <= heard(ana):
            assert time.monotonic() < deadline, ana.history()
            await asyncio.sleep(0.05)
    async with served(standin, sqlite_url, tmp_path):
        ana.say("/settings")
        await ana.sees("time zone", within=20)

    said = [line for line in ana.history() if "asks for has changed" in line]
    assert len(said) == 1
    assert standin.refused() == []


def heard(ana: Person) -> set[str]:
    """Return which of the two things that she waits for Ana has heard."""
    both = ("asks for has changed", "What you can say")
    return {words for words in both if any(words in line for line in ana.history())}


@contextlib.asynccontextmanager
async def served(standin: StandIn, db: str, folder: Path) -> AsyncIterator[None]:
    """Let `cmpbot run` serve in a process of its own."""
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": standin.url,
        "CMPBOT_KEY": write_key(bytes(range(32))),
    }
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "bot", "run", "--db", db],
        env=os.environ | settings,
        cwd=folder,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
        await asyncio.sleep(0.5)  # the mark "sent" follows what is seen
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_the_teller_ends_in_the_middle_when_told_to(
    memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop waits for nobody's message; the next start tells the rest."""
    monkeypatch.setattr(telling, "MOST_WAITING", 1)
    for chat in (ANA, BEN, CEM):
        await talks(memory, chat, held(SBB))
    async with memory.begin() as session:
        older = '{"total":"30","safety":"1","electives":"29"}'
        await session.db.execute(update(tables.holdings).values(figures_told=older))
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.5, stop.set)

    await asyncio.wait_for(keep_telling(memory, stop), 20)

    assert list(who(await report(memory))) == [BEN, CEM]
