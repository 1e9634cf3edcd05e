"""`cmpbot import`: takes in what `cmpbot export` or /export gave out, all or nothing."""

import argparse
import asyncio
import hashlib
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.brought import media_type_of
from bot.carrying.archive import MOST_BYTES, BadArchive, unpacked
from bot.carrying.gathering import certificate_name
from bot.carrying.judging import BadExport, read_exported
from bot.carrying.merging import Merge, merged
from bot.carrying.shape import Exported
from bot.database import database, read_settings
from bot.delivering.delivery import now
from bot.operating.commands import plainly, takes_database
from bot.operating.whom import read_person
from bot.settings import Settings
from bot.starting import CannotStart
from conversations.certificates.kept import KeepCertificate
from conversations.person import KeepActivity, RemoveActivity
from storage import conversations, people
from storage.engine import Session


def register(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("import", help="take in the export of a person")
    command.add_argument("file", metavar="FILE", type=Path, help="made by cmpbot export or /export")
    command.add_argument("--person", type=read_person, required=True, metavar="N")
    takes_database(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import, and say what was added, what was there, what was left."""
    try:
        found, files = read_archive(_content_of(args.file))
    except (BadArchive, BadExport) as bad:
        raise CannotStart(f"{args.file}: {bad} Nothing was imported.") from bad
    with plainly():
        merge = asyncio.run(_import(read_settings(args.db), args.person, found, files))
    sys.stdout.write(f"{_told(merge)}\n")
    return 0


def read_archive(data: bytes) -> tuple[Exported, Mapping[int, bytes]]:
    """Return what a ZIP holds, and the files of the certificates by their number.

    Raises `BadArchive` or `BadExport`.
    """
    files = unpacked(data)
    found = read_exported(files["data.json"])
    brought = {}
    for each in found.certificates:
        content = files.get(certificate_name(each.number, each.media_type))
        if content is None:
            continue  # exported without files
        whole = (len(content), hashlib.sha256(content).hexdigest()) == (each.size, each.sha256)
        if not whole or media_type_of(content) != each.media_type:
            raise BadExport(f"Certificate {each.number} is not the file that data.json describes.")
        brought[each.number] = content
    return found, brought


async def take_in(
    session: Session, chat: int, found: Exported, files: Mapping[int, bytes], moment: datetime
) -> Merge:
    """Import for a person within the caller's transaction."""
    await conversations.lock(session, chat)
    merge = merged(await people.load(session, chat, moment), found)
    await people.apply(session, chat, tuple(merge.changes), moment)
    for activity, at in merge.removed:
        await people.apply(session, chat, (KeepActivity(activity),), min(at, moment))
        await people.apply(session, chat, (RemoveActivity(activity.number),), min(at, moment))
    for number, new in merge.certificates:
        if number in files:
            keep = (KeepCertificate(new),)
            await people.apply(
                session, chat, keep, moment, origin=people.Origin(file=files[number])
            )
        else:
            merge.added["certificates"] -= 1
            merge.left.append(f"Certificate {number}: its file is not in the ZIP.")
    return merge


async def _import(
    settings: Settings, chat: int, found: Exported, files: Mapping[int, bytes]
) -> Merge:
    async with database(settings) as sessions, sessions.begin() as session:
        return await take_in(session, chat, found, files, now())


def _content_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotStart(f"{file}: {error.strerror}.") from error


def _told(merge: Merge) -> str:
    lines = [f"Added: {_counted(merge.added)}. There already: {_counted(merge.same)}."]
    lines += [f"Left: {conflict}" for conflict in merge.left]
    return "\n".join(lines)


def _counted(counts: Counter[str]) -> str:
    there = [f"{count:,} {what}" for what, count in sorted(counts.items()) if count]
    return ", ".join(there) or "nothing"
