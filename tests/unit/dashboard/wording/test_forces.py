"""References of several forces in sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dashboard
from dashboard.services.forces import Forces
from dashboard.wording.forces import in_cell, in_whose_words, with_force
from tests.unit.dashboard.forces import CITY, MET

#: An option of a command, such as --force.
OPTION = re.compile(r"(?<![\w-])--[a-z]")
ROOT = Path(dashboard.__file__).parent
#: The only file of the pages that speaks to whoever starts the server on a command line.
STARTED = ROOT / "web" / "server.py"


@pytest.mark.parametrize("room", ["wording", "web"])
def test_no_sentence_of_a_page_names_an_option_of_a_command(room: str) -> None:
    files = [path for path in (ROOT / room).rglob("*.py") if path != STARTED]
    assert files
    assert [str(path) for path in files if OPTION.search(path.read_text("utf-8"))] == []


def test_several_forces_are_named_and_the_reader_is_asked_which() -> None:
    assert in_whose_words("S1", [CITY, MET]) == (
        "Two forces have a reference S1: City of London Police and Metropolitan Police. Choose the "
        "force that is meant."
    )
    assert in_whose_words("S1", [CITY, "Kent", MET]).startswith("Three forces have a reference S1")
    many = in_whose_words("x" * 200, [f"Force {n}" for n in range(12)])
    assert many.startswith(f"12 forces have a reference {'x' * 60}:")


def test_a_reference_has_its_force_beside_it_where_there_are_several() -> None:
    forces = Forces(MET, (MET, CITY), (CITY,))
    assert with_force(f"{CITY}/AB12", forces) == f"AB12 ({CITY})"
    assert with_force("AB/12", forces) == f"AB/12 ({MET})"
    assert with_force("AB12", None) == "AB12"


def test_in_a_cell_a_reference_of_the_records_own_force_stands_alone() -> None:
    forces = Forces(MET, (MET, CITY), (CITY,))
    assert in_cell(f"{CITY}/S1", forces) == f"S1 ({CITY})"
    assert in_cell("S1", forces) == "S1"
    assert in_cell(f"{CITY}/S1", None) == f"{CITY}/S1"
