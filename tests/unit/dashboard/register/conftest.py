"""The register's two databases: each test that takes a `place` is run on both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from dashboard.register import Register
from tests import postgresql
from tests.depth import DEEP

#: Numbers the schemas, of which each test has one of its own.
NUMBERS: Final = count(1)


@dataclass(frozen=True)
class Place:
    """Where the register of a test is.

    Attributes:
        folder: the data folder.
        url: of its schema on PostgreSQL; None: it is a file in the folder.
        opened: every register that was opened here.
    """

    folder: Path
    url: str | None
    opened: list[Register] = field(default_factory=list)

    def open(self, *, head: Path | None = None) -> Register:
        """The register, opened anew."""
        register = Register.open(self.folder, head=head, url=self.url)
        self.opened.append(register)
        return register

    def close(self) -> None:
        """Let go of every connection."""
        for register in self.opened:
            register._engine.dispose()

    def run(self, *statements: str) -> None:
        """Change it behind the program's back."""
        with self.open()._engine.begin() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL that runs for the tests."""
    binaries = postgresql.programs()
    if binaries is None:
        words = "NO POSTGRESQL ON THIS MACHINE: the register was tested on SQLite alone"
        if DEEP:
            pytest.fail(words)
        pytest.skip(words)
    with postgresql.running(binaries) as url:
        yield url


@pytest.fixture
def schema(server: str) -> str:
    """The address of an empty schema."""
    name = f"register_{next(NUMBERS)}"
    engine = sa.create_engine(server, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text(f"create schema {name}"))
    return f"{server}&options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty place on each of the databases."""
    url = request.getfixturevalue("schema") if request.param == "postgresql" else None
    found = Place(tmp_path, url)
    yield found
    found.close()
