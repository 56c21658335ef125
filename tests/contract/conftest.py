"""What the contract is tried on: small data of one's own, and the demonstration's rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest
import typer

from sample_data.demonstration import demonstration
from tests.contract.program import Here, harmdesk

#: Two people with something that counts, one without, and an odd one.
EXTRACT = """\
crime_ref,suspect_id,offence_code,recorded_on,victim_id,victim_sex,crime_status,suspect_name,notes
C1,S1,019/08,2026-01-05,V1,F,,Ann,x
C1,S1,019/08,2026-01-05,V2,F,,Ann,x
C2,S1,008/77,2026-01-06,V1,F,,Ann,x
C3,S2,008/06,2026-01-07,V3,F,,Ben,x
C3,S2,008/06,2026-01-07,V3,F,,Ben,x
C4,S3,019/08,2026-01-08,V4,F,cancelled,Cem,x
C5,"<b>""S4'",999/98,2026-01-09,V5,F,,Dee,x
C6,,019/08,2026-01-10,V6,F,,,x
C7,S5,019/08,never,V6,F,,,x
"""


@pytest.fixture(scope="session", autouse=True)
def _commands_put_together_once() -> Iterator[None]:
    """The commands and their options, which a program puts together once, at its start.

    Commands that are run in this process would put together all of them anew each time: it was
    most of what a refusal took.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


@pytest.fixture(scope="session")
def generated() -> pl.DataFrame:
    """The demonstration's rows, as they are shipped."""
    return demonstration()


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """An extract with one row of each kind."""
    path = tmp_path / "extract.csv"
    path.write_text(EXTRACT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the extract loaded; to be read, or copied."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "extract.csv"
    path.write_text(EXTRACT, encoding="utf-8")
    assert harmdesk("load", path, data=folder / "data").code == 0
    return folder / "data"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    """The command in this process."""
    return Here(monkeypatch, capfd)
