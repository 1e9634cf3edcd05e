"""How activities changed, from now on. On the way down that is lost; the activities stay."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "history",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey("people.id", ondelete="CASCADE", name="fk_history_person_id"),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_change", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "number", "version", name="pk_history"),
        comment="every change of an activity, with what it was before",
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("history")
