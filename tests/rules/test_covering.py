"""Covering in whole numbers, against trying every amount."""

from collections.abc import Sequence
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_rules._solving.covering import Judge, Row, cover

MOST = 3


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[int], list[Row]]:
    """Make up costs, a circle of neighbours one of which must give, and some rows more."""
    size = draw(st.sampled_from((1, 3, 5)))
    costs = draw(st.lists(st.integers(1, 4), min_size=size, max_size=size))
    circle = [
        Row(tuple({place, (place + 1) % size}), draw(st.integers(1, MOST))) for place in range(size)
    ]
    named = st.frozensets(st.integers(0, size - 1), min_size=1)
    more = st.builds(Row, named.map(lambda names: tuple(sorted(names))), st.integers(0, MOST))
    return costs, [*circle, *draw(st.lists(more, max_size=3))]


def judge_of(rows: Sequence[Row]) -> Judge:
    def judge(numerators: Sequence[int], scale: int) -> list[Row]:
        return [
            row
            for row in rows
            if sum(numerators[variable] for variable in row.variables) < row.least * scale
        ]

    return judge


@settings(max_examples=300, deadline=None)
@given(problem=problems(), told=st.booleans())
def test_the_cheapest_cover_is_found(problem: tuple[list[int], list[Row]], told: bool) -> None:
    """Whether the rows are told at the start or only by the judge."""
    costs, rows = problem

    found = cover(costs, rows if told else [], judge_of(rows))

    every = [
        amounts
        for amounts in product(range(MOST + 1), repeat=len(costs))
        if not judge_of(rows)(amounts, 1)
    ]
    assert found.proven
    assert found.amounts in every
    assert cost(costs, found.amounts) == min(cost(costs, amounts) for amounts in every)


def cost(costs: Sequence[int], amounts: Sequence[int]) -> int:
    return sum(each * amount for each, amount in zip(costs, amounts, strict=True))


def test_an_odd_circle_needs_more_than_its_halves() -> None:
    """Each of five neighbours wants one of two: halves would cost 2.5, whole numbers cost 3."""
    rows = [Row((place, (place + 1) % 5), 1) for place in range(5)]

    found = cover([1] * 5, rows, judge_of(rows))

    assert sum(found.amounts) == 3
    assert found.proven


def test_a_search_that_is_cut_short_still_gives_a_cover() -> None:
    """One of each two of four: halves would cost 2, and whether 3 is the least is not looked at."""
    rows = [Row(pair, 1) for pair in combinations(range(4), 2)]

    found = cover([1] * 4, rows, judge_of(rows), most_nodes=1)

    assert not judge_of(rows)(found.amounts, 1)
    assert not found.proven


def test_nothing_to_cover_costs_nothing() -> None:
    """No amounts and no rows."""
    assert cover([], [], judge_of([])).amounts == ()
