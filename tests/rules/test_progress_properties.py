"""What must hold of every answer, whatever the credential and whatever was done."""

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from small_worlds import TODAY, World, activities, adjusted_worlds, worlds

from cmp_rules.eligibility import in_order, with_one_more
from cmp_rules.model import NOTHING, Kind, Pin, Why
from cmp_rules.progress import Progress, progress

many = settings(max_examples=200, deadline=None)


def answer(world: World) -> Progress:
    return progress(world.holding, world.activities, TODAY, rules=world.rules)


def missing(found: Progress) -> list[Decimal | None]:
    return [slot.missing for slot in (*found.slots, found.total)]


@st.composite
def pinned_worlds(draw: st.DrawFn) -> World:
    """Make up a world in which the person has wishes, possible or not."""
    world = draw(worlds())
    slots = st.sampled_from(("safety", "ethics", "chemistry", "hematology", "electives"))
    wishes = st.builds(
        Pin,
        key=st.just(world.holding.key),
        part=st.integers(0, 2),
        slot=slots,
        points=st.integers(1, 3).map(lambda count: count * world.unit),
    )
    return world.with_activities(
        [
            type(each)(
                each.title,
                each.date,
                each.kind,
                each.parts,
                pins=tuple(draw(st.lists(wishes, max_size=2))),
                excluded=each.excluded,
            )
            for each in world.activities
        ]
    )


@many
@given(world=pinned_worlds(), data=st.data())
def test_the_order_of_the_activities_changes_nothing(world: World, data: st.DataObject) -> None:
    """Issue 2: the allocation is independent of the order of activities."""
    order = data.draw(st.permutations(range(len(world.activities))))
    shuffled = world.with_activities([world.activities[place] for place in order])

    one, other = answer(world), answer(shuffled)

    assert (one.slots, one.total, one.complete) == (other.slots, other.total, other.complete)
    assert _spent(one, world) == _spent(other, shuffled)


def _spent(found: Progress, world: World) -> Counter[tuple[object, ...]]:
    """Return what went where, by what the activities are instead of their places."""
    spent: Counter[tuple[object, ...]] = Counter()
    for use in found.allocation:
        spent[world.activities[use.activity], use.part, use.slot] += int(use.points * 100)
    return spent


@many
@given(world=pinned_worlds())
def test_every_point_is_used_once_or_told_why_not(world: World) -> None:
    """Issue 3: where each point went, and why the rest did not count."""
    found = answer(world)

    for number, activity in enumerate(world.activities):
        for place, part in enumerate(activity.parts):
            told = (*found.allocation, *found.not_counted)
            mine = [each for each in told if (each.activity, each.part) == (number, place)]
            assert sum(each.points for each in mine) == part.points
    assert all(use.points > 0 for use in (*found.allocation, *found.not_counted))


@many
@given(world=pinned_worlds(), data=st.data())
def test_one_activity_more_is_put_where_it_belongs(world: World, data: st.DataObject) -> None:
    """Whoever logs one more has the others in order already."""
    more = data.draw(activities(world.unit))

    assert with_one_more(in_order(world.activities), more) == in_order((*world.activities, more))


@many
@given(world=pinned_worlds())
def test_what_one_activity_lost_is_its_part_of_what_all_lost(world: World) -> None:
    """A screen about one activity asks for nothing else."""
    found = answer(world)

    for number in range(len(world.activities)):
        lost = tuple(each for each in found.not_counted if each.activity == number)
        assert found.not_counted_of(number) == lost


@many
@given(world=pinned_worlds())
def test_what_is_met_is_the_sum_of_the_uses_and_fits_its_slot(world: World) -> None:
    """Interface, progress: `met` comes from the allocation shown beside it."""
    found = answer(world)
    edition = world.rules.edition(world.holding.key, found.cycle.ends)
    accepts = {slot.name: slot.accepts for slot in edition.slots}

    for slot in found.slots:
        uses = [use for use in found.allocation if use.slot == slot.name]
        assert sum(use.points for use in uses) == slot.met
        assert slot.required is None or slot.met <= slot.required
        for use in uses:
            areas = world.activities[use.activity].parts[use.part].areas
            assert accepts[slot.name] is None or accepts[slot.name] & areas
    assert found.total.met == sum(slot.met for slot in found.slots)
    assert found.total.required is None or found.total.met <= found.total.required


@many
@given(world=pinned_worlds())
def test_college_courses_never_make_up_more_than_half_of_the_total(world: World) -> None:
    """Facts, section 6: at most 50% of the credential's total."""
    found = answer(world)

    college = sum(
        use.points
        for use in found.allocation
        if world.activities[use.activity].kind is Kind.COLLEGE_COURSE
    )

    assert found.total.required is None or college <= found.total.required / 2


@many
@given(world=worlds(), data=st.data())
def test_one_activity_more_never_makes_more_missing(world: World, data: st.DataObject) -> None:
    """Issue 3: adding an activity never increases what is missing."""
    more = data.draw(activities(world.unit))

    before = answer(world)
    after = answer(world.with_activities((*world.activities, more)))

    assert after.total.met >= before.total.met
    assert [slot.met for slot in after.slots] >= [slot.met for slot in before.slots]
    assert not (before.complete is True and after.complete is not True)


@many
@given(world=pinned_worlds())
def test_a_wish_never_invents_points(world: World) -> None:
    """Issue 3: a pin never invents points."""
    free = world.with_activities(
        [type(a)(a.title, a.date, a.kind, a.parts, excluded=a.excluded) for a in world.activities]
    )

    assert answer(world).total.met <= answer(free).total.met


@many
@given(world=pinned_worlds())
def test_a_wish_is_followed_whole_or_refused_with_a_reason(world: World) -> None:
    """Issue 3: the rest is allocated best around a pin; an impossible one is refused."""
    found = answer(world)
    idle = {each.activity for each in found.not_counted if each.why in _OUT}
    refused = Counter((each.activity, each.pin) for each in found.refused_pins)

    assert all(each.why.endswith(".") for each in found.refused_pins)
    for number, activity in enumerate(world.activities):
        if number in idle:
            continue
        followed: Counter[tuple[int, str]] = Counter()
        for pin, count in Counter(activity.pins).items():
            times = count - refused[number, pin]
            followed[pin.part, pin.slot] += int(times * pin.points * 100)
        for (part, slot), least in followed.items():
            given_to = sum(
                (
                    use.points
                    for use in found.allocation
                    if (use.activity, use.part, use.slot) == (number, part, slot)
                ),
                NOTHING,
            )
            assert given_to * 100 >= least


_OUT = {Why.OUTSIDE_CYCLE, Why.BORDER, Why.EXCLUDED}


@many
@given(world=worlds())
def test_complete_is_said_only_where_every_figure_is_known_and_met(world: World) -> None:
    """Interface: false when a known figure is short, else null when one is unknown, else true."""
    found = answer(world)

    short = any(each for each in missing(found) if each is not None)
    unknown = any(each is None for each in missing(found))

    assert found.complete == (False if short else None if unknown else True)


@many
@given(world=worlds())
def test_surplus_means_that_everything_that_accepts_it_is_full(world: World) -> None:
    """Interface: the reasons `surplus`, `limit` and `no_slot`."""
    found = answer(world)
    edition = world.rules.edition(world.holding.key, found.cycle.ends)
    areas_ask = sum(slot.required or NOTHING for slot in found.slots if slot.name != "electives")
    full = {slot.name: not slot.missing for slot in found.slots}
    if (electives := found.slot("electives")) is not None:
        full["electives"] = (
            found.total.required is not None and electives.met == found.total.required - areas_ask
        )

    for each in found.not_counted:
        activity = world.activities[each.activity]
        areas = activity.parts[each.part].areas
        accepting = [s.name for s in edition.slots if s.accepts is None or s.accepts & areas]
        match each.why:
            case Why.NO_SLOT:
                assert not accepting
            case Why.SURPLUS:
                assert accepting
                assert all(full[name] for name in accepting)
            case Why.LIMIT:
                assert activity.kind is Kind.COLLEGE_COURSE
            case _:
                assert activity.date not in found.cycle or activity.excluded


@many
@given(world=adjusted_worlds())
def test_own_figures_keep_the_sums_right(world: World) -> None:
    """Issue 3: own adjustments; nothing is met twice, and a slot of 0 points is left out."""
    for holding in world.holdings:
        found = progress(holding, world.activities, TODAY, rules=world.rules)
        names = [slot.name for slot in found.slots]

        assert found.total.met == sum(slot.met for slot in found.slots)
        assert len(set(names)) == len(names)
        for name, points in holding.adjustments.slots.items():
            slot = found.slot(name)
            assert (slot.required == points) if slot is not None else (points == 0)
        if found.complete:
            assert all(slot.met >= (slot.required or NOTHING) for slot in found.slots)
            assert found.total.met >= (found.total.required or NOTHING)
