"""Advice for several credentials: which to keep, and which could end together."""

from datetime import date
from decimal import Decimal

from cmp_rules.advice import Cost, near_ends, same_fields
from cmp_rules.model import Activity, Area, CredentialKey, Holding, Kind, Part, Scheme

TODAY = date(2026, 11, 23)
BB, SBB, MLS = CredentialKey("BB"), CredentialKey("SBB"), CredentialKey("MLS")
JUNE = date(2027, 6, 30)
COURSE = Activity(
    "Antibody ID",
    date(2026, 11, 22),
    Kind.CE_COURSE,
    (Part(Decimal(12), frozenset({Area.BLOOD_BANKING})),),
)


def qualification(code: str, ends: date) -> Holding:
    return Holding(CredentialKey(code, Scheme.QUALIFICATION), ends)


def test_bb_and_sbb_stand_in_the_same_field_and_mls_does_not() -> None:
    """Facts, section 8 (ALLOC): same field twice, the holder chooses which to maintain."""
    held = (Holding(BB, JUNE), Holding(MLS, JUNE), Holding(SBB, date(2028, 6, 30)))

    (field,) = same_fields(held, [COURSE], TODAY)

    assert field.areas == ("blood_banking",)
    assert field.costs == (Cost(BB, Decimal(24)), Cost(SBB, Decimal(24)))
    assert field.together == 24


def test_the_cost_of_a_credential_with_unknown_figures_is_not_guessed() -> None:
    """Product: never a guess passed off as knowledge."""
    international = CredentialKey("BB", Scheme.ASCPI)

    (field,) = same_fields((Holding(BB, JUNE), Holding(international, JUNE)), [], TODAY)

    assert field.costs == (Cost(BB, Decimal(36)), Cost(international, None))
    assert field.together is None


def test_ends_within_three_months_are_near() -> None:
    """Facts, section 8: the declaration opens three months before the end."""
    held = (Holding(SBB, date(2027, 8, 31)), Holding(MLS, JUNE), Holding(BB, date(2029, 1, 31)))

    (near,) = near_ends(held, TODAY)

    assert near.keys == (MLS, SBB)
    assert (near.open_from, near.open_until) == (date(2027, 6, 2), JUNE)
    assert not near.qualifications


def test_ends_on_the_same_day_need_no_advice_and_three_months_are_too_far() -> None:
    """There must be a day on which both declarations are open."""
    assert near_ends((Holding(SBB, JUNE), Holding(MLS, JUNE)), TODAY) == ()
    assert near_ends((Holding(SBB, JUNE), Holding(MLS, date(2027, 9, 30))), TODAY) == ()


def test_a_chain_of_ends_is_told_in_groups_that_share_a_day() -> None:
    """Each group can be declared on one day; no group is part of another."""
    ends = (date(2027, 1, 31), date(2027, 3, 31), date(2027, 5, 31))
    held = [qualification(code, day) for code, day in zip(("QIA", "QLI", "QLS"), ends, strict=True)]

    found = near_ends(held, TODAY)

    assert [[key.code for key in near.keys] for near in found] == [["QIA", "QLI"], ["QLI", "QLS"]]
    assert all(near.qualifications and near.open_from <= near.open_until for near in found)


def test_expired_and_voluntary_credentials_have_no_end_to_move() -> None:
    """Facts, section 2: voluntary participants' credentials do not expire."""
    gone = Holding(SBB, date(2026, 10, 31))
    free = Holding(BB, date(2027, 1, 31), voluntary=True)

    assert near_ends((gone, free, Holding(MLS, date(2026, 12, 31))), TODAY) == ()
