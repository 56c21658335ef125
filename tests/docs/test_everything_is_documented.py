"""The documents name everything that a person can meet, and nothing that is not there."""

from __future__ import annotations

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.cli.main import app
from dashboard.intake import count_tables, row_checks, table_kinds
from dashboard.settings import Settings
from harm.offences import definitions, indices
from harm.record.allegations import COLUMNS
from harm.scoring.eligibility import REASONS
from harm.scoring.rules import Rules
from tests.contract.program import HARMDESK

CHECKED = (
    *("TOTAL", "MISSING_KEY", "NO_OFFENCE", "NO_DATE", "FUTURE", "BACKWARDS", "SELF"),
    *("ANOTHER", "CONFLICT", "FACTS"),
)
ROOT = Path(__file__).resolve().parents[2]
VIEWS = ROOT / "dashboard" / "web" / "views"
#: Read and not imported, since pages that are made without a server are of no use to one.
TITLES = re.findall(
    r'\("[a-z_]+", "(.+)", "[a-z_]+", "\w*"\)',
    (VIEWS.parent / "navigation.py").read_text(encoding="utf-8"),
)


def doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("column", COLUMNS)
def test_the_data_dictionary_has_every_column(column: str) -> None:
    assert f"| `{column}` |" in doc("data-dictionary.md")


@pytest.mark.parametrize("reason", REASONS)
def test_the_method_has_every_reason(reason: str) -> None:
    assert f"| `{reason}` |" in doc("method.md")


@pytest.mark.parametrize("field", [field.name for field in fields(Rules)])
def test_the_method_has_every_choice(field: str) -> None:
    assert f"| `{field}` |" in doc("method.md")


@pytest.mark.parametrize("command", [command.callback for command in app.registered_commands])
def test_the_command_line_has_every_command(command: object) -> None:
    assert f"`harmdesk {command.__name__}" in doc("command-line.md")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "command",
    [
        f"{group.info.name} {command.name}"
        for group in [found.typer_instance for found in app.registered_groups]
        if group is not None
        for command in group.registered_commands
    ],
)
def test_the_command_line_has_every_command_of_a_group(command: str) -> None:
    assert f"`harmdesk {command}" in doc("command-line.md")


@pytest.mark.parametrize("name", [*indices.names(), *definitions.NAMES])
def test_the_command_line_has_every_index_and_definition(name: str) -> None:
    assert f"`{name}`" in doc("command-line.md")


@pytest.mark.parametrize(
    "variable",
    [
        str(field.validation_alias or f"HARMDESK_{name.upper()}")
        for name, field in Settings.model_fields.items()
    ],
)
def test_the_settings_have_every_setting(variable: str) -> None:
    assert f"`{variable}`" in doc("settings.md")


def test_every_view_has_a_title() -> None:
    assert len(TITLES) == len(list(VIEWS.glob("[a-z]*.py")))


@pytest.mark.parametrize("page", TITLES)
def test_the_tour_has_every_page(page: str) -> None:
    assert f"**{page}**" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert all((document.parent / target).is_file() for target in targets)


def test_make_help_lists_every_target_of_the_readme() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(target in listed.stdout for target in re.findall(r"make [a-z]+", readme))


def test_ci_calls_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make check" in script
    assert "make test" in script


def pins(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9_.-]+==[^ \\]+)", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    lock, pinned = (ROOT / name).read_text(encoding="utf-8"), pins(name)
    assert len(pinned) > 20
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert "://" not in lock


def test_what_running_needs_is_a_part_of_what_developing_needs() -> None:
    running, developing = set(pins("requirements.lock")), set(pins("requirements-dev.lock"))
    assert running < developing
    names = {pin.partition("==")[0] for pin in running}
    assert not names & {"faker", "scipy", "esda", "libpysal", "pytest", "playwright", "mypy"}


@pytest.mark.parametrize(
    "reason",
    [
        *(getattr(row_checks, name) for name in CHECKED),
        *(
            count_tables.NO_MONTH,
            count_tables.NO_CATEGORY,
            count_tables.MONTH_TO_COME,
            count_tables.TWICE,
        ),
    ],
)
def test_the_data_dictionary_has_every_reason_for_which_a_row_is_refused(reason: str) -> None:
    assert reason in doc("data-dictionary.md")


@pytest.mark.parametrize("shape", table_kinds.MEANING)
def test_the_data_dictionary_has_every_kind_of_file(shape: str) -> None:
    assert f"| `{shape}` |" in doc("data-dictionary.md")


@pytest.mark.parametrize("command", ["load", "rank"])
def test_the_command_line_has_every_option_of(command: str) -> None:
    helped = subprocess.run(
        [HARMDESK, command, "--help"], capture_output=True, text=True, check=True
    ).stdout
    for option in set(re.findall(r"--[a-z-]+", helped)) - {"--help"}:
        assert f"`{option}" in doc("command-line.md")
