"""The files of a screen: each made, or a sentence for the person on why there is none."""

import logging
from datetime import datetime

from bot.reports import MOST_BYTES, CannotMake, MadeFile, make
from conversations import wording
from conversations.model import FileWanted, Screen
from storage.engine import DatabaseAway, Sessions

log = logging.getLogger(__name__)


async def files_of(
    sessions: Sessions, chat: int, screen: Screen, now: datetime
) -> tuple[MadeFile | str, ...]:
    """Make what a screen wants, in its order, as things stand at an aware moment.

    Raises `DatabaseAway` alone: what else fails becomes a sentence, so that nothing else is lost.
    """
    return tuple([await _made(sessions, chat, wanted, now) for wanted in screen.files])


async def _made(sessions: Sessions, chat: int, wanted: FileWanted, now: datetime) -> MadeFile | str:
    try:
        made = await make(sessions, chat, wanted, now)
    except DatabaseAway:
        raise
    except CannotMake as why:
        return str(why)
    except Exception:  # the screen's words must reach the person all the same
        log.exception("A file (%s) could not be made", wanted.what)
        return wording.file_not_made()
    if not made.data:
        log.error("A file (%s) was made empty", wanted.what)
        return wording.file_not_made()
    return made if len(made.data) <= MOST_BYTES else wording.file_too_big(made.name)
