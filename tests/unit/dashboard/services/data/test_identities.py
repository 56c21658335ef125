"""References and people of a file next to those of the record, whatever their spelling."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.exports.rejects_csv import load_files
from dashboard.services.data.loading import LoadResult
from dashboard.services.data.quality import data_quality
from dashboard.services.question import Caller, ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings

HEADER = "crime_ref,suspect_id,offence_code,recorded_on,victim_id,suspect_name,suspect_born"
TESTER = Viewer(who="tester")


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return Caller(Workspace(Settings(data=tmp_path / "data")), TESTER)


def load(caller: Caller, *files: str) -> LoadResult:
    paths = []
    for number, rows in enumerate(files):
        path = caller.settings.data.parent / f"{len(rows)}-{number}.csv"
        path.write_text(f"{HEADER}\n{rows}\n", encoding="utf-8")
        paths.append(path)
    return load_files(caller, paths)


def references(caller: Caller) -> list[str]:
    ranking = ask(caller.workspace, TESTER).ranking
    return sorted(ranking.table["suspect_id"])


def codes(loaded: LoadResult) -> dict[str, int]:
    return {warning.code: warning.rows for warning in loaded.warnings}


def test_a_reference_is_the_recorded_one_whatever_its_case(caller: Caller) -> None:
    load(caller, "C1,N123,019/08,2026-01-05,v9,,")
    again = load(caller, "c1,n123,019/08,2026-01-06,V9,,\nC2,V9,019/08,2026-01-06,,,")
    assert again.superseded == 1
    assert codes(again) == {"case_in_record": 1}
    assert references(caller) == ["N123", "v9"]


def test_files_that_are_loaded_together_are_spelt_alike(caller: Caller) -> None:
    load(caller, "C1,n123,019/08,2026-01-05,,,", "C2,N123,019/08,2026-01-06,,,")
    assert references(caller) == ["n123"]


def test_what_is_only_likely_the_same_as_in_the_record_is_reported(caller: Caller) -> None:
    load(caller, "C1,N123,019/08,2026-01-05,,,\n0042,77,019/08,2026-01-05,,,")
    loaded = load(caller, "C2,N-123,019/08,2026-01-06,,,\n42,0077,019/08,2026-01-06,,,")
    found = [(w.code, w.column, w.rows) for w in loaded.warnings]
    assert ("likely_in_record", "suspect_id", 2) in found
    assert ("likely_in_record", "crime_ref", 1) in found
    assert references(caller) == ["0077", "77", "N-123", "N123"]


def test_a_reference_of_somebody_else_in_the_record_is_reported(caller: Caller) -> None:
    load(caller, "C1,S1,019/08,2026-01-05,,Ann Sample,1990-02-03")
    same = load(caller, 'C2,S1,019/08,2026-01-06,,"SAMPLE, Ann",1990-02-03')
    assert codes(same) == {}
    other = load(caller, "C3,S1,019/08,2026-01-07,,Bo Other,1980-02-03")
    assert codes(other) == {"other_birth_in_record": 1, "other_name_in_record": 1}


def test_a_person_under_another_reference_in_the_record_is_reported(caller: Caller) -> None:
    load(caller, "C1,S1,019/08,2026-01-05,,Ann Sample,1990-02-03")
    loaded = load(caller, "C2,S2,019/08,2026-01-06,,sample ANN,1990-02-03")
    assert codes(loaded) == {"several_references_in_record": 1}


def test_warnings_are_kept_with_the_version_and_shown_with_the_quality(caller: Caller) -> None:
    load(caller, "C1,S1,019/08,2026-01-05,,,\nC2,unknown male,019/08,2026-01-05,,,")
    kept = data_quality(ask(caller.workspace, TESTER)).warnings
    assert kept.select("version", "code", "column", "rows").rows() == [
        (1, "nobody", "suspect_id", 1)
    ]


def test_a_row_that_names_several_counts_as_one_row_of_the_file(caller: Caller) -> None:
    rows = "C1,S1; S2,019/08,2026-01-05,,,\nC2,S3,019/08,2026-01-05,,,"
    first = load(caller, rows)
    assert (first.rows, first.accepted, first.duplicates) == (2, 2, 0)
    assert first.split == (1, 2)
    again = load(caller, rows)
    assert (again.rows, again.accepted, again.duplicates) == (2, 0, 2)
    assert references(caller) == ["S1", "S2", "S3"]
