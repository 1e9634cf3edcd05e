"""Which figures the holder of each credential was last told.

They stay unknown for the holdings there are: whoever compares first records them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make room for them."""
    op.add_column("holdings", sa.Column("figures_told", sa.Text()))


def downgrade() -> None:
    """Forget them."""
    op.drop_column("holdings", "figures_told")
