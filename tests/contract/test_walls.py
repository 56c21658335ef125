"""The walls hold: a module that breaks one makes the check fail, also if nobody listed it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("harm", "dashboard", "sample_data", "tools")

#: For each contract the imports that break it, each in a module that no contract names.
INTRUDERS: Final[dict[str, list[tuple[str, str]]]] = {
    "harm is pure: Polars and values in, the same out": [
        ("harm.scoring", "duckdb"),
        ("harm.scoring", "numpy"),
        ("harm.areas", "streamlit"),
        ("harm.suspects", "dashboard.settings"),
    ],
    "the floors of harm: whoever adds a room says where": [
        ("harm.record", "harm.scoring.ranking"),
        ("harm.areas", "harm.movement.movement"),
    ],
    "the floors of the dashboard: whoever adds a room says where": [
        ("dashboard.geography", "dashboard.intake"),
        ("dashboard.services", "dashboard.web.app"),
        ("dashboard.figures", "dashboard.search"),
    ],
    "services of one capability do not know those of another": [
        ("dashboard.services.places", "dashboard.services.suspects.search"),
    ],
    "only the store knows DuckDB, and the linking has one of its own in memory": [
        ("dashboard.services.places", "duckdb"),
        ("dashboard.web.kit", "duckdb"),
        ("dashboard.analysis", "duckdb"),
    ],
    "only the linking knows Splink": [
        ("dashboard.services", "splink"),
        ("dashboard.analysis", "splink"),
    ],
    "the linking is frames in, frames out: it knows no store, no register and no screen": [
        ("dashboard.analysis.linking", "dashboard.register"),
        ("dashboard.analysis.linking", "harm.scoring.ranking"),
    ],
    "only the register knows SQLAlchemy": [
        ("dashboard.store", "sqlalchemy"),
        ("dashboard.services", "alembic"),
    ],
    "only the pages and their server know Streamlit": [
        ("dashboard.exports", "streamlit"),
        ("dashboard.cli", "starlette"),
    ],
    "only the command line knows its libraries": [
        ("dashboard.web.kit", "typer"),
        ("dashboard.services", "rich"),
    ],
    "only documents are typeset or written as workbooks or slides": [
        ("dashboard.exports", "typst"),
        ("dashboard.exports", "pptx"),
        ("dashboard.web.kit", "xlsxwriter"),
    ],
    "only backups are sealed": [("dashboard.services", "cryptography")],
    "only figures draw, and one part of a page shows them": [("dashboard.web.parts", "plotly")],
    "only services ask the store and the register": [
        ("dashboard.web.parts", "dashboard.register"),
        ("dashboard.cli", "dashboard.store"),
        ("dashboard.wording", "dashboard.store"),
        ("dashboard.exports", "dashboard.register"),
    ],
    "services answer with values: no prose and no files": [
        ("dashboard.services.listing", "dashboard.wording.listing"),
        ("dashboard.services.data", "dashboard.documents"),
    ],
    "the demonstration and the build scripts know the core alone": [
        ("tools.tables", "dashboard.geography"),
        ("sample_data", "duckdb"),
    ],
    "what is shipped does not know the build scripts": [("dashboard.intake", "tools.tables")],
    "the local statistics are numbers in, numbers out: they know NumPy alone": [
        ("dashboard.analysis.local_statistics", "polars"),
    ],
    "who can walk where is numbers in, numbers out: it knows NumPy, HiGHS and SciPy": [
        ("dashboard.analysis.reach", "polars"),
    ],
    "only walks along streets are searched by SciPy": [
        ("dashboard.services", "scipy"),
        ("dashboard.analysis.local_statistics", "scipy"),
    ],
    "only where more sites reach most is solved as an integer programme": [
        ("dashboard.services", "highspy"),
        ("dashboard.analysis.reach", "highspy"),
    ],
    "the dashboard reads the demonstration and does not make it: the generator is not shipped": [
        ("dashboard.services.data", "sample_data.generator"),
    ],
    "what only the tests use is imported nowhere else": [
        ("harm.stability", "hypothesis"),
        ("dashboard.analysis", "esda"),
    ],
    "no two rooms know each other": [
        ("dashboard.store", "dashboard.register"),
        ("dashboard.register", "dashboard.store"),
    ],
}


def contracts() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {each["name"] for each in settings["tool"]["importlinter"]["contracts"]}


def lint(folder: Path) -> str:
    """What the check says of a copy of the code."""
    linter = Path(sys.executable).with_name("lint-imports")
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "400"}
    run = subprocess.run(
        [linter, "--no-logo", "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in {0, 1}, run.stderr
    return run.stdout


def copied(folder: Path) -> Path:
    """A copy of everything that the check reads."""
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            folder / package,
            ignore=shutil.ignore_patterns("__pycache__", "*.parquet", "static"),
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def let_in(folder: Path, room: str, imported: str) -> str:
    """Put an import into a room; the name of the module that has it."""
    path = folder.joinpath(*room.split("."))
    if path.is_dir():
        module = f"{room}.intruder_{imported.replace('.', '_')}"
        folder.joinpath(*module.split(".")).with_suffix(".py").write_text(f"import {imported}\n")
        return module
    file = path.with_suffix(".py")
    file.write_text(file.read_text("utf-8") + f"\nimport {imported}\n", "utf-8")
    return room


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the check says of each broken contract, once all intruders are in."""
    folder = copied(tmp_path_factory.mktemp("intruders"))
    for imports in INTRUDERS.values():
        for room, imported in imports:
            let_in(folder, room, imported)
    answer = lint(folder).partition("Broken contracts")[2]
    parts = re.split(r"^([^\n]+)\n-{5,}$", answer, flags=re.MULTILINE)
    return {
        " ".join(name.split()): text for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_every_contract_has_an_intruder() -> None:
    assert set(INTRUDERS) == contracts()


@pytest.mark.parametrize(
    ("contract", "room", "imported"),
    [(name, *pair) for name, pairs in INTRUDERS.items() for pair in pairs],
)
def test_an_intruder_breaks_its_contract(
    broken: dict[str, str], contract: str, room: str, imported: str
) -> None:
    assert contract in broken
    answer = broken[contract]
    if contract == "no two rooms know each other":  # one of the two arrows of a circle is named
        assert ".store -> .register" in answer or ".register -> .store" in answer
    elif room.endswith("local_statistics"):
        assert f"{room} -> {imported}" in answer
    else:
        assert f"{room}.intruder_{imported.replace('.', '_')} -> " in answer


@pytest.mark.parametrize(
    "module", ["harm/stray.py", "dashboard/stray.py", "dashboard/services/stray.py"]
)
def test_a_module_that_no_floor_names_is_found(tmp_path: Path, module: str) -> None:
    folder = copied(tmp_path)
    (folder / module).write_text("", "utf-8")
    assert "stray" in lint(folder)


def test_without_intruders_nothing_is_broken(tmp_path: Path) -> None:
    assert "0 broken" in lint(copied(tmp_path))
