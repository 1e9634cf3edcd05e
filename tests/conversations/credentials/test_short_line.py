"""The shortest way to set up a credential: its code and the day it expires."""

from datetime import date

import pytest

from cmp_rules.catalog import catalog

CODES = tuple(dict.fromkeys(key.code for key in catalog().credentials))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "form", ["{} 2027-06-30", "{} 6/30/2027", "{}: june 2027", "{} exp 6/30/27", "2027-06-30 {}"]
)
def test_a_code_and_a_date_to_come_set_up_every_credential(talker, code, form) -> None:
    """15 codes are words or areas as well, and were none here."""
    talker.say(form.format(code))
    held = [(each.key.code, each.cycle_ends) for each in talker.person.holdings]
    assert held == [(code, date(2027, 6, 30))]


@pytest.mark.parametrize("code", CODES)
def test_a_code_and_a_date_of_the_past_ask_for_the_expiry(talker, code) -> None:
    """It may be the day of certification."""
    said = talker.say(f"{code} 2024-06-30")
    assert f"When does your {code}" in said
    assert talker.person.holdings == ()
    talker.say("2024-06-30")
    assert talker.person.holdings[0].cycle_ends == date(2024, 6, 30)


@pytest.mark.parametrize("text", ["sc 2027-06-30", "bb 6/30/2027", "c june 2027"])
def test_small_letters_do_for_a_date_to_come(talker, text) -> None:
    """No CE lies ahead."""
    talker.say(text)
    assert talker.person.holdings[0].key.code == text.split()[0].upper()


def test_several_codes_each_with_a_date_are_all_set_up(talker) -> None:
    """A list of nothing else."""
    talker.say("BB 2027-06-30, H 2028-06-30, MT 6/30/2027")
    assert [each.key.code for each in talker.person.holdings] == ["BB", "H", "MT"]


@pytest.mark.parametrize(
    "text", ["bb 11/20", "SC yesterday", "BB 1 11/20", "H 2 hours 11/20", "c 11/20/2026"]
)
def test_what_may_be_a_ce_stays_one(talker, text) -> None:
    """An area and a day without its year is how courses are written down."""
    said = talker.say(text)
    assert "Draft, not saved" in said
    assert talker.person.holdings == ()
