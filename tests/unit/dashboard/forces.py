"""Extracts of two forces that give the same references, as tests need them."""

from pathlib import Path
from typing import Final

from dashboard.access.viewer import Viewer
from dashboard.intake import Choices, of_path
from dashboard.services.data.loading import LoadResult, add_files, read_file
from dashboard.services.question import Caller, Question, ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import ANALYST

MET: Final = "Metropolitan Police"
CITY: Final = "City of London Police"
HACKNEY: Final = "E09000012"
IN_CITY: Final = "E09000001"
HEADINGS: Final = (
    "crime_ref,suspect_id,victim_id,offence_code,recorded_on,borough,victim_sex,suspect_name"
)
RAPE: Final = "019/16"


def line(
    crime: str = "C1",
    suspect: str = "S1",
    *,
    victim: str = "V1",
    on: str = "2026-01-05",
    borough: str = HACKNEY,
    force: str | None = None,
) -> str:
    """A line of an extract; with `force`, of one that has a column of forces."""
    cells = [crime, suspect, victim, RAPE, on, borough, "F", "Ann Other"]
    return ",".join(cells if force is None else [*cells, force])


def extract(path: Path, *lines: str) -> Path:
    """An extract of these lines; its headings have a column of forces where the lines do."""
    several = lines[0].count(",") > HEADINGS.count(",")
    path.write_text("\n".join([f"{HEADINGS},Force" if several else HEADINGS, *lines, ""]))
    return path


def caller_of(folder: Path, viewer: Viewer = ANALYST, *, force: str = "") -> Caller:
    return Caller(Workspace(Settings(data=folder, force=force)), viewer)


def load_lines(
    folder: Path, *lines: str, force: str | None = None, name: str = "extract.csv"
) -> LoadResult:
    """Load lines into a data folder, perhaps as those of one force."""
    caller = caller_of(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    file = extract(folder.parent / name, *lines)
    return add_files(caller, [read_file(caller, of_path(file), Choices(force=force))])


def question_of(folder: Path, viewer: Viewer = ANALYST) -> Question:
    return ask(caller_of(folder).workspace, viewer)


def listed(folder: Path) -> dict[str, int]:
    """The tenths of a day of each suspect of the list, by reference."""
    return dict(question_of(folder).ranking.table.select("suspect_id", "tenths").iter_rows())
