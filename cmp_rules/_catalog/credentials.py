"""One file per credential: its names, who must take part, and its editions."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from cmp_rules._catalog.editions import check_slots, read_inferred, read_slots
from cmp_rules._catalog.figures import PAGE, read_figure, read_since
from cmp_rules._catalog.model import Source
from cmp_rules._catalog.tables import Table
from cmp_rules.model import Credential, CredentialKey, Edition, Scheme

STATUSES = ("active", "legacy_or_closed", "unknown")


def read_credential(
    table: Table, shared: Mapping[str, Source], not_modelled: tuple[str, ...]
) -> tuple[Credential, tuple[str, ...]]:
    """Read a credential and the other names it goes by.

    `not_modelled` holds for the whole programme; it ends the list of every edition.
    """
    scheme = table.text("scheme")
    if scheme not in set(Scheme):
        raise table.refuse("scheme", f"is {scheme!r}, not one of {', '.join(Scheme)}")
    page = table.text("page")
    sources = {**shared, PAGE: Source(PAGE, page, "The credential's own page.", official=True)}
    since, everyone = read_since(table.table("participation"), sources)
    credential = Credential(
        key=CredentialKey(table.text("code"), Scheme(scheme)),
        name=table.text("name"),
        status=_read_status(table),
        page=page,
        editions=_read_editions(table, sources, not_modelled),
        mandatory_from=since,
        everyone=everyone,
        notes=table.text("notes") if "notes" in table else "",
    )
    also = table.texts("also")
    table.done()
    return credential, also


def _read_status(table: Table) -> str:
    status = table.text("status")
    if status not in STATUSES:
        raise table.refuse("status", f"is {status!r}, not one of {', '.join(STATUSES)}")
    return status


def _read_editions(
    table: Table, sources: Mapping[str, Source], not_modelled: tuple[str, ...]
) -> tuple[Edition, ...]:
    """Read the editions, oldest first: together they rule every day exactly once."""
    entries = table.tables("edition")
    if not entries:
        raise table.refuse("edition", "is missing")
    editions: list[Edition] = []
    for number, entry in enumerate(entries, start=1):
        first = entry.take("first_end", date) if "first_end" in entry else None
        last = entry.take("last_end", date) if "last_end" in entry else None
        _check_span(entry, editions[-1] if editions else None, first, last)
        if (last is None) != (number == len(entries)):
            raise entry.refuse("last_end", "stands in every edition but the last")
        editions.append(_read_edition(entry, sources, not_modelled, first, last))
    return tuple(editions)


def _check_span(
    entry: Table, before: Edition | None, first: date | None, last: date | None
) -> None:
    """Refuse a gap or an overlap between two editions, and an end before the beginning."""
    if before is None or before.last_end is None:
        if first is not None:
            raise entry.refuse("first_end", "leaves a gap: the first edition has no beginning")
        return
    due = before.last_end + timedelta(days=1)
    if first is None or first < due:
        raise entry.refuse("first_end", f"overlaps the edition that ends {before.last_end}")
    if first > due:
        raise entry.refuse("first_end", f"leaves a gap: nothing rules from {due} on")
    if last is not None and last < first:
        raise entry.refuse("last_end", "lies before first_end")


def _read_edition(
    entry: Table,
    sources: Mapping[str, Source],
    not_modelled: tuple[str, ...],
    first: date | None,
    last: date | None,
) -> Edition:
    total = read_figure(entry.table("total"), sources)
    slots = read_slots(entry, sources)
    check_slots(entry, total, slots)
    known: dict[str, Decimal | None] = {slot.name: slot.figure.points for slot in slots}
    edition = Edition(
        first_end=first,
        last_end=last,
        total=total,
        slots=slots,
        inferred=read_inferred(entry.table("inferred"), {**known, "total": total.points}),
        not_modelled=(*entry.texts("not_modelled"), *not_modelled),
    )
    entry.done()
    return edition
