"""What is said when figures are others than the person was last told."""

from collections.abc import Sequence
from decimal import Decimal

from cmp_rules.model import NOTHING, Confidence, Credential, CredentialKey
from cmp_rules.progress import Progress
from cmp_rules.recheck import TOTAL, ChangedFigure, Rechecked
from conversations.wording.answers import still_missing_short
from conversations.wording.forms import credential, listed, number, points, slot
from conversations.wording.holdings import CONFIDENCE


def rules_changed_heading(keys: Sequence[CredentialKey]) -> str:
    """Say which credentials are concerned."""
    names = listed([credential(key) for key in keys])
    return f"What your {names} {'asks' if len(keys) == 1 else 'ask'} for has changed"


def rules_changed_opening() -> str:
    """Say what this is about."""
    return "I count by other figures now than I told you before."


def rules_changed_lines(found: Rechecked, about: Credential) -> list[str]:
    """Say which figures of one credential changed, what remains now, and where to check."""
    return [
        f"{credential(about.key)}, {about.name}",
        *(_changed_line(figure) for figure in found.figures),
        still_missing_short(found.now),
        _missing_before(found.was),
        f"Check it on your ASCP dashboard: {about.page}",
    ]


def rules_changed_closing() -> str:
    """Say that what was saved is safe, and whose word counts."""
    return (
        "Nothing you saved has changed. If your dashboard shows other figures, put them in with "
        "/credentials: yours are used from then on. Not affiliated with ASCP."
    )


def _changed_line(figure: ChangedFigure) -> str:
    name = "in all" if figure.name == TOTAL else slot(figure.name)
    line = f"• {name}: was {_figure(figure.was)}, now {_figure(figure.now)}"
    if figure.now is None:
        return line
    if figure.confidence is Confidence.YOURS:
        return f"{line} (worked out with your own figures)"
    return f"{line} ({CONFIDENCE[figure.confidence]})"


def _figure(value: Decimal | None) -> str:
    if value is None:
        return "not known"
    return number(value) if value != NOTHING else "not asked for"


def _missing_before(was: Progress) -> str:
    short = was.total.missing
    if short:
        return f"By the figures before: {points(short)} missing."
    if was.complete is False:
        return "By the figures before: an area still short."
    if was.complete is None:
        return "By the figures before: it could not be told whether you were done."
    return "By the figures before: nothing missing."
