"""Files kept as proof. On the way down they are lost: the version before has no place for them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table, and count the files of each person."""
    op.add_column(
        "people", sa.Column("next_certificate", sa.Integer(), nullable=False, server_default="1")
    )
    op.create_table(
        "certificates",
        sa.Column(
            "person_id",
            NUMBER,
            sa.ForeignKey("people.id", ondelete="CASCADE", name="fk_certificates_person_id"),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("activity_number", sa.Integer()),
        sa.Column("media_type", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed_about", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("loose_since", MOMENT),
        sa.Column("removed_at", MOMENT),
        sa.Column("sealed_file", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_certificates"),
        comment="files kept as proof",
    )
    op.create_index("ix_certificates_loose_since", "certificates", ["loose_since"])
    op.create_index("ix_certificates_removed_at", "certificates", ["removed_at"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("certificates")
    op.drop_column("people", "next_certificate")
