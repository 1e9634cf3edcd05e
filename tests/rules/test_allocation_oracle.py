"""The allocation against an oracle that tries out every other one."""

import pytest
from brute_force import fillings, units_of
from hypothesis import given, settings
from small_worlds import ENDS, STARTS, TODAY, World, worlds

from cmp_rules.progress import Progress, progress


def answer(world: World) -> Progress:
    return progress(world.holding, world.activities, TODAY, rules=world.rules)


@pytest.mark.slow
@settings(max_examples=2500, deadline=None)
@given(world=worlds())
def test_no_allocation_fills_an_earlier_slot_further_nor_leaves_less_missing(world: World) -> None:
    """Design, section 5: slots in order, and no allocation leaves fewer points missing."""
    edition = world.rules.edition(world.holding.key, ENDS)
    units = units_of(world.activities, world.holding.key, world.unit, STARTS, ENDS)

    every = fillings(edition, world.unit, units)
    found = tuple(int(slot.met / world.unit) for slot in answer(world).slots)

    assert found == max(every)
    assert sum(found) == max(sum(filling) for filling in every)
