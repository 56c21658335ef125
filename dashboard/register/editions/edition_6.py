"""Links between references that may be one person, and which of them a frozen list rests on."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "6"
down_revision: Final = "5"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make the table as it was then, and a column in that of the lists."""
    op.create_table(
        "person_links",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("a", sa.Text, index=True),
        sa.Column("b", sa.Text, index=True),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("weight", sa.Integer),
        sa.Column("levels", sa.Text),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("needs", sa.Integer, nullable=False),
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("erased_by", sa.Integer),
    )
    op.add_column("frozen_lists", sa.Column("links", sa.Integer))
