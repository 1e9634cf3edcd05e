"""What is remembered, as tables. Personal text is in the `sealed` columns and nowhere else."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
    cast,
    false,
)
from sqlalchemy import DateTime as _DateTime


def in_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC; raises `ValueError` where it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC)


class Instant(TypeDecorator[datetime]):
    """An aware moment, stored in UTC by databases with time zones and by those without."""

    impl = _DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Turn any zone into UTC; a moment without a zone is a mistake."""
        return None if value is None else in_utc(value)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Read what was written as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the column is called INTEGER, which has 64 bits there.
RowId = BigInteger().with_variant(Integer(), "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="what concerns the database as a whole: the value that tells whether a key fits",
)
KEY_CHECK = "key check"  # its value is under the master key that keys of people have to be under

people = Table(
    "people",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False, unique=True),
    Column("settings", JSON, nullable=False),
    Column("next_number", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("delete_at", Instant, index=True),  # when everything of theirs is to be deleted
    Column("next_certificate", Integer, nullable=False, server_default="1"),
)
# As it is written: `storage.states` reads it, and rows with it can be compared at once.
settings_text = cast(people.c.settings, Text).label("settings_text")

holdings = Table(
    "holdings",
    metadata,
    Column("id", RowId, primary_key=True),  # the order in which they were added
    Column("person_id", ForeignKey(people.c.id, ondelete="CASCADE"), nullable=False),
    Column("credential", String(16), nullable=False),
    Column("scheme", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("cycle_ends", Date, nullable=False),
    Column("cycle_starts", Date),
    Column("voluntary", Boolean, nullable=False),
    Column("certified_on", Date),
    Column("sealed_adjustments", LargeBinary),
    Column("sealed_declaring", LargeBinary),  # what was declared, entered, and earlier cycles
    Column("figures_told", Text),  # public figures as JSON; null until some were recorded
    UniqueConstraint("person_id", "credential", "scheme"),
)

activities = Table(
    "activities",
    metadata,
    Column("person_id", ForeignKey(people.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("removed_at", Instant),
)

certificates = Table(
    "certificates",
    metadata,
    Column("person_id", ForeignKey(people.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("activity_number", Integer),  # what it proves; null: nothing yet
    Column("media_type", String(32), nullable=False),  # by its content
    Column("size", Integer, nullable=False),  # bytes
    Column("sealed_about", LargeBinary, nullable=False),  # its name, hash and day
    Column("created_at", Instant, nullable=False),
    Column("loose_since", Instant, index=True),  # since when it proves nothing
    Column("removed_at", Instant, index=True),
    Column("sealed_file", LargeBinary, nullable=False),  # last: the others are read without it
    comment="files kept as proof",
)

history = Table(
    "history",
    metadata,
    Column("person_id", ForeignKey(people.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # of the activity
    Column("version", Integer, primary_key=True, autoincrement=False),  # from 1
    Column("at", Instant, nullable=False),
    Column("sealed_change", LargeBinary, nullable=False),
    comment="every change of an activity, with what it was before",
)

conversations = Table(
    "conversations",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),  # of the last question; outlives unreadable states
    Column("sealed_states", LargeBinary),  # null while nothing is open
    Column("living", BigInteger),  # the message whose keyboard is live
    Column("updated_at", Instant),
    Column("unreachable_since", Instant),  # until the person writes again
    Column("sealed_key", LargeBinary),  # of the person, under the master key; see person_sealing
)

updates = Table(
    "updates",
    metadata,
    Column("key", String(64), primary_key=True),  # 'tg:123', 'pipe:<uuid>'
    Column("handled_at", Instant, nullable=False, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    # A number once used is never used again, so that a late "sent" cannot hit another screen.
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("mark", String(32), nullable=False),  # binds the sealed screen to this row
    Column("constant", String(16)),  # names a screen that says nothing of anybody, so unsealed
    Column("sealed_screen", LargeBinary),  # null once it was given up, except in `shown`
    Column("created_at", Instant, nullable=False),
    Column("next_attempt_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_by", String(64)),
    Column("lease_until", Instant),
    Column("given_up_at", Instant),
    Column("why", String(200)),  # our own words, never the person's
    Column("notice", Boolean, nullable=False, server_default=false()),  # the bot started it itself
    Column("key", String(64)),  # of a notice, for whoever left it: 'reminder:512'
    Column("good_until", Instant),  # a notice not sent by then is not sent at all
    Column("tried_at", Instant),  # the last attempt, which failed
    Index("ix_outbox_waiting", "chat", "id"),
    Index("ix_outbox_key", "key", unique=True),
    sqlite_autoincrement=True,
)
_waits = outbox.c.given_up_at.is_(None)
_answers = and_(_waits, outbox.c.notice.is_(False))
_notices = and_(_waits, outbox.c.notice.is_(True))
Index(
    "ix_outbox_answers",
    outbox.c.chat,
    outbox.c.id,
    sqlite_where=_answers,
    postgresql_where=_answers,
)
Index("ix_outbox_notices", outbox.c.id, sqlite_where=_notices, postgresql_where=_notices)

pauses = Table(
    "pauses",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),  # 0: everybody
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    comment="where Telegram wants silence (429)",
)

leases = Table(
    "leases",
    metadata,
    Column("task", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Instant, nullable=False),
    comment="which worker does what only one may do at a time",
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey(people.c.id, ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),  # "holding", "snooze" or "check"
    Column("about", String(32), nullable=False),  # "MLS.ASCP", or the number of an activity
    Column("day", Date),  # the next day on which to remind; null: none lies ahead
    Column("why", String(32)),
    Column("due_at", Instant),  # the moment of that day
    Column("said", Date),  # the last day of which was reminded, or that was passed over
    Column("done_said", Date),  # when the person heard that everything is met
    Column("left_at", Instant),  # since when its message waits in the outbox
    Column("asleep", Boolean, nullable=False, server_default=false()),  # the person is unreachable
    UniqueConstraint("person_id", "kind", "about"),
    comment="the next reminder of each holding; what was put off, or is to be asked later",
)
_to_come = and_(
    reminders.c.due_at.is_not(None), reminders.c.left_at.is_(None), reminders.c.asleep.is_(False)
)
Index(
    "ix_reminders_due",
    reminders.c.due_at,
    reminders.c.person_id,
    sqlite_where=_to_come,
    postgresql_where=_to_come,
)
_left = reminders.c.left_at.is_not(None)
Index("ix_reminders_left", reminders.c.left_at, sqlite_where=_left, postgresql_where=_left)
