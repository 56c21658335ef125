"""Keeps frozen lists in the register, each with its line in the log, and reads them back."""

from __future__ import annotations

import zlib
from dataclasses import asdict, replace

import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register.frozen_lists import FrozenList
from dashboard.register.log import VersionLine, append, list_seal
from dashboard.register.people import People
from dashboard.register.statements import insert_missing
from dashboard.register.tables import LISTS


class Lists(People):
    """The part of a register that is about frozen lists."""

    def freeze(self, frozen: FrozenList) -> FrozenList:
        """Keep a list as it is, with its line in the log: both or neither.

        Returns:
            the list that is kept: one that was frozen earlier stays as it was then.

        Raises:
            RegisterError: it cannot be written.
        """
        row = replace(frozen, content=zlib.compress(frozen.content))
        viewer = Viewer(frozen.who)
        with self._logging() as (connection, heads, reach):
            is_new = insert_missing(connection, LISTS, asdict(row))
            seal = list_seal(row) if is_new else ""  # the line that froze it vouches for it
            line = VersionLine("freeze", frozen.name, frozen.version, frozen.rules_id, seal)
            reach(append(connection, heads, viewer, [line], role=frozen.role))
        kept = self.frozen(frozen.name)
        return frozen if kept is None else kept

    def frozen(self, name: str) -> FrozenList | None:
        """The frozen list of that name; None where there is none."""
        found = self._read(sa.select(LISTS).where(LISTS.c.name == name))
        if not found:
            return None
        kept = FrozenList(**found[0]._asdict())
        try:
            return replace(kept, content=zlib.decompress(kept.content))
        except zlib.error as error:
            raise RegisterError(
                f"The frozen list {name} cannot be read: the register is damaged. Restore it from "
                f"a backup."
            ) from error

    def all_frozen(self) -> list[FrozenList]:
        """Every frozen list by its date, then by when it was frozen, without its content."""
        columns = [column for column in LISTS.c if column.name != "content"]
        query = sa.select(*columns).order_by(LISTS.c.as_of, LISTS.c.at, LISTS.c.name)
        return [FrozenList(**row._asdict(), content=b"") for row in self._read(query)]
