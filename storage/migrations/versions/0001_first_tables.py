"""The first tables.

Nothing is imported from `storage.tables`: a migration says what was, the tables say what is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "meta",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
        comment="what concerns the database as a whole: the value that tells whether a key fits",
    )
    _people()
    _talk()


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("chat", name="uq_people_chat"),
    )
    op.create_table(
        "holdings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("credential", sa.String(16), nullable=False),
        sa.Column("scheme", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cycle_ends", sa.Date(), nullable=False),
        sa.Column("cycle_starts", sa.Date()),
        sa.Column("voluntary", sa.Boolean(), nullable=False),
        sa.Column("certified_on", sa.Date()),
        sa.Column("sealed_adjustments", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_holdings"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_holdings_person_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "person_id", "credential", "scheme", name="uq_holdings_person_id_credential_scheme"
        ),
    )
    op.create_table(
        "activities",
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_activities"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_activities_person_id", ondelete="CASCADE"
        ),
    )


def _talk() -> None:
    op.create_table(
        "conversations",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed_states", sa.LargeBinary()),
        sa.Column("living", sa.BigInteger()),
        sa.Column("updated_at", MOMENT),
        sa.Column("unreachable_since", MOMENT),
        sa.PrimaryKeyConstraint("chat", name="pk_conversations"),
    )
    op.create_table(
        "updates",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("handled_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_updates"),
    )
    op.create_index("ix_updates_handled_at", "updates", ["handled_at"])
    op.create_table(
        "outbox",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("sealed_screen", sa.LargeBinary()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_attempt_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_by", sa.String(64)),
        sa.Column("lease_until", MOMENT),
        sa.Column("given_up_at", MOMENT),
        sa.Column("why", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_waiting", "outbox", ["chat", "id"])


def downgrade() -> None:
    """Drop them, the dependent ones first."""
    for table in ("outbox", "updates", "conversations", "activities", "holdings", "people", "meta"):
        op.drop_table(table)
