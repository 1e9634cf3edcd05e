"""What each person declared, entered at ASCP, and which cycles of theirs have ended.

On the way down it is forgotten: the version before has no place for it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room for it."""
    op.add_column("holdings", sa.Column("sealed_declaring", sa.LargeBinary()))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("holdings", "sealed_declaring")
