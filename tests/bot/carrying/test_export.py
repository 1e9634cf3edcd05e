"""What goes out comes in again: the same answers, no doubles, nothing written over."""

import asyncio
import csv
import hashlib
import io
import itertools
import json
import os
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from commanded import KEY, TODAY, chat, cmpbot
from hypothesis import given, settings
from hypothesis import strategies as st
from kept_there import ACTIVITY, ANAS, HOLDINGS, NOW, record, recorded
from pydantic import TypeAdapter

from bot.carrying import archive, gathering, shape
from bot.carrying.import_ import read_archive, take_in
from bot.carrying.tables import cell
from cmp_rules.model import (
    Activity,
    Adjustments,
    Area,
    CredentialKey,
    Declared,
    Entered,
    Holding,
    Kind,
    Part,
    PastCycle,
    Pin,
)
from conversations.certificates.kept import Certificate, KeepCertificate
from conversations.model import Said, Screen, Talk, When
from conversations.person import (
    KeepActivity,
    KeepHolding,
    KeepSettings,
    Person,
    RemoveActivity,
    Settings,
)
from conversations.step import step
from storage import conversations, outbox, people
from storage.carrying.sealed import tables_of_people
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

ANA = 7
_chats = itertools.count(1000)
SCHEMA = Path(__file__).parents[3] / "docs" / "export-schema.json"
PDF = b"%PDF-1.7 a certificate"
FILED = Certificate(
    number=1,
    name="lab.pdf",
    media_type="application/pdf",
    size=len(PDF),
    sha256=hashlib.sha256(PDF).hexdigest(),
    on=date(2026, 11, 22),
    entry=1,
)


def new_chat() -> int:
    """Return a chat that no other example uses."""
    return next(_chats)


async def put(sessions: Sessions, person: Person, chat: int = ANA) -> None:
    """Record a person."""
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        kept = (
            *(KeepHolding(each) for each in person.holdings),
            *(KeepActivity(each) for each in (*person.activities, *person.removed)),
            *(RemoveActivity(each.number) for each in person.removed),
            KeepSettings(person.settings),
        )
        await people.apply(session, chat, kept, NOW)
        for each in person.certificates:
            await people.apply(
                session, chat, (KeepCertificate(each),), NOW, origin=people.Origin(file=PDF)
            )


async def exported(sessions: Sessions, chat: int = ANA) -> bytes:
    return gathering.archived(*await gathering.gathered(sessions, chat, NOW))


async def imported(sessions: Sessions, data: bytes, chat: int) -> list[str]:
    found, files = read_archive(data)
    async with sessions.begin() as session:
        return (await take_in(session, chat, found, files, NOW)).left


async def there(sessions: Sessions, chat: int) -> Person:
    async with sessions.read() as session:
        return await people.load(session, chat, NOW)


def files_in(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


# What people write has passed `harmless` by the time it is stored.
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20)
titles = words.map(lambda text: f"T{text}")
days = st.dates(date(2020, 1, 1), date(2026, 11, 23))
points = st.decimals(Decimal("0.01"), Decimal("40"), places=2)
keys = st.sampled_from([CredentialKey("MLS"), CredentialKey("SBB"), CredentialKey("HT")])
parts = st.builds(Part, points, st.frozensets(st.sampled_from(Area), min_size=1, max_size=3))


@st.composite
def activities(draw: st.DrawFn, number: int) -> Activity:
    made = draw(st.lists(parts, min_size=1, max_size=3))
    index = draw(st.integers(0, len(made) - 1))
    pin = Pin(draw(keys), index, "electives", made[index].points)
    return Activity(
        title=draw(titles),
        date=draw(days),
        kind=draw(st.sampled_from(Kind)),
        parts=tuple(made),
        provider=draw(words),
        pins=draw(st.sampled_from([(), (pin,)])),
        excluded=draw(st.frozensets(keys, max_size=1)),
        number=number,
    )


@st.composite
def holdings(draw: st.DrawFn, key: CredentialKey) -> Holding:
    ends = draw(st.dates(date(2025, 1, 1), date(2029, 12, 31)))
    return Holding(
        key,
        ends,
        cycle_starts=draw(st.none() | st.just(ends - timedelta(days=900))),
        voluntary=draw(st.booleans()),
        certified_on=draw(st.none() | days),
        adjustments=draw(
            st.builds(
                Adjustments,
                st.none() | points,
                st.dictionaries(st.sampled_from(["safety", "electives"]), points),
                words,
            )
        ),
        declared=draw(st.none() | st.builds(Declared, days)) if ends > NOW.date() else None,
        entered=draw(st.sampled_from([(), (Entered(1, "ab12"),)])),
        past=draw(st.sampled_from([(), (PastCycle(date(2020, 1, 1), date(2022, 12, 31)),)])),
    )


@st.composite
def persons(draw: st.DrawFn) -> Person:
    kept = draw(st.integers(1, 5))
    removed = draw(st.integers(0, 2))
    held = draw(st.sets(keys, max_size=3))
    numbers = range(1, kept + removed + 1)
    made = [draw(activities(number)) for number in numbers]
    if draw(st.booleans()):  # logged twice, on purpose
        made[0] = replace(made[-1], number=1)
    return Person(
        holdings=tuple(draw(holdings(key)) for key in sorted(held)),
        activities=tuple(made[:kept]),
        removed=tuple(made[kept:]),
        settings=Settings(draw(st.sampled_from([None, "Asia/Manila"])), language="en"),
        certificates=draw(st.sampled_from([(), (FILED,)])),
    )


def answers(person: Person) -> list[tuple[Screen, ...]]:
    """Ask what people ask."""
    when = When(NOW)
    asked = ("/status", "/plan", "/list", "/credentials", "/reminders", "when is it due?")
    return [step(Talk(), Said(text, when), person).screens for text in asked]


def test_an_import_into_an_empty_bot_gives_the_same_answers(tmp_path: Path) -> None:
    """Issue 6: progress, plan, list; and an export of it holds the same data."""

    async def opened(name: str) -> Sessions:
        return await open_sessions(str(tmp_path / f"{name}.db"), Sealer([KEY]))

    with asyncio.Runner() as runner:
        old, new = (runner.run(opened(name)) for name in ("old", "new"))

        @settings(max_examples=40)
        @given(persons())
        def round_trips(person: Person) -> None:
            runner.run(round_trip(old, new, person))

        round_trips()
        for each in (old, new):
            runner.run(each.close())


async def round_trip(old: Sessions, new: Sessions, person: Person) -> None:
    chat, other = new_chat(), new_chat()
    await put(old, person, chat)
    first = await exported(old, chat)
    assert await imported(new, first, other) == []
    before, after = await there(old, chat), await there(new, other)
    assert answers(after) == answers(before)
    assert replace(after, removed_on=()) == replace(before, removed_on=())
    again = files_in(await exported(new, other))
    assert again["data.json"] == files_in(first)["data.json"]
    assert await imported(new, first, other) == []  # a second time adds nothing
    assert (await there(new, other)).activities == after.activities


async def test_every_table_of_a_person_is_exported(sessions: Sessions) -> None:
    """A new table is in stored.json by its columns; nothing sealed stays sealed, no key is out."""
    person = Person(HOLDINGS, (ACTIVITY,), certificates=(FILED,))
    await put(sessions, person)
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await outbox.put(session, ANA, (Screen("Saved."),), NOW)
    await put(sessions, replace(person, certificates=()), chat=8)

    files = files_in(await exported(sessions))

    rows = json.loads(files["stored.json"])
    assert set(rows) == {table.name for table in tables_of_people()}
    assert [each["sealed"]["title"] for each in rows["activities"]] == [ACTIVITY.title]
    assert rows["outbox"][0]["sealed_screen"]["text"] == "Saved."
    assert rows["certificates"][0]["sealed_file"] == "certificates/1.pdf"
    assert files["certificates/1.pdf"] == PDF
    assert "sealed_key" not in rows["conversations"][0]
    assert {row["chat"] for row in rows["people"] + rows["conversations"]} == {ANA}


async def test_the_same_data_gives_the_same_bytes(sessions: Sessions) -> None:
    """Nothing in it is of the moment or of chance; the hashes are those of the files."""
    await put(sessions, Person(HOLDINGS, (ACTIVITY,)))

    first, second = await exported(sessions), await exported(sessions)

    assert first == second
    files = files_in(first)
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files.items()
        if name != "SHA256SUMS"
    }


def test_the_published_schema_is_that_of_the_export() -> None:
    """`UPDATE_SCHEMA=1 pytest …` rewrites it; what older exports lack needs a default."""
    present = json.dumps(shape.schema(), indent=2, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_SCHEMA"):
        SCHEMA.write_text(present)
    assert SCHEMA.read_text() == present
    assert json.loads(present)["properties"]["version"]["const"] == shape.VERSION


def test_an_export_of_the_first_version_is_read() -> None:
    """What people keep at home must be of use in a later version, too."""
    text = (Path(__file__).parent / "export-1.json").read_bytes()
    found = TypeAdapter(shape.Exported).validate_json(text)
    assert found.holdings[0].key == CredentialKey("MLS")
    assert found.activities[0].points == Decimal("1.5")
    assert read_archive(archive.packed({"data.json": text}))[0] == found


async def test_what_is_there_is_neither_doubled_nor_written_over(sessions: Sessions) -> None:
    """Equal ones are known by their content; what differs is left and listed."""
    mine = replace(ACTIVITY, number=4, title="Mine alone")
    other = replace(ACTIVITY, number=2, title="Edited here")
    await put(sessions, Person(HOLDINGS, (ACTIVITY, other)))
    data = await exported(sessions)
    edited = replace(other, parts=(Part(Decimal(9), frozenset({Area.SAFETY})),))
    held = replace(HOLDINGS[0], cycle_ends=date(2028, 1, 31))
    await put(sessions, Person((held,), (mine, replace(ACTIVITY, number=7), edited)), chat=8)

    left = await imported(sessions, data, 8)

    after = await there(sessions, 8)
    assert after.activities == (edited, mine, replace(ACTIVITY, number=7))
    assert after.holdings == (held, HOLDINGS[1])
    assert left == [
        "#2 of 2026-11-22 differs from #2 here: #2 stays as it is.",
        "MLS(ASCP) differs from what is here: yours here stays as it is.",
    ]


async def test_new_entries_get_numbers_that_were_never_used(sessions: Sessions) -> None:
    """An old button of this chat must not lead to a strange entry; marks and files follow."""
    held = replace(HOLDINGS[0], entered=(Entered(1, "ab12"),))
    await put(sessions, Person((held,), (ACTIVITY,), certificates=(FILED,)))
    data = await exported(sessions)
    mine = replace(ACTIVITY, number=5, title="Mine alone")
    await put(sessions, Person((), (mine,)), chat=8)

    assert await imported(sessions, data, 8) == []

    after = await there(sessions, 8)
    assert [(each.number, each.title) for each in after.activities] == [
        (5, "Mine alone"),
        (6, ACTIVITY.title),
    ]
    assert after.holdings[0].entered == (Entered(6, "ab12"),)
    assert after.certificates == (replace(FILED, entry=6),)


async def test_what_was_removed_here_does_not_come_back(sessions: Sessions) -> None:
    """Whoever removed it meant it; it can be put back in the chat."""
    await put(sessions, Person((), (ACTIVITY,)))
    data = await exported(sessions)
    await put(sessions, Person((), (), removed=(ACTIVITY,)), chat=8)

    left = await imported(sessions, data, 8)

    assert (await there(sessions, 8)).activities == ()
    assert left == ["#1 of 2026-11-22 was removed here as #1: it stays removed."]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_is_a_formula(sign: str) -> None:
    """Whoever opens the spreadsheet opens no trap that a title laid."""
    assert cell(f"{sign}1+1") == f"'{sign}1+1"
    assert cell(f"a{sign}1") == f"a{sign}1"


async def test_the_spreadsheets_hold_what_was_written(sessions: Sessions) -> None:
    """Commas, quotes and other scripts survive; formulas are words."""
    odd = replace(ACTIVITY, title='=HYPERLINK("x"), Ж', provider="@cmd")
    await put(sessions, Person(HOLDINGS, (odd,)))

    files = files_in(await exported(sessions))

    read = csv.DictReader(io.StringIO(files["activities.csv"].decode("utf-8-sig")))
    assert [(row["title"], row["provider"], row["points"]) for row in read] == [
        ('\'=HYPERLINK("x"), Ж', "'@cmd", "1.5")
    ]
    held = csv.DictReader(io.StringIO(files["credentials.csv"].decode("utf-8-sig")))
    assert [row["credential"] for row in held] == ["MLS(ASCP)", "SBB(ASCP)"]


def test_the_commands_carry_a_person_to_another_bot(tmp_path: Path) -> None:
    """As whoever runs the bots sees it; also with what /export gave out in the chat."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old, new = (str(tmp_path / name / "cmpbot.db") for name in ("old", "new"))
    record(old, ANAS)

    out = cmpbot(tmp_path, "export", "ana.zip", "--person", "7", "--db", old)
    again = cmpbot(tmp_path, "export", "ana.zip", "--person", "7", "--db", old)
    nobody = cmpbot(tmp_path, "export", "no.zip", "--person", "8", "--db", old)
    taken = cmpbot(tmp_path, "import", "ana.zip", "--person", "99", "--db", new)

    assert (out.status, again.status, nobody.status) == (0, 2, 2)
    assert "It is not encrypted" in out.out
    assert "Nothing is stored of person 8" in nobody.err
    assert (tmp_path / "ana.zip").stat().st_mode & 0o777 == 0o600
    assert taken.out == "Added: 1 activities, 2 credentials. There already: nothing.\n"
    assert recorded(new, 99).activities == (ACTIVITY,)
    words = ("chat", "--db", old, "--person", "7", "--today", TODAY, "--files", "out")
    assert "cmpbot-export.zip" in cmpbot(tmp_path, *words, said="/export\n[Send me the ZIP]\n").out
    sent = str(tmp_path / "out" / "cmpbot-export.zip")
    more = cmpbot(tmp_path, "import", sent, "--person", "99", "--db", new)
    assert more.out == "Added: nothing. There already: 1 activities, 2 credentials.\n"
    assert "antibody" in chat(tmp_path, new, "/list", person=99)
