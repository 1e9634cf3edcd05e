"""Notices beside answers in the outbox; pauses that Telegram asked for; who does what alone.

All rows there are become answers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make room for them."""
    no = sa.false()
    op.add_column("outbox", sa.Column("notice", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("outbox", sa.Column("key", sa.String(64)))
    op.add_column("outbox", sa.Column("good_until", MOMENT))
    op.add_column("outbox", sa.Column("tried_at", MOMENT))
    op.create_index("ix_outbox_key", "outbox", ["key"], unique=True)
    _index("ix_outbox_answers", ["chat", "id"], "given_up_at IS NULL AND notice IS FALSE")
    _index("ix_outbox_notices", ["id"], "given_up_at IS NULL AND notice IS TRUE")
    op.create_table(
        "pauses",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_pauses"),
        comment="where Telegram wants silence (429)",
    )
    op.create_table(
        "leases",
        sa.Column("task", sa.String(32), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("task", name="pk_leases"),
        comment="which worker does what only one may do at a time",
    )


def downgrade() -> None:
    """Forget them; a notice that waits is sent as an answer."""
    op.drop_table("leases")
    op.drop_table("pauses")
    for index in ("ix_outbox_notices", "ix_outbox_answers", "ix_outbox_key"):
        op.drop_index(index, "outbox")
    for column in ("tried_at", "good_until", "key", "notice"):
        op.drop_column("outbox", column)


def _index(name: str, columns: list[str], where: str) -> None:
    # SQLite takes a partial index where a statement has its very terms: IS 0 in SQLAlchemy.
    on_sqlite = where.replace("IS FALSE", "IS 0").replace("IS TRUE", "IS 1")
    op.create_index(
        name,
        "outbox",
        columns,
        sqlite_where=sa.text(on_sqlite),
        postgresql_where=sa.text(where),
    )
