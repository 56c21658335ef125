"""What the command line shows: tables for people, JSON for scripts."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from rich.console import Console

from dashboard.errors import IntakeError


@contextmanager
def working(what: str, *, quiet: bool) -> Iterator[None]:
    """Say what is being done for as long as it takes, to a person at a terminal."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield
        return
    with console.status(f"{what}…"):
        yield


def own_index(path: Path) -> pl.DataFrame:
    """The table of a user's own index, all text.

    Raises:
        IntakeError: the file cannot be read as CSV.
    """
    try:
        return pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise IntakeError(
            f"The index {path} cannot be read as CSV; it needs the columns code, title and days."
        ) from error


def plain(text: str) -> str:
    """Text that a terminal shows and never obeys."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def show_address(url: str, *, json: bool) -> None:
    """Where the dashboard is."""
    if json:
        answer(url=url)
        return
    sys.stdout.write(f"Harmdesk is at {url} (Ctrl+C stops it).\n")
    sys.stdout.flush()


def answer(**keys: object) -> None:
    """One JSON object on standard output, and nothing else."""
    sys.stdout.write(jsonlib.dumps(keys, ensure_ascii=False) + "\n")
    sys.stdout.flush()
