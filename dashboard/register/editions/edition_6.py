"""Links between references that may be one person, and which of them a frozen list rests on."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from dashboard.register.links import table_of

revision: Final = "6"
down_revision: Final = "5"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make the table, and a column in that of the lists."""
    table_of(sa.MetaData()).create(op.get_bind())
    op.add_column("frozen_lists", sa.Column("links", sa.Integer))
