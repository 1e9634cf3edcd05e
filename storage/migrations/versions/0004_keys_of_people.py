"""A key of its own for each person, kept sealed under the master key; and leaving for good.

What was sealed before stays readable; it is sealed under the new key when it changes, and by
`cmpbot rotate-key`. On the way down the keys are put aside, so that a way up finds them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make room, and bring back the keys that were put aside."""
    op.add_column("people", sa.Column("delete_at", MOMENT))
    op.create_index("ix_people_delete_at", "people", ["delete_at"])
    op.add_column("outbox", sa.Column("constant", sa.String(16)))
    op.add_column("conversations", sa.Column("sealed_key", sa.LargeBinary()))
    op.execute(
        "UPDATE conversations SET sealed_key ="
        " (SELECT value FROM meta WHERE name = 'key of ' || conversations.chat)"
    )
    op.execute("DELETE FROM meta WHERE name LIKE 'key of %'")


def downgrade() -> None:
    """Put the keys aside: the version before has no use for them. Who was to leave stays."""
    op.execute("DELETE FROM outbox WHERE constant IS NOT NULL")  # that version cannot say it
    op.drop_column("outbox", "constant")
    op.drop_index("ix_people_delete_at", "people")
    op.drop_column("people", "delete_at")
    op.execute(
        "INSERT INTO meta (name, value)"
        " SELECT 'key of ' || chat, sealed_key FROM conversations WHERE sealed_key IS NOT NULL"
    )
    op.drop_column("conversations", "sealed_key")
