"""A force's own street network: brought, replaced, removed, and ready to be walked.

It is one file in the data folder; nothing of it is shipped, and nobody is named in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from dashboard.access.actions import CHANGE_STREETS, SEE_REACH
from dashboard.access.policy import acting_role
from dashboard.analysis.reach.grid import to_degrees
from dashboard.analysis.reach.street_links import Joined, join_links, points_of
from dashboard.analysis.reach.streets import Network, network_of
from dashboard.errors import ReachError
from dashboard.geography.streets import (
    LINKS,
    PART,
    STREETS,
    StreetFacts,
    read_streets,
    write_streets,
)
from dashboard.intake import File
from dashboard.intake.street_file import StreetLinks, read_street_file
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.review import this_day

#: Of 100 links that could be walked so many must be in large parts, or their ends do not meet.
LEAST_JOINED: Final = 50
#: Networks that are kept in memory, ready to be walked.
READY: Final = 2
#: Letters of what is shown with each figure.
LONGEST_SOURCE: Final = 200
#: Figures of a fingerprint in a line of the log.
SHORT: Final = 12


@dataclass(frozen=True, eq=False)
class Streets:
    """A street network that is ready to be walked.

    Attributes:
        facts: what is known of it.
        network: its points and links.
    """

    facts: StreetFacts
    network: Network


@service(SEE_REACH, about("the street network"))
def describe_streets(caller: Caller) -> StreetFacts | None:
    """What is known of the street network; None where there is none.

    Raises:
        ReachError: it cannot be read.
    """
    path = caller.settings.data / STREETS
    return read_streets(path)[1] if path.is_file() else None


@service(CHANGE_STREETS, about("the street network"))
def bring_streets(caller: Caller, file: File, *, source: str = "") -> StreetFacts:
    """Keep the links of a file as the street network, in place of what was there.

    The log has a line before it is there; where that cannot be written, nothing is changed.

    Args:
        caller: who brings it.
        file: Parquet, as `intake.street_file` reads it.
        source: what is shown with every figure; empty: what the licence of OS Open Roads asks for.

    Raises:
        ReachError: the file cannot be used, or SciPy is not installed.
        RegisterError: the line cannot be written.
    """
    said = " ".join(source.split()) or _usual_source()
    if len(said) > LONGEST_SOURCE or not said.isprintable():
        raise ReachError(
            f"The source has {len(said):,} letters; name it in at most {LONGEST_SOURCE} that can "
            f"be printed, such as {_usual_source()}"
        )
    links = read_street_file(file)
    joined = join_links(links.ends, links.metres, links.motorway, links.slip)
    _check_joined(joined, file.name)
    facts = _facts(file, said, links, joined)
    rows = pl.DataFrame(
        np.column_stack([joined.ends, joined.centimetres]), schema=LINKS.names()
    ).cast(LINKS)
    part = caller.settings.data / PART
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        write_streets(part, rows, facts)
        _note(caller, f"brought {file.name} ({file.sha256[:SHORT]})", file.sha256)
        part.replace(caller.settings.data / STREETS)
    except OSError as error:
        raise _unwritten(caller.settings.data, error) from error
    finally:
        part.unlink(missing_ok=True)
    return facts


@service(CHANGE_STREETS, about("the street network"))
def remove_streets(caller: Caller) -> None:
    """Remove the street network; walks are straight lines again. The log has a line.

    Raises:
        ReachError: there is none, or it cannot be removed.
        RegisterError: the line cannot be written.
    """
    path = caller.settings.data / STREETS
    if not path.is_file():
        raise ReachError(
            f"There is no street network in {caller.settings.data} to remove; nothing was changed."
        )
    _note(caller, "removed the street network", "")
    try:
        path.unlink()
    except OSError as error:
        raise _unwritten(caller.settings.data, error) from error


def streets_at(folder: Path) -> Streets:
    """The street network of a folder, ready to be walked; kept until another takes its place.

    Raises:
        ReachError: there is none, it cannot be read, or SciPy is not installed.
    """
    path = folder / STREETS
    try:
        seen = path.stat()
    except OSError:
        raise ReachError(
            f"There is no street network in {folder}; bring one with `harmdesk streets import "
            f"FILE`, or ask for straight lines."
        ) from None
    return _ready(path, (seen.st_ino, seen.st_size, seen.st_mtime_ns))


@lru_cache(maxsize=READY)
def _ready(path: Path, _: tuple[int, int, int]) -> Streets:
    links, facts = read_streets(path)
    points, starts, ends = points_of(links.select(LINKS.names()[:4]).to_numpy().astype(np.int64))
    degrees = to_degrees(points[:, 0].astype(float), points[:, 1].astype(float))
    lengths = links["centimetres"].to_numpy().astype(np.int64)
    return Streets(facts, network_of(degrees, starts, ends, lengths))


def _usual_source() -> str:
    """What the Open Government Licence asks for where links are from OS Open Roads."""
    return f"Contains OS data © Crown copyright and database right {this_day().year}"


def _check_joined(joined: Joined, name: str) -> None:
    """Refuse links that are no network.

    Raises:
        ReachError: most are joined to nothing.
    """
    walked = len(joined.ends) + joined.loose
    if len(joined.ends) * 100 < walked * LEAST_JOINED:
        raise ReachError(
            f"The links in {name} are no network: {joined.loose:,} of {walked:,} are in "
            f"{joined.pieces:,} small pieces that are joined to nothing else; give links whose "
            f"ends meet at each junction, to the metre."
        )
    if not len(joined.ends):
        raise ReachError(
            f"Nothing in {name} can be walked: {joined.motorways:,} links are motorways or their "
            f"slip roads and {joined.loops:,} lead nowhere; take a file of all roads."
        )


def _facts(file: File, source: str, links: StreetLinks, joined: Joined) -> StreetFacts:
    return StreetFacts(
        file=file.name,
        sha256=file.sha256,
        source=source,
        read=links.read,
        unusable=links.unusable,
        outside=links.outside,
        motorways=joined.motorways if links.says_motorways else None,
        loops=joined.loops,
        loose=joined.loose,
        pieces=joined.pieces,
        parts=joined.parts,
        largest=joined.largest,
        links=len(joined.ends),
        points=joined.points,
    )


def _note(caller: Caller, subject: str, seal: str) -> None:
    role = acting_role(caller.viewer, CHANGE_STREETS) or caller.viewer.role
    caller.workspace.register.note(
        caller.viewer.acting_as(role), "streets", subject, version=caller.version, seal=seal
    )


def _unwritten(folder: Path, error: OSError) -> ReachError:
    return ReachError(
        f"The street network in {folder} cannot be changed ({error.strerror}); look at the rights "
        f"and the room there, and try again."
    )
