"""What is counted of a process that serves, for `/metrics`: numbers, and no label names anybody.

Each process counts for itself: ask every one of them, and add up. Loaded by `cmpbot run` alone.
"""

import time
from typing import Literal, TypeAlias

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from bot.delivering.sender import Place, Refused, Sender, Unreachable
from conversations.model import Screen
from storage.sending.backlog import Backlog

# new: committed now; again: it had been handled; away: the database was; given_up: even the
# apology failed
Outcome: TypeAlias = Literal["new", "again", "away", "given_up"]

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time, open files
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

UPDATES = Counter(
    "cmpbot_updates", "Updates that came in, by what they were", ["kind"], registry=REGISTRY
)
LAST_UPDATE = Gauge(
    "cmpbot_last_update_timestamp_seconds", "When the last update came in", registry=REGISTRY
)
TURNS = Counter("cmpbot_turns", "Turns by outcome", ["outcome"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "cmpbot_turn_seconds",
    "From an update in hand to its commit",
    buckets=SECONDS,
    registry=REGISTRY,
)
REQUESTS = Counter(
    "cmpbot_webhook_requests", "Answers to the webhook, by status", ["status"], registry=REGISTRY
)
SENDS = Counter("cmpbot_sends", "Screens sent, by result", ["result"], registry=REGISTRY)
SEND_SECONDS = Histogram(
    "cmpbot_send_seconds", "How long a screen took to send", buckets=SECONDS, registry=REGISTRY
)
OUTBOX_WAITING = Gauge("cmpbot_outbox_waiting", "Screens not sent yet", registry=REGISTRY)
OUTBOX_AGE = Gauge(
    "cmpbot_outbox_oldest_seconds", "Age of the oldest screen not sent yet", registry=REGISTRY
)
DATABASE_UP = Gauge("cmpbot_database_up", "Whether the database works", registry=REGISTRY)
REMINDERS_DUE = Counter("cmpbot_reminders_due", "Reminders whose time came", registry=REGISTRY)
REMINDERS_SENT = Counter("cmpbot_reminders_sent", "Reminders sent", registry=REGISTRY)
REMINDERS_LATE = Counter(
    "cmpbot_reminders_late", "Reminders sent more than an hour late", registry=REGISTRY
)

# Named here so that a series is there, at 0, before the first one happens.
_BY_OUTCOME = {name: TURNS.labels(name) for name in ("new", "again", "away", "given_up")}
_BY_RESULT = {name: SENDS.labels(name) for name in ("sent", "later", "unreachable", "refused")}


def came_in(kind: str) -> None:
    """Count an update by its kind: the name of an event's class, or "elsewhere" and the like."""
    UPDATES.labels(kind).inc()
    LAST_UPDATE.set_to_current_time()


def taken(outcome: Outcome, seconds: float) -> None:
    """Count a turn."""
    _BY_OUTCOME[outcome].inc()
    TURN_SECONDS.observe(seconds)


def stands(backlog: Backlog | None, age: float, *, works: bool) -> None:
    """Note what waits in the outbox (None: nobody knows), and whether the database works."""
    DATABASE_UP.set(works)
    if backlog is not None:
        OUTBOX_WAITING.set(backlog.waiting)
        OUTBOX_AGE.set(age)


def text() -> bytes:
    """Return everything in the text format of Prometheus."""
    return generate_latest(REGISTRY)


class Counting:
    """A sender whose results are counted."""

    def __init__(self, sender: Sender) -> None:
        """Send through this one."""
        self._sender = sender

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        """Show a screen, as the sender does."""
        result, began = "later", time.perf_counter()  # also when delivery lost its patience
        try:
            message = await self._sender.show(chat, screen, place)
            result = "sent"
        except Unreachable:
            result = "unreachable"
            raise
        except Refused:
            result = "refused"
            raise
        finally:
            _BY_RESULT[result].inc()
            SEND_SECONDS.observe(time.perf_counter() - began)
        return message
