"""What the rules say, as JSON for other programs. Points are texts without trailing zeros."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from cmp_rules.model import Credential, CredentialKey, Edition, Figure
from cmp_rules.planner import Plan
from cmp_rules.progress import Progress, SlotProgress
from cmp_rules.reminders import Reminder
from cmp_rules.suggest import Suggestion

Json: TypeAlias = dict[str, object]


def points_text(points: Decimal) -> str:
    """Return points without trailing zeros and never with an exponent: "1.5", "36"."""
    return f"{points.normalize():f}"


def progress_json(asked: Progress) -> Json:
    """Return where a holding stands."""
    return {
        **_key(asked.holding.key),
        "cycle": {"starts": f"{asked.cycle.starts}", "ends": f"{asked.cycle.ends}"},
        "slots": [{"name": slot.name, **_filled(slot)} for slot in asked.slots],
        "total": _filled(asked.total),
        "allocation": [
            {
                "activity": use.activity,
                "part": use.part,
                "slot": use.slot,
                "points": points_text(use.points),
            }
            for use in asked.allocation
        ],
        "not_counted": [
            {
                "activity": left.activity,
                "part": left.part,
                "points": points_text(left.points),
                "why": left.why.value,
            }
            for left in asked.not_counted
        ],
        "dates": {
            "declaration_opens": f"{asked.dates.declaration_opens}",
            "recommended_last_day": f"{asked.dates.recommended_last_day}",
            "expires": f"{asked.dates.expires}",
        },
        "confidence": asked.confidence.value,
        "complete": asked.complete,
    }


def plan_json(found: Plan) -> Json:
    """Return the fewest further points, by area."""
    return {
        "points": points_text(found.points),
        "take": [
            {
                "area": take.area.value,
                "points": points_text(take.points),
                "by": f"{take.by}",
                "serves": [{**_key(serves.key), "slot": serves.slot} for serves in take.serves],
            }
            for take in found.take
        ],
        "unknown": [_key(key) for key in found.unknown],
    }


def reminder_json(reminder: Reminder) -> Json:
    """Return a day on which a person is reminded of a credential."""
    return {**_key(reminder.key), "on": f"{reminder.on}", "why": reminder.why.value}


def rules_json(credential: Credential, edition: Edition, on: date) -> Json:
    """Return what a credential requires of a cycle that ends on a day."""
    return {
        "code": credential.key.code,
        "scheme": credential.key.scheme.value,
        "name": credential.name,
        "on": f"{on}",
        "total": _figure(edition.total),
        "slots": [{"name": slot.name, **_figure(slot.figure)} for slot in edition.slots],
        "inferred": {name: points_text(points) for name, points in edition.inferred.items()},
        "not_modelled": list(edition.not_modelled),
    }


def suggestions_json(found: Iterable[Suggestion]) -> Json:
    """Return the likely areas, best first."""
    return {"areas": [{"area": each.area.value, "score": round(each.score, 2)} for each in found]}


def _key(key: CredentialKey) -> Json:
    return {"credential": key.code, "scheme": key.scheme.value}


def _filled(slot: SlotProgress) -> Json:
    return {
        "required": _maybe(slot.required),
        "met": points_text(slot.met),
        "missing": _maybe(slot.missing),
    }


def _figure(figure: Figure) -> Json:
    return {
        "points": _maybe(figure.points),
        "confidence": figure.confidence.value,
        "source": figure.source,
        "seen": f"{figure.seen}",
    }


def _maybe(points: Decimal | None) -> str | None:
    return None if points is None else points_text(points)
