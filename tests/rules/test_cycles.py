"""Cycles: which days count, on the border too, and the dates of the declaration."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.catalog import catalog
from cmp_rules.cycles import (
    Cycle,
    Dates,
    cycle_of,
    dates_of,
    is_voluntary,
    months_later,
    next_cycle,
    span_of,
)
from cmp_rules.model import (
    Adjustments,
    CredentialKey,
    Declared,
    Entered,
    Holding,
    Outcome,
    PastCycle,
    Scheme,
)

TODAY = date(2026, 11, 23)
MLS = CredentialKey("MLS")
SBB = CredentialKey("SBB")
QIHC = CredentialKey("QIHC", Scheme.QUALIFICATION)


@pytest.mark.parametrize(
    ("ends", "starts"),
    [
        (date(2027, 6, 30), date(2024, 7, 1)),
        (date(2027, 2, 28), date(2024, 2, 29)),
        (date(2028, 2, 29), date(2025, 3, 1)),
        (date(2027, 12, 31), date(2025, 1, 1)),
        (date(2027, 3, 1), date(2024, 3, 2)),
    ],
)
def test_a_cycle_starts_the_day_after_the_same_date_three_years_before(
    ends: date, starts: date
) -> None:
    """Interface, cycle: month arithmetic clamps to the last day of the month."""
    assert cycle_of(Holding(MLS, ends), TODAY) == Cycle(starts, ends)


def test_both_ends_of_a_cycle_count() -> None:
    """Interface, cycle."""
    cycle = cycle_of(Holding(MLS, date(2027, 6, 30)), TODAY)

    assert date(2024, 7, 1) in cycle
    assert date(2027, 6, 30) in cycle
    assert date(2024, 6, 30) not in cycle
    assert date(2027, 7, 1) not in cycle


def test_the_border_vanishes_once_the_person_gives_the_start() -> None:
    """Interface, cycle: on the border until the person corrects the start of the cycle."""
    open_start = Holding(MLS, date(2027, 6, 30))
    given_start = Holding(MLS, date(2027, 6, 30), cycle_starts=date(2024, 6, 15))

    assert span_of(open_start, TODAY).border == date(2024, 6, 30)
    assert span_of(given_start, TODAY).border is None
    assert date(2024, 6, 30) in span_of(given_start, TODAY).cycle


def test_an_expired_credential_counts_the_three_years_up_to_today() -> None:
    """Facts, section 8 (ALLOC): CE from the last three years; a start given before is no help."""
    holding = Holding(MLS, date(2026, 6, 30), cycle_starts=date(2023, 7, 1))

    span = span_of(holding, TODAY)

    assert span.cycle == Cycle(date(2023, 11, 24), TODAY)
    assert (span.expired, span.voluntary) == (True, False)


def test_a_credential_has_not_expired_on_its_last_day() -> None:
    """Interface, cycle: expired means an end before today."""
    holding = Holding(MLS, TODAY)

    assert not span_of(holding, TODAY).expired
    assert span_of(holding, date(2026, 11, 24)).expired


@pytest.mark.parametrize(
    ("key", "certified", "voluntary"),
    [
        (MLS, date(2003, 12, 31), True),
        (MLS, date(2004, 1, 1), False),
        (SBB, date(2005, 12, 31), True),
        (SBB, date(2006, 1, 1), False),
        (CredentialKey("MLS", Scheme.ASCPI), date(2011, 12, 31), True),
        (CredentialKey("MLS", Scheme.ASCPI), date(2012, 1, 1), False),
        (QIHC, date(1999, 1, 1), False),
        (CredentialKey("PA"), date(1999, 1, 1), False),
        (MLS, None, False),
    ],
)
def test_certified_before_the_mandatory_date_is_voluntary(
    key: CredentialKey, certified: date | None, voluntary: bool
) -> None:
    """Facts, section 2 (PART): 2004, 2006, 2012; qualifications and PA concern everybody."""
    holding = Holding(key, date(2027, 6, 30), certified_on=certified)

    assert is_voluntary(holding, catalog().credential(key)) is voluntary


def test_a_voluntary_participant_counts_the_three_years_up_to_today_and_never_expires() -> None:
    """Facts, section 2: certified before those dates means no expiry."""
    ahead = span_of(Holding(MLS, date(2027, 6, 30), voluntary=True), TODAY)
    behind = span_of(Holding(MLS, date(2020, 6, 30), voluntary=True), TODAY)

    assert ahead == behind
    assert ahead.cycle == Cycle(date(2023, 11, 24), TODAY)
    assert not behind.expired


@pytest.mark.parametrize(
    ("ends", "opens", "recommended"),
    [
        (date(2027, 6, 30), date(2027, 4, 1), date(2027, 5, 30)),
        (date(2027, 3, 31), date(2026, 12, 31), date(2027, 2, 28)),
        (date(2028, 5, 31), date(2028, 3, 2), date(2028, 4, 30)),
        (date(2028, 2, 29), date(2027, 12, 1), date(2028, 1, 29)),
    ],
)
def test_the_stricter_of_months_and_days_decides_about_the_declaration(
    ends: date, opens: date, recommended: date
) -> None:
    """Interface, cycle: the later of 3 months and 90 days; the earlier of 1 month and 30 days."""
    assert dates_of(Holding(MLS, ends)) == Dates(opens, recommended, ends)


def test_a_renewed_credential_rolls_into_the_cycle_after_it() -> None:
    """Issue 3: CEs dated after the old end belong to the next cycle; own figures stay behind."""
    old = Holding(MLS, date(2027, 6, 30), adjustments=Adjustments(note="seen"), number=3)

    new = next_cycle(old)

    ended = PastCycle(date(2024, 7, 1), date(2027, 6, 30))
    assert new == Holding(MLS, date(2030, 6, 30), number=3, past=(ended,))
    assert cycle_of(new, TODAY).starts == date(2027, 7, 1)


def test_a_declaration_stays_with_the_cycle_it_was_made_for() -> None:
    """Issue 7: the old cycle is kept for reference; nothing of it counts as declared again."""
    declared = Declared(date(2027, 4, 5), Outcome.APPROVED, date(2027, 4, 20))
    old = Holding(MLS, date(2027, 6, 30), declared=declared, entered=(Entered(1, "ab"),))

    new = next_cycle(old)

    assert (new.declared, new.entered) == (None, ())
    assert new.past == (PastCycle(date(2024, 7, 1), date(2027, 6, 30), declared),)


@pytest.mark.parametrize(
    ("ends", "starts"),
    [
        pytest.param(date(2030, 3, 31), date(2027, 7, 1), id="shorter, brought together"),
        pytest.param(date(2030, 6, 30), date(2027, 7, 1), id="three years on"),
        pytest.param(date(2031, 3, 31), date(2028, 4, 1), id="reinstated after a lapse"),
    ],
)
def test_a_next_cycle_of_another_length_never_counts_old_points(ends: date, starts: date) -> None:
    """A point that served the old cycle, or the reinstatement before a gap, is not met again."""
    new = next_cycle(Holding(MLS, date(2027, 6, 30)), ends)

    assert new.cycle_ends == ends
    assert cycle_of(new, ends).starts == starts


@given(st.dates(date(1990, 1, 1), date(2150, 12, 31)))
def test_the_next_cycle_leaves_no_gap_and_no_overlap(ends: date) -> None:
    """The day after the old end is the first of the new cycle, on 29 February too."""
    new = next_cycle(Holding(MLS, ends))

    starts = cycle_of(new, ends).starts

    assert starts.toordinal() == ends.toordinal() + 1


@given(st.dates(), st.integers(-60, 60))
def test_months_keep_the_day_or_cut_it_to_the_last_of_the_month(day: date, months: int) -> None:
    """Interface, cycle: month arithmetic clamps."""
    moved = months_later(day, months)

    if moved not in {date.min, date.max}:
        assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
        next_day = date.fromordinal(min(moved.toordinal() + 1, date.max.toordinal()))
        assert moved.day == day.day or (moved.day < day.day and next_day.day == 1)
