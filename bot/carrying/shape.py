"""The shape of `data.json` in an export: what a person recorded, in the words of the domain.

It is made of the dataclasses that storage keeps, so that a new field of one of them is exported
and imported without being named here. `docs/export-schema.json` publishes it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cmp_rules.model import Activity, Holding
from conversations.certificates.kept import Certificate
from conversations.person import Person, Settings
from storage import states

VERSION: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class Removed:
    """An activity that was taken out and could still be put back."""

    activity: Activity
    on: date | None  # the person's day of removal


@dataclass(frozen=True, slots=True)
class Exported:
    """Everything that a person recorded."""

    format: Literal["cmpbot-export"]
    version: Literal[1]
    holdings: tuple[Holding, ...]
    activities: tuple[Activity, ...]
    removed: tuple[Removed, ...]
    certificates: tuple[Certificate, ...]  # their files lie beside, see `certificate_name`
    settings: Settings


def exported(person: Person) -> Exported:
    """Return what is exported of a person."""
    days = dict(person.removed_on)
    return Exported(
        format="cmpbot-export",
        version=VERSION,
        holdings=person.holdings,
        activities=person.activities,
        removed=tuple(Removed(each, days.get(each.number)) for each in person.removed),
        certificates=person.certificates,
        settings=person.settings,
    )


def write(value: Exported) -> bytes:
    """Return `data.json`."""
    return as_json(states.plain(value))


def as_json(value: Any) -> bytes:
    """Return JSON to be read by people, too."""
    import json

    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def schema() -> dict[str, Any]:
    """Return the JSON schema of `data.json`."""
    from pydantic import ConfigDict, TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    adapter = TypeAdapter(tuple[Exported], config=ConfigDict(extra="forbid"))
    made = adapter.json_schema()
    definitions = made.pop("$defs")
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **definitions.pop("Exported"),
        "title": f"data.json in an export of cmpbot, version {VERSION}",
        "$defs": definitions,
    }
