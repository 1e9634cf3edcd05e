"""Each holding remembers the figures that its holder was last told."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from samples import ANA, BEN, HOLDING, MLS, NOW
from sqlalchemy import update

from cmp_rules.model import Adjustments, CredentialKey, Holding
from cmp_rules.recheck import Figures, figures_on, write_figures
from conversations.person import DropHolding, KeepHolding, KeepSettings, Settings
from storage import conversations, holdings, people, tables
from storage.engine import Sessions
from storage.holdings import Held, Holder

TODAY = NOW.date()
SBB = CredentialKey("SBB")
OLDER: Figures = {"total": Decimal(30), "safety": Decimal(1), "electives": Decimal(29)}


async def keep(sessions: Sessions, holding: Holding, chat: int = ANA) -> None:
    async with sessions.begin() as session:
        await people.apply(session, chat, (KeepHolding(holding),), NOW)


async def holder(sessions: Sessions, chat: int = ANA) -> Holder:
    async with sessions.read() as session:
        found = await holdings.holder_of(session, chat)
    assert found is not None
    return found


async def only(sessions: Sessions) -> Held:
    (held,) = (await holder(sessions)).held
    return held


async def tell(sessions: Sessions, figures: Figures | None) -> None:
    """Pretend that the holder was told other figures, or none."""
    told = None if figures is None else write_figures(figures)
    async with sessions.begin() as session:
        await session.db.execute(update(tables.holdings).values(figures_told=told))


async def test_a_holding_that_is_kept_counts_as_told(sessions: Sessions) -> None:
    """Brief: the screen that follows shows the figures; nothing is left to tell."""
    await keep(sessions, HOLDING)

    held = await only(sessions)

    assert held.holding == HOLDING
    assert held.told == figures_on(HOLDING, TODAY)


async def test_a_corrected_expiry_brings_its_own_edition_along(sessions: Sessions) -> None:
    """Nobody is told of a change that they made themselves; ethics came in 2023."""
    await keep(sessions, replace(HOLDING, cycle_ends=date(2022, 6, 30), cycle_starts=None))
    corrected = replace(HOLDING, voluntary=True)

    await keep(sessions, corrected)

    assert (await only(sessions)).told == figures_on(corrected, TODAY)


async def test_the_persons_own_figures_are_not_stored_with_those_told(sessions: Sessions) -> None:
    """Issue 2: what is personal is sealed; the figures told are in the clear."""
    await keep(sessions, replace(HOLDING, adjustments=Adjustments(total=Decimal("45.25"))))

    async with sessions.read() as session:
        row = (await session.db.execute(tables.holdings.select())).one()

    assert "45.25" not in row.figures_told
    assert row.figures_told.startswith('{"total":"36","safety":"1"')


async def test_a_change_still_to_be_told_is_not_swallowed_by_a_correction(
    sessions: Sessions,
) -> None:
    """Product: rules never change silently, also for whoever corrects a date just then."""
    await keep(sessions, HOLDING)
    await tell(sessions, OLDER)

    await keep(sessions, replace(HOLDING, cycle_ends=date(2028, 6, 30)))

    assert (await only(sessions)).told == OLDER


async def test_a_holding_from_before_counts_as_told_once_it_is_kept(sessions: Sessions) -> None:
    """A holding that an older program recorded has no figures yet."""
    await keep(sessions, HOLDING)
    await tell(sessions, None)

    await keep(sessions, replace(HOLDING, number=4))

    assert (await only(sessions)).told == figures_on(HOLDING, TODAY)


async def test_a_credential_that_the_catalogue_does_not_know_is_kept_all_the_same(
    sessions: Sessions,
) -> None:
    """There is nothing to tell about it."""
    stranger = Holding(CredentialKey("NONE"), HOLDING.cycle_ends)

    await keep(sessions, stranger)

    held = await only(sessions)
    assert (held.holding, held.told) == (stranger, None)


@pytest.mark.parametrize(
    ("zone", "on", "ethics"),
    [
        ("America/Los_Angeles", None, None),
        ("Asia/Manila", None, 1),
        ("America/Los_Angeles", date(2023, 1, 1), 1),
    ],
)
async def test_the_figures_are_those_of_the_persons_own_day(
    sessions: Sessions, zone: str, on: date | None, ethics: int | None
) -> None:
    """Ethics is asked of SBB from 2023-01-01 on; a volunteer's edition is that of today."""
    midnight = NOW.replace(year=2022, month=12, day=31, hour=20)
    voluntary = Holding(SBB, date(2027, 6, 30), voluntary=True)

    async with sessions.begin() as session:
        await people.apply(session, ANA, (KeepSettings(Settings(zone)),), midnight)
        await people.apply(session, ANA, (KeepHolding(voluntary),), midnight, on=on)

    told = (await only(sessions)).told
    assert told is not None
    assert told.get("ethics") == ethics


async def test_a_dropped_holding_takes_what_was_told_along(sessions: Sessions) -> None:
    """Added again it starts anew."""
    await keep(sessions, HOLDING)
    await tell(sessions, OLDER)
    async with sessions.begin() as session:
        await people.apply(session, ANA, (DropHolding(MLS),), NOW)
        assert await holdings.holder_of(session, ANA) is None

    await keep(sessions, HOLDING)

    assert (await only(sessions)).told == figures_on(HOLDING, TODAY)


async def test_a_deleted_person_takes_what_was_told_along(sessions: Sessions) -> None:
    """Product: after deletion no row of the person remains."""
    await keep(sessions, HOLDING)

    async with sessions.begin() as session:
        await session.db.execute(tables.people.delete())

    async with sessions.read() as session:
        assert (await session.db.execute(tables.holdings.select())).all() == []


async def test_figures_told_replace_those_before(sessions: Sessions) -> None:
    """Of one person and holding only."""
    for chat in (ANA, BEN):
        await keep(sessions, HOLDING, chat)
    before = (await holder(sessions, BEN)).held

    async with sessions.begin() as session:
        await holdings.note_told(session, await only(sessions), OLDER)

    assert (await only(sessions)).told == OLDER
    assert (await holder(sessions, BEN)).held == before


async def test_first_figures_never_replace_what_was_told(sessions: Sessions) -> None:
    """They are recorded without a lock: a holding kept in the meantime knows better."""
    await keep(sessions, HOLDING)
    held = await only(sessions)

    async with sessions.begin() as session:
        await holdings.note_first(session, [(held, OLDER)])
        await holdings.note_first(session, [])
    assert await only(sessions) == held

    await tell(sessions, None)
    async with sessions.begin() as session:
        await holdings.note_first(session, [(held, OLDER)])
    assert (await only(sessions)).told == OLDER


async def test_holders_are_walked_over_in_batches_that_leave_nobody_out(
    sessions: Sessions,
) -> None:
    """100,000 people are never in memory at once; those without a holding are passed over."""
    for chat in range(1, 8):
        await keep(sessions, HOLDING, chat)
        await keep(sessions, replace(HOLDING, key=SBB), chat)
    async with sessions.begin() as session:
        await people.apply(session, 3, (DropHolding(MLS), DropHolding(SBB)), NOW)
    found, person = [], 0

    async with sessions.read() as session:
        while batch := await holdings.holders_after(session, person, 2):
            assert len(batch) <= 2
            found += [(each.chat, len(each.held)) for each in batch]
            person = batch[-1].person

    assert found == [(chat, 2) for chat in (1, 2, 4, 5, 6, 7)]


async def test_a_damaged_holding_is_noticed_and_hides_no_other(sessions: Sessions) -> None:
    """One broken record must not keep everybody from being told."""
    own = Adjustments(total=Decimal(45))
    await keep(sessions, replace(HOLDING, adjustments=own))
    await keep(sessions, replace(HOLDING, key=SBB))
    async with sessions.begin() as session:
        await session.db.execute(
            update(tables.holdings)
            .where(tables.holdings.c.credential == "MLS")
            .values(sealed_adjustments=b"damaged")
        )

    found = await holder(sessions)

    assert (found.damaged, [held.holding.key for held in found.held]) == (True, [SBB])


async def test_a_holder_who_cannot_be_written_to_is_known_as_such(sessions: Sessions) -> None:
    """Who blocked the bot is told when they are back."""
    await keep(sessions, HOLDING)
    assert (await holder(sessions)).reachable
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await conversations.mark_unreachable(session, ANA, NOW + timedelta(hours=1))

    assert not (await holder(sessions)).reachable


async def test_locking_a_known_chat_writes_nobody_down(sessions: Sessions) -> None:
    """Product: a chat deleted a moment ago does not come back by what the bot does by itself."""
    async with sessions.begin() as session:
        assert not await conversations.lock_known(session, ANA)
        assert (await session.db.execute(tables.conversations.select())).all() == []
        await conversations.lock(session, ANA)
        assert await conversations.lock_known(session, ANA)
