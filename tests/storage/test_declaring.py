"""What was declared, entered and renewed comes back with its holding, and is sealed."""

from dataclasses import replace
from datetime import date

import samples
from hypothesis import given
from hypothesis import strategies as st
from samples import ANA, HOLDING, MLS, NOW

from cmp_rules.cycles import next_cycle
from cmp_rules.model import Declared, Entered, Holding, Outcome, PastCycle
from conversations.person import KeepHolding, undoing
from storage import people, states, tables
from storage.engine import Sessions
from storage.holdings import Declaring

DECLARED = Declared(date(2027, 5, 3), Outcome.AUDIT, date(2027, 5, 20))
HELD = replace(
    HOLDING,
    declared=DECLARED,
    entered=(Entered(4, "9f2c01ab"), Entered(2, "00aa11bb")),
    past=(PastCycle(date(2021, 7, 1), date(2024, 6, 30), Declared(date(2024, 5, 1))),),
)
GOLDEN = (
    '{"declared":{"on":"2027-05-03","outcome":"audit","told":"2027-05-20"},'
    '"entered":[{"number":4,"stamp":"9f2c01ab"},{"number":2,"stamp":"00aa11bb"}],'
    '"past":[{"starts":"2021-07-01","ends":"2024-06-30",'
    '"declared":{"on":"2024-05-01","outcome":"waiting","told":null}}]}'
)

declaring = st.builds(Declaring, st.none() | samples.declared, samples.entered, samples.past)


async def keep(sessions: Sessions, holding: Holding) -> None:
    async with sessions.begin() as session:
        await people.apply(session, ANA, (KeepHolding(holding),), NOW)


async def kept(sessions: Sessions) -> tuple[Holding, ...]:
    async with sessions.read() as session:
        return (await people.load(session, ANA, NOW)).holdings


def test_declarations_are_written_in_these_words() -> None:
    """Design 6: what is in the database of people today must stay readable."""
    value = Declaring(HELD.declared, HELD.entered, HELD.past)

    assert states.write(value) == GOLDEN
    assert states.read(Declaring, GOLDEN.encode()) == value
    assert states.read(Declaring, b"{}") == Declaring()


@given(declaring)
def test_any_declaration_comes_back(value: Declaring) -> None:
    """A declaration that is forgotten would start the reminders again."""
    assert states.read(Declaring, states.write(value).encode()) == value


async def test_a_declaration_is_kept_with_its_holding_and_taken_back(sessions: Sessions) -> None:
    """Issue 7: progress survives restarts, and everything can be undone."""
    await keep(sessions, HELD)
    assert await kept(sessions) == (HELD,)

    await keep(sessions, HOLDING)

    assert await kept(sessions) == (HOLDING,)


async def test_the_cycle_that_ended_is_kept_with_the_next_one(sessions: Sessions) -> None:
    """Issue 7: approved rolls the holding on, and keeps the old cycle for reference."""
    renewed = next_cycle(HELD)

    await keep(sessions, renewed)

    (found,) = await kept(sessions)
    assert found == renewed
    assert found.past[-1] == PastCycle(date(2024, 7, 1), HOLDING.cycle_ends, DECLARED)


async def test_nothing_of_it_can_be_read_in_the_table(sessions: Sessions) -> None:
    """Issue 2: what is personal is sealed; a rejection is."""
    await keep(sessions, replace(HELD, declared=replace(DECLARED, outcome=Outcome.REJECTED)))

    async with sessions.read() as session:
        row = (await session.db.execute(tables.holdings.select())).one()

    assert b"rejected" not in row.sealed_declaring
    assert b"2027-05-03" not in row.sealed_declaring


def test_an_undo_from_before_there_were_declarations_stays_readable() -> None:
    """The talk keeps what takes back the last change; a new field must not lose it."""
    old = (
        '{"dropped":null,"threads":[],"topic":null,"undo":[{"holding":{"key":{"code":"MLS",'
        '"scheme":"ASCP"},"cycle_ends":"2027-06-30","cycle_starts":null,"voluntary":false,'
        '"certified_on":null,"adjustments":{"total":null,"slots":{},"note":""},"number":0},'
        '"kind":"keep_holding"}]}'
    )

    found = states.read_talk(old.encode(), number=1, states=(KeepHolding,))

    assert not found.unreadable
    assert found.talk.undo == (KeepHolding(Holding(MLS, date(2027, 6, 30))),)


def test_a_declaration_is_taken_back_by_what_was_before() -> None:
    """Undo of a declaration brings back the holding without it."""
    from conversations.person import Person

    before = Person(holdings=(HOLDING,))

    assert undoing((KeepHolding(HELD),), before) == (KeepHolding(HOLDING),)
