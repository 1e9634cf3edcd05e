"""What fuzzing begins with: inputs out of the tests."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from conversations import standing
from conversations.model import Said, Talk
from conversations.person import Person, Settings
from conversations.step import step
from storage import states

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS / "hostile" / "support"), str(TESTS / "storage" / "support")]

from nasty import PIECES, RECORDS
from samples import ACTIVITY, QUESTION
from targets import DOORS, WHEN

PERSON = {
    "holdings": [
        {"credential": "SBB", "scheme": "ASCP", "cycle_ends": "2027-06-30",
         "cycle_starts": "2024-07-01", "voluntary": False, "certified_on": "2006-05-01",
         "adjustments": {"total": "36", "slots": {"blood_banking": "10"}, "note": "mine"}},
        {"credential": "MLS", "scheme": "ASCP", "cycle_ends": "2027-03-31"},
    ],
    "activities": [
        {"title": "Antibody ID", "provider": "LabCE", "date": "2026-11-22", "kind": "ce_course",
         "parts": [{"points": "1.5", "areas": ["blood_banking"]}],
         "pins": [{"credential": "SBB", "scheme": "ASCP", "part": 0, "slot": "blood_banking",
                   "points": "1"}],
         "exclude": [{"credential": "MLS", "scheme": "ASCP"}]},
    ],
}  # fmt: skip


def seeds(target: str) -> Iterator[bytes]:
    """Yield the inputs that a target begins with."""
    match target:
        case "person_file":
            yield json.dumps(PERSON).encode()
        case "stored":
            yield from map(str.encode, _stored())
        case "pressed":
            for door in range(len(DOORS)):
                yield from (bytes([door]) + f"#:{record}".encode() for record in _records())
            for action in standing._ACTIONS:
                yield from (b"\0" + f"!{action}:{record}".encode() for record in _records())
        case "said":
            for number, line in enumerate(_lines()):
                yield bytes([number % len(DOORS)]) + line
        case "lines":
            yield from (b'{"text": "1 h"}', b'{"place": [1, 2]}', b"[Save]", b'{"update_id": 1}')
            yield from _lines()
        case "settings":
            yield from (b"sqlite:///x.db", b"postgresql://u:p@h:5432/d?sslmode=require", b"A" * 43)
        case _:
            yield from _lines()


def _records() -> list[str]:
    return [record for record in RECORDS if record.isascii()]


def _lines() -> Iterator[bytes]:
    """Yield utterances of the corpus, and odd pieces."""
    yield from (piece.encode("utf-8", "surrogateescape") for piece in PIECES if piece != "\ud83d")
    for file in sorted((TESTS / "conversations" / "corpus").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and "\t" in line:
                yield line.split("\t")[1].encode()


def _stored() -> Iterator[str]:
    yield from (states.write(ACTIVITY), states.write(QUESTION), states.write(Settings()))
    talk, person = Talk(), Person()
    for line in ("I hold MLS", "1 h Iron from LabCE yesterday", "edit", "/add", "T"):
        done = step(talk, Said(line, WHEN), person)
        talk, person = done.talk, person.after(done.changes)
        yield states.write_talk(talk)
