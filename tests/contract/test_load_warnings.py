"""What `harmdesk load` and `rank` say of troublesome extracts, to a script and at a terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.contract.program import Here, assert_refused, workbook

HEADER = "crime_ref,suspect_id,offence_code,offence_title,recorded_on,suspect_name"
COUNTS = "Borough,Offence,Month,Count,Measure"


def write(folder: Path, name: str, lines: Sequence[str], encoding: str = "utf-8") -> str:
    path = folder / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return str(path)


def load(here: Here, folder: Path, file: str, *options: str) -> dict[str, Any]:
    found = here("load", file, *options, "--json", "--data", str(folder / "data")).json
    assert found["rows"] == found["accepted"] + found["rejected"] + found["duplicates"]
    return found


def test_a_load_has_its_warnings_and_what_was_split(tmp_path: Path, here: Here) -> None:
    rows = [HEADER, "C1,S1; S2,019/08,,2026-01-05,", "C2,unknown male,019/08,,2026-01-05,"]
    found = load(here, tmp_path, write(tmp_path, "x.csv", [*rows, "C3,S3,8/6,,2026-01-06,"]))
    assert [set(warning) for warning in found["warnings"]] == [
        {"code", "column", "rows", "text"}
    ] * 2
    assert [(w["code"], w["column"], w["rows"]) for w in found["warnings"]] == [
        ("nobody", "suspect_id", 1),
        ("split", "suspect_id", 1),
    ]
    assert found["split"] == {"rows": 1, "allegations": 2}
    assert found["files"][0]["warnings"] == found["warnings"]
    assert found["files"][0]["codes"] == [{"written": "8/6", "read": "008/06", "rows": 1}]


def test_warnings_stand_above_the_counts_at_a_terminal(tmp_path: Path, here: Here) -> None:
    file = write(tmp_path, "x.csv", [HEADER, "C1,see report,019/08,,2026-01-05,"])
    shown = here("load", file, "--data", str(tmp_path / "data")).out
    assert 0 < shown.index("Warning: In “suspect_id” 1 row has") < shown.index("1 row:")


def test_a_sound_file_has_no_warnings(tmp_path: Path, here: Here) -> None:
    file = write(tmp_path, "x.csv", [HEADER, "C1,S1,019/08,,2026-01-05,"])
    found = load(here, tmp_path, file)
    assert (found["warnings"], found["split"]) == ([], {"rows": 0, "allegations": 0})


def test_sheets_encodings_and_lines_can_be_chosen(tmp_path: Path, here: Here) -> None:
    book = workbook(tmp_path / "book.xlsx", May="C1", June="C2")
    assert load(here, tmp_path, str(book), "--sheet", "all")["accepted"] == 2
    rows = [HEADER, "C9,S9,019/08,,2026-01-05,José"]
    dos = write(tmp_path, "dos.csv", rows, "cp850")
    assert load(here, tmp_path, dos, "--encoding", "cp850")["warnings"] == []
    lines = [COUNTS, "Camden,Rape,2026-01,30,Offences", "Camden,Rape,2026-01,3,Outcomes"]
    counts = write(tmp_path, "counts.csv", lines)
    found = load(here, tmp_path, counts, "--where", "Measure=Offences")
    assert found["reasons"] == {"left out, since its Measure is not Offences": 1}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), 'Load it with --where "Measure=Offences"'),
        (("--where", "Measure=Arrests"), "no line with 'Arrests' under 'Measure'"),
        (("--where", "Outcome=Offences"), "no column headed 'Outcome'"),
        (("--where", "Measure"), "chooses no lines"),
        (("--sheet", "May"), "--sheet says nothing"),
    ],
)
def test_a_choice_of_lines_that_does_not_fit_is_refused(
    tmp_path: Path, here: Here, options: Sequence[str], words: str
) -> None:
    lines = [COUNTS, "Camden,Rape,2026-01,30,Offences", "Camden,Rape,2026-01,3,Outcomes"]
    file = write(tmp_path, "counts.csv", lines)
    assert_refused(here("load", file, *options, "--data", str(tmp_path / "data")), words)


def test_offences_without_a_score_have_the_nearest_and_nobody_is_assessed_for_a_reason(
    tmp_path: Path, here: Here
) -> None:
    data = str(tmp_path / "data")
    file = write(tmp_path, "x.csv", [HEADER, "C1,S1,,common assault,2026-01-05,"])
    shown = here("load", file, "--data", data).out
    assert "“common assault” (1): nearest by its words " in shown
    assert "Common assault and battery (1 day)" in shown
    ranked = here("rank", "--data", data).out
    assert "Nobody is assessed: of 1 row recorded in the 365 days to 5 January 2026" in ranked
    assert "the index has no score for this offence" in ranked
    assert "Everyone assessed is listed" not in ranked


def test_a_list_says_what_changed_since_the_last_frozen_one(tmp_path: Path, here: Here) -> None:
    data = ("--data", str(tmp_path / "data"))
    rows = [HEADER, "C1,S1,019/08,,2026-01-05,", "C2,S2,019/08,,2026-02-05,"]
    load(here, tmp_path, write(tmp_path, "x.csv", rows))
    assert "Since the list of" not in here("rank", *data).out
    here("freeze", "--as-of", "2026-01-31", *data)
    shown = here("rank", *data).out
    assert "Since the list of 31 January 2026: 1 entered: 1 by new allegations." in shown


def test_recorded_crime_is_of_whole_months(tmp_path: Path, here: Here) -> None:
    load(here, tmp_path, write(tmp_path, "x.csv", [HEADER, "C1,S1,019/08,,2026-01-05,"]))
    for as_of, window in (
        ("2025-02-15", "February 2024 to January 2025"),
        ("2025-02-28", "March 2024 to February 2025"),
        ("2025-02-27", "February 2024 to January 2025"),
    ):
        options = ("--basis", "recorded", "--as-of", as_of, "--json")
        found = here("places", *options, "--data", str(tmp_path / "data")).json
        assert found["window"] == window
        if as_of == "2025-02-15":
            assert found["total"]["crimes"] == 938_296


def test_of_the_history_of_a_case_the_latest_row_is_taken(tmp_path: Path, here: Here) -> None:
    rows = [f"{HEADER},allegation_status,Last Updated"]
    rows += [
        f"C{n},S1,019/08,,2026-01-05,,{status},2026-0{month}-01"
        for n in range(3)
        for month, status in ((2, "charged"), (1, "named"))
    ]
    file = write(tmp_path, "history.csv", rows)
    data = ("--data", str(tmp_path / "data"))
    assert_refused(here("load", file, *data), 'Load it with --latest "Last Updated"')
    assert_refused(here("load", file, "--latest", "Updated", *data), "no column headed 'Updated'")
    assert_refused(here("load", file, "--latest", "suspect_id", *data), "holds no dates")
    found = load(here, tmp_path, file, "--latest", "Last Updated")
    assert (found["accepted"], found["duplicates"], found["rejected"]) == (3, 3, 0)
    assert [(w["code"], w["column"], w["rows"]) for w in found["warnings"]] == [
        ("earlier_rows", "Last Updated", 3)
    ]


def test_children_are_kept_apart_by_their_age_where_no_date_of_birth_is(
    tmp_path: Path, here: Here
) -> None:
    rows = [f"C{n},S{n},019/08,,2026-01-05,,{age}" for n, age in enumerate((17, 18, 34))]
    file = write(tmp_path, "ages.csv", [f"{HEADER},Suspect Age", *rows])
    found = load(here, tmp_path, file)
    assert [(w["code"], w["column"], w["rows"]) for w in found["warnings"]] == [
        ("derived_births", "Suspect Age", 3)
    ]
    assert (found["dropped"], found["mapping"]["suspect_born"]) == ([], "Suspect Age")
    ranked = here("rank", "--json", "--data", str(tmp_path / "data")).json
    assert sorted(row["suspect_id"] for row in ranked["rows"]) == ["S1", "S2"]
    again = load(
        here,
        tmp_path,
        write(tmp_path, "later.csv", [f"{HEADER},Suspect Age", "C9,S2,019/08,,2026-02-05,,35"]),
    )
    assert [w["code"] for w in again["warnings"]] == ["derived_births"]
