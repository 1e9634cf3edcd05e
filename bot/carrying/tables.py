"""The spreadsheets of an export. No cell of them is a formula, whatever a person wrote."""

import csv
import io
from collections.abc import Iterable, Sequence

from bot.figures.as_json import points_text
from cmp_rules.model import Activity, Holding, Part

# https://owasp.org/www-community/attacks/CSV_Injection, and the wide forms of the same signs
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def activities_csv(activities: Iterable[Activity]) -> bytes:
    """Return the activities, a line each."""
    heads = ("number", "date", "title", "provider", "kind", "points", "parts", "left out of")
    return _csv(
        heads,
        (
            (
                str(each.number),
                f"{each.date}",
                each.title,
                each.provider,
                each.kind.value,
                points_text(each.points),
                "; ".join(_part(part) for part in each.parts),
                "; ".join(sorted(str(key) for key in each.excluded)),
            )
            for each in activities
        ),
    )


def credentials_csv(holdings: Iterable[Holding]) -> bytes:
    """Return the credentials with their cycles and the person's own figures, a line each."""
    heads = ("credential", "cycle starts", "cycle ends", "voluntary", "certified on", "own total")
    more = ("own figures", "note", "declared on", "outcome")
    return _csv(
        (*heads, *more),
        (
            (
                str(each.key),
                _maybe(each.cycle_starts),
                f"{each.cycle_ends}",
                "yes" if each.voluntary else "no",
                _maybe(each.certified_on),
                "" if each.adjustments.total is None else points_text(each.adjustments.total),
                _own_figures(each),
                each.adjustments.note,
                "" if each.declared is None else f"{each.declared.on}",
                "" if each.declared is None else each.declared.outcome.value,
            )
            for each in holdings
        ),
    )


def cell(text: str) -> str:
    """Return a text that a spreadsheet shows and never works out."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([cell(text) for text in line] for line in lines)
    return made.getvalue().encode("utf-8-sig")  # with the mark by which Excel knows UTF-8


def _own_figures(holding: Holding) -> str:
    figures = sorted(holding.adjustments.slots.items())
    return "; ".join(f"{name} {points_text(points)}" for name, points in figures)


def _part(part: Part) -> str:
    return f"{points_text(part.points)} {' or '.join(sorted(part.areas))}"


def _maybe(value: object) -> str:
    return "" if value is None else str(value)
