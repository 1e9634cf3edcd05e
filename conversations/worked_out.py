"""What was worked out of a person with many activities: asked for again, it is not done again.

A draft and the screen after Save give the same figures, and so does whoever asks "what remains?"
next. An answer is given again only where everything it rests on is equal to what it was then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cmp_rules._solving.desk import Numbered
from cmp_rules.eligibility import in_order, with_one_more
from cmp_rules.model import Activity, CredentialKey, Holding
from cmp_rules.progress import Progress, progress

FEW = 50  # activities; so few take 0.2 ms, and what would be kept takes more memory than they do
MOST = 8  # credentials; with one more it begins anew
EACH = 500  # bytes that are kept for an activity at most, with two credentials


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everything that an answer rests on, but for the rules, which stay while the process runs."""

    holding: Holding
    activities: tuple[Activity, ...]
    today: date


class WorkedOut:
    """The last answer for each credential of one person, and their activities in order.

    It is handed on from a person to the same person as changes leave them, so it goes when what was
    read of the person goes.
    """

    __slots__ = ("_found", "_ordered")

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: dict[CredentialKey, tuple[_Asked, Progress]] = {}
        self._ordered: tuple[tuple[Activity, ...], list[Numbered]] = ((), [])

    def __len__(self) -> int:
        """Count the answers that are kept."""
        return len(self._found)

    def progress(self, holding: Holding, activities: tuple[Activity, ...], today: date) -> Progress:
        """Return what `cmp_rules.progress` says."""
        if len(activities) < FEW:
            return progress(holding, activities, today)
        asked = _Asked(holding, activities, today)
        known = self._found.get(holding.key)
        if known is not None and known[0] == asked:
            return known[1]
        found = progress(holding, activities, today, ordered=self._in_order(activities))
        if known is None and len(self._found) >= MOST:
            self._found.clear()
        self._found[holding.key] = asked, found
        return found

    def everywhere(
        self, holdings: Sequence[Holding], activities: tuple[Activity, ...], today: date
    ) -> list[Progress]:
        """Return the same for several holdings: few activities are put in order once for all."""
        if len(activities) < FEW:
            ordered = in_order(activities)
            return [progress(each, activities, today, ordered=ordered) for each in holdings]
        return [self.progress(each, activities, today) for each in holdings]

    def _in_order(self, activities: tuple[Activity, ...]) -> list[Numbered]:
        before, ordered = self._ordered
        if activities == before:
            return ordered
        one_more = activities and activities[:-1] == before
        ordered = with_one_more(ordered, activities[-1]) if one_more else in_order(activities)
        self._ordered = activities, ordered  # in one step: another thread may ask as well
        return ordered


def size_for(activities: int) -> int:
    """Return how many bytes are kept, about, for so many activities."""
    return EACH * activities if activities >= FEW else 0
