"""Records, files and desks as a test of the shell needs them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.access.viewer import Viewer
from dashboard.intake import IntakeReport, of_path, take
from dashboard.services.question import ask
from dashboard.services.ranking import areas_of
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.associates import Associates, associates
from dashboard.services.suspects.stability import Stability, WhatIf, stability, what_if
from dashboard.services.suspects.suspect_file import SuspectFile, suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Loaded, Store, files, load, schema
from dashboard.store.loading import Extract
from harm.record.allegations import complete
from harm.stability.what_if import Scenario
from tests.unit.harm.build import Cells, frame
from tests.unit.harm.build import row as counting_row

TODAY: Final = date(2026, 4, 30)
ANALYST: Final = Viewer(who="an analyst")

#: Rows that stand at a version, with their references, in one order.
KNOWN: Final = f"""
select crimes.reference as crime_ref, suspects.reference as suspect_id,
    victims.reference as victim_id, allegation_status, recorded_on, suspect_name
from allegations join crimes using (crime)
left join people suspects on suspects.person = suspect
left join people victims on victims.person = victim
where {schema.LIVE} order by all
"""  # noqa: S608 - our own words


def row(**cells: object) -> dict[str, object]:
    """A row that counts: one rape of a woman, ten days before the date of the lists."""
    return dict(counting_row(**cells))


def extract(*rows: Cells, file: str = "extract.csv", synthetic: bool = False) -> Extract:
    return Extract(
        rows=complete(frame(*rows)), file=file, sha256="0", read=len(rows), synthetic=synthetic
    )


def loaded(folder: Path, *rows: Cells, synthetic: bool = False, keep: int = files.KEPT) -> Loaded:
    return load(folder, [extract(*rows, synthetic=synthetic)], keep=keep)


def known_at(folder: Path, version: int) -> list[Mapping[str, object]]:
    """What was known at a version, as the present file tells it."""
    store = Store.open(folder)
    return [*store._frame(KNOWN, {"version": version}).iter_rows(named=True)]


def everything(folder: Path) -> dict[str, pl.DataFrame]:
    """Every table of the present file but when it was loaded, and its identity."""
    store = Store.open(folder)
    tables = ("people", "crimes", "offences", "allegations", "versions")
    found = {name: store._frame(f"from {name}") for name in tables}
    return found | {"versions": found["versions"].drop("loaded_at", "identity", strict=False)}


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def written(path: Path, *rows: Cells) -> Path:
    """A CSV file of these rows; every row has the same cells."""
    pl.DataFrame(rows).write_csv(path)
    return path


def taken(path: Path, *rows: Cells) -> IntakeReport:
    return take(of_path(written(path / "extract.csv", *rows)), today=TODAY)


def desk_with(folder: Path, *rows: Cells, synthetic: bool = False) -> Workspace:
    loaded(folder, *rows, synthetic=synthetic)
    return Workspace(Settings(data=folder))


def looks(desk: Workspace) -> pl.DataFrame:
    """The log without what a record that a test begins with has left in it."""
    log = desk.register.log()
    return log.filter(pl.col("action") != "load_found")


def by_borough(desk: Workspace, basis: RankingSpec, *, column: str = "borough") -> pl.DataFrame:
    """What the allegations that count carry in each area, added up apart from the places."""
    dated = replace(basis, as_of=ask(desk, ANALYST, basis).as_of)
    return areas_of(ask(desk, ANALYST, basis).store, dated, column)


def suspect_at(
    workspace: Workspace, viewer: Viewer, spec: RankingSpec, suspect_id: str
) -> SuspectFile:
    """A suspect's file, opened."""
    return suspect_file(ask(workspace, viewer, spec), suspect_id)


def stability_at(
    workspace: Workspace, viewer: Viewer, spec: RankingSpec, suspect_id: str
) -> Stability:
    """How firmly a suspect is on the list; the look leaves its line too."""
    question = ask(workspace, viewer, spec)
    return stability(question, suspect_file(question, suspect_id))


def associates_at(
    workspace: Workspace, viewer: Viewer, spec: RankingSpec, suspect_id: str
) -> Associates:
    """Who else is involved with a suspect; the look leaves its line too."""
    question = ask(workspace, viewer, spec)
    return associates(question, suspect_file(question, suspect_id))


def what_if_at(
    workspace: Workspace,
    viewer: Viewer,
    spec: RankingSpec,
    suspect_id: str,
    supposed: Scenario,
    *,
    on: RankingSpec | None = None,
) -> WhatIf:
    """Where a suspect would be; the look leaves its line too."""
    question = ask(workspace, viewer, spec)
    return what_if(question, suspect_file(question, suspect_id), supposed, on=on)
