"""Figures and statements with their sources: nothing enters the catalogue without one."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cmp_rules._catalog.model import Count, Share, Source, Statement
from cmp_rules._catalog.tables import Table
from cmp_rules.model import Confidence, Figure

PAGE = "PAGE"  # cited for an unknown figure: the credential's own page, where it would stand


class Cited(NamedTuple):
    """How far something can be trusted, where it was read, and when."""

    confidence: Confidence
    source: str
    seen: date


def read_figure(table: Table, sources: Mapping[str, Source]) -> Figure:
    """Read a number of points; it is absent exactly where its confidence is `unknown`."""
    points = table.number("points") if "points" in table else None
    cited = _read_cited(table, sources)
    if (points is None) != (cited.confidence is Confidence.UNKNOWN):
        raise table.refuse("points", f"does not go with confidence {cited.confidence}")
    table.done()
    return Figure(points, *cited)


def read_share(table: Table, sources: Mapping[str, Source]) -> Share:
    """Read a limit that is a share of a credential's total."""
    share = Share(table.number("share"), *_read_cited(table, sources))
    table.done()
    return share


def read_count(table: Table, sources: Mapping[str, Source]) -> Count:
    """Read a length of time, in the unit that its key names."""
    count = Count(table.take("value", int), *_read_cited(table, sources))
    table.done()
    return count


def read_statement(table: Table, sources: Mapping[str, Source]) -> Statement:
    """Read a fact in our own words."""
    statement = Statement(table.text("text"), *_read_cited(table, sources))
    table.done()
    return statement


def read_statements(table: Table, key: str, sources: Mapping[str, Source]) -> tuple[Statement, ...]:
    """Read a list of facts; none where the key is absent."""
    return tuple(read_statement(entry, sources) for entry in table.tables(key))


def read_since(table: Table, sources: Mapping[str, Source]) -> tuple[date | None, bool]:
    """Read since when those newly certified must take part, or that everybody must."""
    everyone = table.take("everyone", bool) if "everyone" in table else False
    since = None if everyone else table.take("mandatory_from", date)
    _read_cited(table, sources)
    table.done()
    return since, everyone


def _read_cited(table: Table, sources: Mapping[str, Source]) -> Cited:
    """Read the confidence, the address of the source and the day on which it was seen."""
    confidence = _confidence(table)
    name = table.text("source")
    source = sources.get(name)
    if source is None:
        raise table.refuse("source", f"{name!r} does not stand in sources.toml")
    if confidence is Confidence.CONFIRMED and not source.official:
        raise table.refuse("confidence", f"is confirmed, but {name} is not an official source")
    return Cited(confidence, source.address, table.take("seen", date))


def _confidence(table: Table) -> Confidence:
    text = table.text("confidence")
    if text not in {Confidence.CONFIRMED, Confidence.SECONDARY, Confidence.UNKNOWN}:
        raise table.refuse("confidence", f"is {text!r}, not confirmed, secondary or unknown")
    return Confidence(text)
