"""Covering in whole numbers at the least cost, exactly: cutting planes, simplex, branch and bound.

Which amounts x cost least, so that for every row the amounts it names reach what it asks? The rows
are too many to write down, so a judge is asked which of them a proposal breaks. The relaxation is
solved through its dual by a simplex method in whole numbers (each division is exact), so that no
rounding can pass for a proof.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Judge: TypeAlias = Callable[[Sequence[int], int], "list[Row]"]
"""Return rows that the proposal breaks; the amounts come as numerators of one denominator."""

MOST_NODES = 400
"""Branches looked at before the best answer so far is given, unproven."""


@dataclass(frozen=True, slots=True)
class Row:
    """These amounts together, times `sign`, must reach at least so much."""

    variables: tuple[int, ...]
    least: int
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Cover:
    """Amounts that satisfy every row. `proven`: none that cost less do."""

    amounts: tuple[int, ...]
    proven: bool


def cover(
    costs: Sequence[int], rows: Sequence[Row], judge: Judge, *, most_nodes: int = MOST_NODES
) -> Cover:
    """Return the cheapest cover; costs are above 0, and each row names at least one amount."""
    root = Relaxation(costs)
    for row in rows:
        root.add(row)
    best: tuple[int, ...] | None = None
    waiting = [root]
    looked = 0
    while waiting:
        node = waiting.pop()
        looked += 1
        if not _settle(node, judge):
            continue
        if best is None:
            best = _repaired(node, costs, judge)
        if node.bound() >= _cost(costs, best):
            continue
        amounts, scale = node.solution()
        split = next((i for i, amount in enumerate(amounts) if amount % scale), None)
        if split is None:
            best = tuple(amount // scale for amount in amounts)
        elif looked >= most_nodes:
            return Cover(best, proven=False)
        else:
            whole = amounts[split] // scale
            waiting += [
                node.with_row(Row((split,), -whole, -1)),
                node.with_row(Row((split,), whole + 1)),
            ]
    return Cover(best or (0,) * len(costs), proven=True)


def _settle(node: "Relaxation", judge: Judge) -> bool:
    """Solve a relaxation under all rows; False where nothing satisfies them."""
    while node.solve():
        broken = judge(*node.solution())
        if not broken:
            return True
        for row in broken:
            node.add(row)
    return False


def _repaired(node: "Relaxation", costs: Sequence[int], judge: Judge) -> tuple[int, ...]:
    """Round a solution up, which satisfies every row, then take back what is not needed."""
    amounts, scale = node.solution()
    whole = [-(-amount // scale) for amount in amounts]
    for place in sorted(range(len(costs)), key=lambda i: -costs[i]):
        if amounts[place] % scale:
            whole[place] -= 1
            if judge(whole, 1):
                whole[place] += 1
    return tuple(whole)


def _cost(costs: Sequence[int], amounts: Sequence[int]) -> int:
    return sum(cost * amount for cost, amount in zip(costs, amounts, strict=True))


class Relaxation:
    """The problem without wholeness, as a simplex tableau of its dual, column by column.

    Every entry is a whole number over the common denominator `_scale`. The first columns belong
    to the amounts (their last entry is the amount itself), `_right` is the right-hand side, and
    each row of the problem adds a column.
    """

    def __init__(self, costs: Sequence[int]) -> None:
        size = len(costs)
        self._size = size
        self._scale = 1
        self._columns = [[int(i == j) for i in range(size + 1)] for j in range(size)]
        self._right = [*costs, 0]
        self._basis = list(range(size))

    def with_row(self, row: Row) -> "Relaxation":
        """Return a copy that must satisfy one row more."""
        twin = Relaxation(())
        twin._size, twin._scale = self._size, self._scale
        twin._columns = [column.copy() for column in self._columns]
        twin._right, twin._basis = self._right.copy(), self._basis.copy()
        twin.add(row)
        return twin

    def add(self, row: Row) -> None:
        """Ask for one row more."""
        named = [self._columns[variable] for variable in row.variables]
        column = [row.sign * sum(entries) for entries in zip(*named, strict=True)]
        column[-1] -= row.least * self._scale
        self._columns.append(column)

    def solution(self) -> tuple[list[int], int]:
        """Return the amounts as numerators of one denominator."""
        return [column[-1] for column in self._columns[: self._size]], self._scale

    def bound(self) -> int:
        """Return what any whole solution costs at least."""
        return -(-self._right[-1] // self._scale)

    def solve(self) -> bool:
        """Find the cheapest amounts; False where no amounts satisfy the rows.

        The first improving column enters and the first of equal rows leaves (Bland's rule), so
        that the method cannot run in a circle.
        """
        while True:
            entering = next((j for j, column in enumerate(self._columns) if column[-1] < 0), None)
            if entering is None:
                return True
            column = self._columns[entering]
            leaving = None
            for i in range(self._size):
                if column[i] > 0 and (leaving is None or self._before(i, leaving, column)):
                    leaving = i
            if leaving is None:
                return False
            self._pivot(leaving, entering)

    def _before(self, one: int, other: int, column: list[int]) -> bool:
        """Whether one row leaves rather than another."""
        left = self._right[one] * column[other]
        right = self._right[other] * column[one]
        return left < right or (left == right and self._basis[one] < self._basis[other])

    def _pivot(self, row: int, entering: int) -> None:
        """Exchange the basic variable of a row."""
        pivot_column = self._columns[entering].copy()
        pivot, scale = pivot_column[row], self._scale
        for column in (*self._columns, self._right):
            factor = column[row]
            column[:] = [
                (entry * pivot - along * factor) // scale
                for entry, along in zip(column, pivot_column, strict=True)
            ]
            column[row] = factor
        self._basis[row] = entering
        self._scale = pivot
