"""The next reminder of each holding; the rows of present holdings are written by the first sweep.

On the way down they are forgotten, and on the way up worked out again. A snooze is lost.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "reminders",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.String(32), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("why", sa.String(32)),
        sa.Column("due_at", MOMENT),
        sa.Column("said", sa.Date()),
        sa.Column("done_said", sa.Date()),
        sa.Column("left_at", MOMENT),
        sa.Column("asleep", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_reminders_person_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("person_id", "kind", "about", name="uq_reminders_person_id_kind_about"),
        comment="the next reminder of each holding; what was put off, or is to be asked later",
    )
    _index("due", ["due_at", "person_id"], "due_at IS NOT NULL AND left_at IS NULL AND asleep IS ")
    _index("left", ["left_at"], "left_at IS NOT NULL")


def downgrade() -> None:
    """Forget them, and their messages that wait: nobody would hear what became of these."""
    op.execute("DELETE FROM outbox WHERE key LIKE 'reminder:%'")
    op.drop_table("reminders")


def _index(name: str, columns: list[str], where: str) -> None:
    # SQLite takes a partial index where a statement has its very terms: IS 0 in SQLAlchemy.
    false = where.endswith("IS ")
    op.create_index(
        f"ix_reminders_{name}",
        "reminders",
        columns,
        sqlite_where=sa.text(where + ("0" if false else "")),
        postgresql_where=sa.text(where + ("false" if false else "")),
    )
