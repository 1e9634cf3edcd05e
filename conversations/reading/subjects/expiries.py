"""Which expiry belongs to which credential. What could belong to several is left out."""

import re
from collections.abc import Sequence
from datetime import date

from cmp_rules.model import CredentialKey
from conversations.reading.credential_words import Named
from conversations.reading.dates import DateRead
from conversations.reading.plain import Span
from conversations.reading.subjects.clauses import bare_clauses
from conversations.reading.subjects.entities import Entities
from conversations.reading.subjects.other_days import Meaning, meaning_of

_ALL = re.compile(r"\b(?:both|all|each|they|these)\b", re.I)
_LISTED = re.compile(r"[\s,;&/+()]*(?:\b(?:and|plus|my|ascp|cm|also|or)\b[\s,;&/+()]*)*", re.I)


def expiries_of(found: Entities, today: date) -> tuple[tuple[CredentialKey, DateRead], ...]:
    """Return each credential with its expiry; one that is not certain is missing.

    A date belongs to the credential named right before it, and to those listed together with
    that one ("MLS and SBB expire …"); with "both" or "all" to every credential.
    """
    credentials = found.credentials
    dates = dates_ahead(found, today)
    if not credentials or not dates:
        return ()
    keys = tuple(dict.fromkeys(named.key for named in credentials))
    if len({read for read, _ in dates}) == 1 and (
        len(keys) == 1 or _for_all(found.text, credentials, dates)
    ):
        return tuple((key, dates[0][0]) for key in keys)
    pairs: dict[CredentialKey, set[DateRead]] = {}
    for read, span in dates:
        for key in _owners(found.text, credentials, dates, span):
            pairs.setdefault(key, set()).add(read)
    return tuple((key, next(iter(pairs[key]))) for key in keys if len(pairs.get(key, ())) == 1)


def dates_ahead(found: Entities, today: date) -> list[tuple[DateRead, Span]]:
    """Return the dates that may be expiries: not those of an exam, or on which something began."""
    return [
        (read, span)
        for read, span in found.dates
        if meaning_of(found, read, span, today) is Meaning.EXPIRES
    ]


def _for_all(
    text: str, credentials: Sequence[Named], dates: Sequence[tuple[DateRead, Span]]
) -> bool:
    """Whether the one date of a text is for all its credentials."""
    span = dates[0][1]
    named_before = max((one.span[1] for one in credentials if one.span[1] <= span[0]), default=0)
    if _ALL.search(text[named_before : span[0]]) or _ALL.search(text[span[1] :]):
        return True
    return len(_group_before(text, credentials, dates[0][1])) == len(credentials) or all(
        named.span[0] >= dates[0][1][1] for named in credentials
    )


def _owners(
    text: str,
    credentials: Sequence[Named],
    dates: Sequence[tuple[DateRead, Span]],
    span: Span,
) -> list[CredentialKey]:
    """Return the credentials to which a date belongs."""
    before = max((end for _, (_, end) in dates if end <= span[0]), default=0)
    group = [named for named in _group_before(text, credentials, span) if named.span[0] >= before]
    if not group and before:  # a second date for the same: neither is certain
        group = _group_before(text, credentials, span)
    if group:
        return [named.key for named in group]
    if any(named.span[0] < dates[0][1][0] for named in credentials):
        return []
    clauses = bare_clauses(text, [place for _, place in dates])
    clause = next(one for one in clauses if one[0] <= span[0] <= one[1])
    inside = [n for n in credentials if clause[0] <= n.span[0] < clause[1] and n.span[0] > span[0]]
    return [inside[0].key] if len(inside) == 1 else []


def _group_before(text: str, credentials: Sequence[Named], span: Span) -> list[Named]:
    """Return the credential named right before a place, with those listed together with it."""
    group: list[Named] = []
    earlier = [one for one in credentials if one.span[1] <= span[0]]
    while earlier:
        named = earlier.pop()
        if group:
            link = text[named.span[1] : group[0].span[0]]
            again = {one.key for one in (*earlier, named)} & {one.key for one in group}
            if not _LISTED.fullmatch(link) or (again and set(",;.") & set(link)):
                break  # "I hold MLS and SBB, MLS expires …": a new list begins
        group.insert(0, named)
    return group
