"""What changed for whom when a figure changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import AREAS, DAY, ENDS, TODAY, credential, rules_of

from cmp_rules.catalog import Catalog, catalog
from cmp_rules.cycles import is_voluntary
from cmp_rules.model import (
    Activity,
    Adjustments,
    Area,
    Confidence,
    CredentialKey,
    Holding,
    Kind,
    Part,
)
from cmp_rules.recheck import (
    ChangedFigure,
    Figures,
    changed_figures,
    figures_on,
    read_figures,
    recheck,
    write_figures,
)

X = Holding(CredentialKey("X"), ENDS)
OLD = [("safety", 1), ("chemistry", 4), ("electives", 7)]


def rules(asked: Sequence[tuple[str, int | None]], total: int | None) -> Catalog:
    """Return a catalogue of one credential."""
    slots = [(name, None if points is None else Decimal(points)) for name, points in asked]
    return rules_of([credential("X", slots, None if total is None else Decimal(total))])


def told(holding: Holding = X, today: date = TODAY, by: Catalog | None = None) -> Figures:
    found = figures_on(holding, today, rules=by or rules(OLD, 12))
    assert found is not None
    return found


def changes(now: Catalog, holding: Holding = X) -> list[tuple[str, Decimal | None, Decimal | None]]:
    found = changed_figures(holding, told(holding), TODAY, rules=now)
    return [(figure.name, figure.was, figure.now) for figure in found]


def test_the_figures_of_a_holding_are_those_of_its_edition() -> None:
    """Without the person's own, which are theirs alone: figures may be stored unsealed."""
    own = Adjustments(total=Decimal(77), slots={"ethics": Decimal(0), "virology": Decimal(2)})
    holding = Holding(CredentialKey("SBB"), ENDS, adjustments=own)

    found = figures_on(holding, TODAY)

    assert found == {"total": 36, "safety": 1, "ethics": 1, "blood_banking": 10, "electives": 24}


def test_nothing_has_changed_where_no_figure_has() -> None:
    """Also where only the confidence or the source of a figure is another one."""
    assert changes(rules(OLD, 12)) == []
    firmer = rules(OLD, 12)
    edition = firmer.credential(X.key).editions[0]
    sure = replace(edition.total, confidence=Confidence.CONFIRMED, source="ascp.org")
    renewed = replace(firmer.credential(X.key), editions=(replace(edition, total=sure),))

    assert changes(replace(firmer, credentials={X.key: renewed})) == []


@pytest.mark.parametrize(
    ("asked", "total", "expected"),
    [
        ([*OLD[:2], ("electives", 11)], 16, [("total", 12, 16), ("electives", 7, 11)]),
        ([OLD[0], ("electives", 11)], 12, [("electives", 7, 11), ("chemistry", 4, 0)]),
        ([*OLD[:2], ("ethics", 7)], 12, [("ethics", 0, 7), ("electives", 7, 0)]),
        ([*OLD[:2], ("electives", None)], None, [("total", 12, None), ("electives", 7, None)]),
    ],
)
def test_each_changed_figure_is_named_with_what_it_was(
    asked: list[tuple[str, int | None]],
    total: int | None,
    expected: list[tuple[str, int | None, int | None]],
) -> None:
    """A slot that came or went was, or is, 0; None is unknown, which is not the same as 0."""
    assert changes(rules(asked, total)) == expected


def test_a_figure_that_becomes_known_is_a_change() -> None:
    """The other way round: unknown before."""
    unknown = told(by=rules([("safety", 1), ("electives", None)], None))

    found = changed_figures(X, unknown, TODAY, rules=rules([("safety", 1), ("electives", 11)], 12))

    assert found == (
        ChangedFigure("total", None, Decimal(12), Confidence.SECONDARY),
        ChangedFigure("electives", None, Decimal(11), Confidence.SECONDARY),
    )


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (Adjustments(total=Decimal(12)), []),
        (Adjustments(total=Decimal(20)), []),
        (Adjustments(slots={"electives": Decimal(7)}), [("total", 12, 16)]),
        (Adjustments(slots={"chemistry": Decimal(0)}), [("total", 12, 16), ("electives", 11, 15)]),
    ],
)
def test_a_change_behind_an_own_figure_does_not_concern_its_owner(
    own: Adjustments, expected: list[tuple[str, int, int]]
) -> None:
    """Here the total grows from 12 to 16, and the electives with it."""
    now = rules([*OLD[:2], ("electives", 11)], 16)

    assert changes(now, replace(X, adjustments=own)) == expected


def test_what_is_missing_is_shown_before_and_after_with_the_same_activities() -> None:
    """Issue 3: what changed for whom; limits and slots are those of the time."""
    parts = (Part(Decimal("1.5"), frozenset({Area.CHEMISTRY})),)
    done = (Activity("Electrolytes", DAY, Kind.CE_COURSE, parts),)
    now = rules([("safety", 1), ("chemistry", 1), ("electives", 14)], 16)

    found = recheck(X, told(), done, TODAY, rules=now)

    assert found is not None
    assert (found.was.total.missing, found.now.total.missing) == (Decimal("10.5"), Decimal("14.5"))
    before, after = found.was.slot("chemistry"), found.now.slot("chemistry")
    assert before is not None
    assert after is not None
    assert (before.missing, after.missing) == (Decimal("2.5"), Decimal(0))


def test_own_figures_stand_on_both_sides_of_the_comparison() -> None:
    """The person's 10 of chemistry were 10 before the change, too."""
    holding = replace(X, adjustments=Adjustments(slots={"chemistry": Decimal(10)}))
    now = rules([("safety", 2), *OLD[1:]], 12)

    found = recheck(holding, told(holding), (), TODAY, rules=now)

    assert found is not None
    for asked in (found.was, found.now):
        slot = asked.slot("chemistry")
        assert slot is not None
        assert slot.required == 10


def test_no_change_means_nothing_to_show() -> None:
    """Issue 3: only the people concerned."""
    assert recheck(X, told(), (), TODAY, rules=rules(OLD, 12)) is None


def test_an_edition_that_takes_over_as_the_days_pass_is_a_change() -> None:
    """A voluntary participant's window moves on: SBB asks for ethics from 2023 on."""
    holding = Holding(CredentialKey("SBB"), date(2030, 1, 1), voluntary=True)
    assert is_voluntary(holding, catalog().credential(holding.key))
    before = figures_on(holding, date(2022, 12, 31))
    assert before is not None

    found = changed_figures(holding, before, date(2023, 1, 1))

    assert [(figure.name, figure.was, figure.now) for figure in found] == [
        ("ethics", 0, 1),
        ("electives", 25, 24),
    ]


def test_a_credential_that_the_catalogue_does_not_know_has_no_figures() -> None:
    """Nothing can be said about it, so nothing is."""
    stranger = Holding(CredentialKey("Y"), ENDS)

    assert figures_on(stranger, TODAY, rules=rules(OLD, 12)) is None
    assert recheck(stranger, told(), (), TODAY, rules=rules(OLD, 12)) is None


@given(
    st.dictionaries(
        st.sampled_from(["total", *AREAS, "electives"]),
        st.none() | st.decimals(Decimal("0.01"), Decimal("999.99"), places=2),
    )
)
def test_written_figures_read_back_as_they_were(figures: dict[str, Decimal | None]) -> None:
    """Baselines outlive the process that wrote them; their order is kept as well."""
    found = read_figures(write_figures(figures))

    assert list(found.items()) == list(figures.items())


def test_written_figures_are_plain_json() -> None:
    """Interfaces: points are texts without trailing zeros."""
    assert write_figures({"total": Decimal("30.00"), "electives": None}) == (
        '{"total":"30","electives":null}'
    )


def test_every_credential_keeps_its_progress_by_the_figures_told() -> None:
    """The edition made of figures asks exactly what the catalogue's does; over all of it."""
    for each in catalog().credentials.values():
        holding = Holding(each.key, ENDS)
        before = figures_on(holding, TODAY)
        assert before is not None
        assert changed_figures(holding, before, TODAY) == (), each.key
        one_more = {**before, "virology": Decimal(3) + (before.get("virology") or 0)}

        found = recheck(holding, one_more, (), TODAY)

        assert found is not None, each.key
        was, now = (
            {slot.name: slot.missing for slot in asked.slots if slot.name != "virology"}
            for asked in (found.was, found.now)
        )
        assert was == now, each.key


@pytest.mark.parametrize("own", [Adjustments(), Adjustments(total=Decimal(40))])
def test_an_own_correction_is_no_change_of_the_rules(own: Adjustments) -> None:
    """What was told stays valid whichever figures the person puts in or takes out."""
    corrected = replace(X, adjustments=own)

    assert changed_figures(corrected, told(), TODAY, rules=rules(OLD, 12)) == ()
