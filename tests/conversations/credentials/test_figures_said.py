"""A figure of one's own dashboard, said in a sentence: the answers themselves ask for it."""

from decimal import Decimal

import pytest

from storage.states import read_talk, write_talk

HELD = {
    "PBT": "I hold PBT expires 2027-06-30",
    "MLS": "I hold MLS expires 2027-06-30",
    "BB": "I hold BB(ASCP) and MLS, both expire 2027-06-30",
    "both": "I hold MLS and SBB, both expire 2027-06-30",
}


def _figures(talker, code: str) -> dict[str, Decimal]:
    holding = next(each for each in talker.person.holdings if each.key.code == code)
    total = holding.adjustments.total
    return dict(holding.adjustments.slots) | ({} if total is None else {"total": total})


@pytest.mark.parametrize(
    ("held", "text", "code", "figures"),
    [
        ("PBT", "my dashboard says 3 points phlebotomy", "PBT", {"phlebotomy": 3}),
        ("PBT", "my dashboard shows 9 total", "PBT", {"total": 9}),
        ("PBT", "change the phlebotomy figure to 3", "PBT", {"phlebotomy": 3}),
        ("MLS", "ASCP says I need 40 points for MLS", "MLS", {"total": 40}),
        ("MLS", "my dashboard shows 45 points, not 36", "MLS", {"total": 45}),
        ("MLS", "my dashboard says 26 electives", "MLS", {"electives": 26}),
        ("BB", "ASCP says I need 40 points for BB", "BB", {"total": 40}),
        ("BB", "my dashboard says 12 points blood banking for BB", "BB", {"blood_banking": 12}),
        ("both", "my dashboard says 3 points hematology", "MLS", {"hematology": 3}),
        (
            "both",
            "my dashboard says 2 points safety and 3 ethics for SBB",
            "SBB",
            {"safety": 2, "ethics": 3},
        ),
    ],
)
def test_a_figure_is_confirmed_and_then_wins(talker, held, text, code, figures) -> None:
    """It led to "Which credentials do you hold?"."""
    talker.say(HELD[held])
    assert "Does your ASCP dashboard ask for" in talker.say(text)
    assert _figures(talker, code) == {}
    stored = read_talk(write_talk(talker.talk).encode(), number=talker.talk.number)
    assert stored.talk.threads == talker.talk.threads
    talker.say("yes")
    assert _figures(talker, code) == figures
    assert talker.talk.threads == ()


@pytest.mark.parametrize(
    ("held", "text", "answer"),
    [
        ("PBT", "correct figures", "Which figure does your ASCP dashboard show differently"),
        ("PBT", "my dashboard says 2 points chemistry", "PBT asks for nothing in chemistry"),
        ("MLS", "ascp says i still need 12 points for MLS", "what it asks for in all"),
        ("MLS", "the dashboard shows 12 of 36 points", "Your MLS"),
        ("MLS", "my dashboard says 9 points for PBT", "PBT is not among your credentials"),
        ("both", "my dashboard says 2 points safety", "Of which credential is that?"),
        ("both", "correct my dates", "Your credentials"),
        ("MLS", "correct my dates", "Your MLS"),
    ],
)
def test_what_is_no_certain_figure_changes_nothing(talker, held, text, answer) -> None:
    """One sentence says what is needed, and the way by buttons opens."""
    talker.say(HELD[held])
    before = talker.person
    assert answer in talker.say(text)
    assert talker.person == before


def test_a_figure_may_be_said_while_an_expiry_is_asked(talker) -> None:
    """The question comes back after it."""
    talker.say(HELD["MLS"])
    talker.say("I hold SBB")
    talker.say("my dashboard says 3 points hematology for MLS")
    assert "When does your SBB expire?" in talker.press("Yes, take it")
    assert _figures(talker, "MLS") == {"hematology": 3}
