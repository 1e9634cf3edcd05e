"""What credentials require, as a table that people read."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.figures.as_json import points_text
from cmp_rules.catalog import catalog
from cmp_rules.model import Credential, Edition, Figure

_UNKNOWN = "unknown"


def rules_text(credentials: Sequence[Credential], on: date) -> str:
    """Return what the credentials require of a cycle that ends on a day."""
    shared = catalog().programme.not_modelled
    blocks = [_block(each, catalog().edition(each.key, on), on) for each in credentials]
    closing = ["Not modelled for any credential:", *(f"  - {text}" for text in shared)]
    said = "Not affiliated with ASCP. What counts is what your ASCP dashboard shows."
    return "\n\n".join([*blocks, *(["\n".join(closing)] if shared else []), said])


def _block(credential: Credential, edition: Edition, on: date) -> str:
    lines = [f"{credential.key}  {credential.name}", f"  cycle ending {on}, see {credential.page}"]
    rows = [("total", edition.total), *((slot.name, slot.figure) for slot in edition.slots)]
    wide = max(len(name) for name, _figure in rows)
    lines += [_row(name.ljust(wide), figure) for name, figure in rows]
    lines += [
        f"  {name.ljust(wide)}  {points_text(points):>7}  inferred from a sister credential, "
        "not used as a requirement"
        for name, points in edition.inferred.items()
    ]
    shared = catalog().programme.not_modelled
    own = [text for text in edition.not_modelled if text not in shared]
    if own:
        lines += ["  not modelled:", *(f"    - {text}" for text in own)]
    return "\n".join(lines)


def _row(name: str, figure: Figure) -> str:
    points = _points(figure.points)
    return f"  {name}  {points:>7}  {figure.confidence:<9}  {figure.source} ({figure.seen})"


def _points(points: Decimal | None) -> str:
    return _UNKNOWN if points is None else points_text(points)
