"""What each user chose for themselves, such as their own borough."""

from __future__ import annotations

from typing import Final

from alembic import op

revision: Final = "3"
down_revision: Final = "2"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """create table settings (
            who text not null, name text not null, value text, at datetime not null,
            primary key (who, name))"""
    )
