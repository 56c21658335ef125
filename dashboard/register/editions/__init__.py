"""The editions of a register: what is new in each, as Alembic applies it."""
