"""The history of an entry over a whole turn: kept with it, loaded when it is wanted."""

from datetime import UTC, datetime, timedelta

from bot.turn import Incoming, take_turn
from conversations.model import Pressed, Said, Screen, When
from storage import history, outbox, people
from storage.engine import Sessions

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
ANA = 7


async def says(sessions: Sessions, minute: int, text: str) -> tuple[Screen, ...]:
    at = NOW + timedelta(minutes=minute)
    event = Pressed(text, When(at)) if text.startswith("!") else Said(text, When(at))
    await take_turn(sessions, Incoming(f"tg:{minute}", ANA, event), now=at)
    async with sessions.begin() as session:
        return await outbox.take_out(session, ANA, at)


async def test_each_change_can_be_seen_and_taken_back(sessions: Sessions) -> None:
    """Issue 6: kept in the transaction of the change, shown, restored; by which update."""
    said = (
        "1.5 hours antibody identification from LabCE, 2026-11-02, blood banking",
        "Save",
        "make it 2 points",
        "Save",
    )
    for minute, text in enumerate(said):
        await says(sessions, minute, text)

    (shown,) = await says(sessions, 10, "history of #1")
    assert "2. Mon 23 Nov 2026, 10:03: points 1.5 → 2" in shown.text
    assert "1. Mon 23 Nov 2026, 10:01: logged" in shown.text

    await says(sessions, 11, "!revert:1 2")
    await says(sessions, 12, "Restore")
    async with sessions.read() as session:
        person = await people.load(session, ANA, NOW)
        past = await history.load(session, ANA, 1)
    assert str(person.activities[0].points) == "1.5"
    assert [change.what for change in past.changes] == ["logged", "changed", "changed"]
