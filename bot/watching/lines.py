"""The lines that `cmpbot run` writes: JSON for machines, or words in order for a person.

Everybody logs through the standard library; what comes beside the words goes into `extra`, and
only the fields named here are written, so that no library can slip in what a person said.
"""

import logging
from collections.abc import Sequence
from typing import Literal, TypeAlias

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.watching.logs import places, without_tokens

Form: TypeAlias = Literal["json", "text"]

# Numbers and names of ours; never text of a person. Times are milliseconds.
FIELDS = (
    "update",  # the key of an update: "tg:900000001"
    "chat",  # as `logs.who` names it
    "kind",  # of an event: "Said", "Pressed", "Sent"
    "outcome",  # of a turn: see `metrics.Outcome`
    "why",  # the database's own name for what keeps it from working: "SQLITE_FULL", "53100"
    "took_ms",  # the whole transaction
    "status",  # of an answer to a request
    "seconds",  # until the next attempt
)


class Lines(ProcessorFormatter):
    """Formats records of every logger through one chain."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with tokens blotted out."""
        return without_tokens(super().format(record))


def lines(form: Form, *, colors: bool = False) -> logging.Formatter:
    """Make the formatter of a form; `colors` is for a terminal."""
    return Lines(
        foreign_pre_chain=_CHAIN,
        processors=[ProcessorFormatter.remove_processors_meta, *_drawing(form, colors=colors)],
    )


def _drawing(form: Form, *, colors: bool) -> Sequence[Processor]:
    if form == "json":
        return (structlog.processors.JSONRenderer(ensure_ascii=False),)
    plain = structlog.dev.plain_traceback  # an exception is text already
    return (structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain),)


def _discreet(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Put types and places in the place of an exception, and let no other stack be written."""
    line.pop("stack_info", None)
    told = line.pop("exc_info", None)
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        line["exception"] = places(error)
    return line


def _fields(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Add the fields that may be written."""
    record = line.get("_record")
    for name in FIELDS:
        value = getattr(record, name, None)
        if value is not None:
            line[name] = value
    return line


_CHAIN: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _fields,
    _discreet,
)
