"""Three years of made-up people: every due reminder once and in time, none when it must not be.

What must be said is worked out from lives, schedule and outages alone (`expectation`), and held
against what a made-up Telegram took. The messages themselves are tested elsewhere: here each says
what it is about.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest
from expectation import Counts, Expected, Owed, Span, deeds_done
from lives import DAY, ENDS, STARTS, Life, lives
from world import Said, Worker, World, live, tagged

from conversations.person import Person
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

SEED = 7
IN_TIME = timedelta(minutes=2)
UNTIL = datetime.combine(ENDS, clock(), UTC)


def outages(chance: random.Random, every: int) -> list[Span]:
    """Return outages of half an hour to nine hours; many begin when people are being reminded."""
    found: list[Span] = []
    day = STARTS + DAY * 20
    while day < ENDS - DAY * 2:
        begins = datetime.combine(day, clock(chance.randrange(24)), UTC)
        if chance.random() < 0.7:
            begins = begins.replace(hour=chance.choice((2, 8, 9, 14, 15, 16, 17, 20)))
        found.append((begins, begins + timedelta(minutes=chance.randrange(30, 540))))
        day += DAY * chance.randrange(every // 2, every * 3 // 2)
    return found


def spread_over(chance: random.Random, many: int) -> list[datetime]:
    """Return moments within the years."""
    start = datetime.combine(STARTS, clock(), UTC)
    return sorted(start + (UNTIL - start) * chance.random() for _ in range(many))


async def lived(
    people: Sequence[Life], sessions: Sequence[Sessions], seed: int
) -> tuple[World, list[Owed], Counts]:
    """Live three years; return what was said, and what was to be said."""
    chance = random.Random(seed)
    away = outages(chance, 24)
    telegram, database = away[::2], away[1::2]
    counts = Counts()
    owed = [each for life in people for each in Expected(life, away, UNTIL, counts).owed]
    world = World(people, telegram, database, spread_over(chance, 30), spread_over(chance, 40))
    workers = [Worker(each, world, f"worker {number}") for number, each in enumerate(sessions)]
    await live(world, workers, [each.possible for each in owed], UNTIL)
    return world, owed, counts


def judge(world: World, owed: list[Owed], people: Sequence[Life]) -> dict[str, object]:
    """Hold what was said against what was to be said; return the figures."""
    to_say = Counter((each.chat, each.key, each.day, each.why) for each in owed)
    said = Counter((each.chat, each.key, each.day, each.why) for each in world.said)
    assert said - to_say == Counter(), "said twice, or not to be said"
    assert to_say - said == Counter(), "never said"
    at = {(each.chat, each.key, each.day, each.why): each.at for each in world.said}
    away = [*world.telegram_away, *world.database_away]
    late = []
    for each in owed:
        when = at[each.chat, each.key, each.day, each.why]
        deadline = _deadline(each.possible, [*away, *world.silences])
        assert each.possible <= when <= deadline, each
        late.append(max(when - (deadline - IN_TIME), timedelta()))
    persons = {life.chat: _history(life, away) for life in people}
    for each in world.said:
        _must_not(each, persons[each.chat], world)
    late.sort()
    return {
        "people": len(people),
        "reminders": len(owed),
        "messages": world.counts["messages"],
        "late_p50_s": late[len(late) // 2].total_seconds(),
        "late_max_s": late[-1].total_seconds(),
    }


def _deadline(possible: datetime, spans: Sequence[Span]) -> datetime:
    """Return two minutes after it was possible, or after the end of what came between."""
    deadline = possible + IN_TIME
    for start, end in sorted(spans):
        if start <= deadline and end > possible:
            deadline = max(deadline, end + IN_TIME)
    return deadline


def _history(life: Life, away: Sequence[Span]) -> list[tuple[datetime, Person]]:
    person, found = Person(), []
    for deed in deeds_done(life, away):
        person = person.after(deed.changes)
        found.append((deed.at, person))
    return found


def _must_not(said: Said, history: list[tuple[datetime, Person]], world: World) -> None:
    """Nothing in quiet hours, after "declared" but one question, or to who blocked the bot."""
    person = [each for at, each in history if at <= said.at][-1]
    local = said.at.astimezone(ZoneInfo(person.settings.zone))
    assert not person.settings.quiet.covers(local.time()), said
    holding = person.holding(said.key)
    assert holding is not None, said
    if holding.declared is not None and holding.declared.outcome != "rejected":
        assert said.why == "review", said
    assert not world.of[said.chat].is_blocked(said.at), said


@pytest.mark.slow
async def test_a_thousand_people_for_three_years(
    sqlite_url: str,
    sealer: Sealer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Issue 7, proof: one process on SQLite."""
    monkeypatch.setattr("bot.background.reminding.screen", tagged)
    quick = ("journal_mode=WAL", "synchronous=OFF")
    monkeypatch.setattr("storage.databases.dialects._PRAGMAS", quick)
    people, began = lives(1000, SEED), time.perf_counter()
    sessions = await open_sessions(sqlite_url, sealer)

    world, owed, counts = await lived(people, [sessions], SEED)

    figures = judge(world, owed, people)
    await sessions.close()
    _show("sqlite, 1 worker", figures, world, counts, time.perf_counter() - began, capsys)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("many", [2, 4])
async def test_fifty_people_with_several_workers(
    postgres_url: str,
    sealer: Sealer,
    many: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Issue 7, proof: workers with sessions of their own, in one process on one virtual clock."""
    monkeypatch.setattr("bot.background.reminding.screen", tagged)
    people, began = lives(50, SEED + many), time.perf_counter()
    sessions = [await open_sessions(postgres_url, sealer) for _ in range(many)]

    world, owed, counts = await lived(people, sessions, SEED + many)

    figures = judge(world, owed, people)
    for each in sessions:
        await each.close()
    name = f"postgresql, {many} workers"
    _show(name, figures, world, counts, time.perf_counter() - began, capsys)


def _show(
    name: str,
    figures: dict[str, object],
    world: World,
    counts: Counts,
    took: float,
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = {
        "life": name,
        **figures,
        "superseded": counts.superseded,
        "cancelled": counts.cancelled,
        "not_worth_saying": counts.not_worth,
        "outages": len(world.telegram_away) + len(world.database_away),
        "silences_429": len(world.silences),
        **{key.replace(" ", "_"): value for key, value in world.counts.items()},
        "took_s": round(took, 1),
    }
    with capsys.disabled():
        print("\n" + json.dumps(line))
