"""Each command's JSON: its keys and types, one object and nothing else."""

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.contract.program import Answer, Here, assert_refused, harmdesk

pytestmark = pytest.mark.slow

NUMBER = (int, float)
#: Who printed a document, and when.
PRINTED = re.compile(r"Printed by .* UTC")
SHAPES: dict[str, dict[str, Any]] = {
    "demo": {"suspects": int, "allegations": int, "version": int},
    "load": {
        "rows": int,
        "accepted": int,
        "rejected": int,
        "duplicates": int,
        "superseded": int,
        "unmapped": int,
        "version": int,
        "reasons": dict,
        "dropped": list,
        "changed": dict,
        "shape": str,
        "encoding": str,
        "delimiter": str,
        "mapping": dict,
        "repaired": dict,
        "files": list,
    },
    "file": {
        "file": str,
        "rows": int,
        "shape": str,
        "mapping": dict,
        "repaired": dict,
        "notes": list,
    },
    "rank": {
        "as_of": str,
        "rules_id": str,
        "index": str,
        "version": int,
        "assessed": int,
        "median_days": NUMBER,
        "cut": dict,
        "rows": list,
    },
    "handout": {
        "file": str,
        "as_of": str,
        "version": int,
        "listed": int,
        "new": int,
        "profiles": list,
    },
    "explain": {
        "suspect_id": str,
        "position": int,
        "days": NUMBER,
        "allegations": list,
        "sentence": str,
        "fragility": dict,
        "clock": list,
    },
    "leaving": {"crime_ref": str, "leaves_on": str, "days": NUMBER},
    "cut": {"top": int, "days": NUMBER, "tied": int, "tied_in": int},
    "row": {
        "position": int,
        "rank": int,
        "suspect_id": str,
        "days": NUMBER,
        "allegations": int,
        "victims": int,
        "most_serious_days": NUMBER,
        "last_recorded_on": str,
    },
    "allegation": {
        "crime_ref": str,
        "offence_title": str,
        "days": NUMBER,
        "counts": bool,
        "derived": bool,
        "ambiguous": bool,
    },
}


def assert_shaped(found: dict[str, Any], shape: str) -> None:
    assert set(SHAPES[shape]) <= set(found)
    wrong = {
        key: found[key] for key, kind in SHAPES[shape].items() if not isinstance(found[key], kind)
    }
    assert wrong == {}


def of(answer: Answer, shape: str) -> dict[str, Any]:
    assert answer.out.count("\n") == 1
    assert_shaped(answer.json, shape)
    return answer.json


def written(file: Path) -> tuple[int, int, int]:
    """Which file it is and when it was written; when it was read does not matter."""
    found = file.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def test_demo_answers_and_builds_nothing_twice(demonstration: Path) -> None:
    before = written(demonstration / "offences-24.duckdb")
    found = of(harmdesk("demo", "--json", data=demonstration), "demo")
    assert found["version"] == 24
    assert found["suspects"] > 36_000
    assert written(demonstration / "offences-24.duckdb") == before


def test_load_accounts_for_every_row(tmp_path: Path, extract: Path) -> None:
    data, rejects = tmp_path / "data", tmp_path / "rejects.csv"
    load = ("load", extract, "--rejects", rejects, "--json")
    found = of(harmdesk(*load, data=data), "load")
    assert found["rows"] == found["accepted"] + found["rejected"] + found["duplicates"] == 9
    assert (found["accepted"], found["rejected"], found["duplicates"]) == (7, 1, 1)
    assert found["reasons"] == {"recorded_on cannot be read": 1}
    assert (found["superseded"], found["unmapped"], found["version"]) == (0, 1, 1)
    assert found["dropped"] == ["notes"]
    refused = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert refused[1].startswith('"OFFICIAL-SENSITIVE · refused before there was data · Taken by ')
    assert '",extract.csv,10,recorded_on cannot be read,C7,S5' in refused[1]
    again = of(harmdesk(*load, data=data), "load")
    assert (again["accepted"], again["duplicates"], again["version"]) == (0, 8, 1)


def test_load_says_how_it_read_the_file_and_what_it_mended(tmp_path: Path, here: Here) -> None:
    path = tmp_path / "extract.csv"
    path.write_bytes(
        "Crime No;Nominal;HO Code;Date Recorded;Note £\r\n"
        "C1;S1;08-Jan;05/01/2026;£5\r\n"
        "C2;S2;019/16;25/01/2026;\r\n".encode("cp1252")
    )
    found = of(here("load", str(path), "--json", "--data", str(tmp_path / "data")), "load")
    assert (found["shape"], found["encoding"], found["delimiter"]) == (
        "allegations",
        "Windows-1252",
        ";",
    )
    assert found["mapping"] == {
        "crime_ref": "Crime No",
        "suspect_id": "Nominal",
        "offence_code": "HO Code",
        "recorded_on": "Date Recorded",
    }
    assert found["dropped"] == ["Note £"]
    assert sum(found["repaired"].values()) == 1
    (file,) = found["files"]
    assert_shaped(file, "file")
    assert (file["file"], file["rows"], file["sheet"]) == ("extract.csv", 2, None)
    for key in ("shape", "encoding", "delimiter", "mapping", "repaired"):
        assert file[key] == found[key]


def test_load_says_what_a_later_extract_changed(tmp_path: Path, extract: Path, here: Here) -> None:
    data = ("--json", "--data", str(tmp_path / "data"))
    assert of(here("load", str(extract), *data), "load")["changed"] == {}
    text = extract.read_text(encoding="utf-8")
    extract.write_text(text.replace(",cancelled,", ",recorded,"), encoding="utf-8")
    found = of(here("load", str(extract), *data), "load")
    assert (found["superseded"], found["changed"]) == (1, {"crime_status": 1})


def test_of_several_files_load_says_what_they_have_in_common(
    tmp_path: Path, extract: Path, here: Here
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("crime_ref;suspect_id;offence_code;recorded_on\nC9;S9;019/16;2026-01-11\n")
    found = here("load", str(extract), str(other), "--json", "--data", str(tmp_path / "data")).json
    assert (found["rows"], found["shape"], found["encoding"]) == (10, "allegations", "UTF-8")
    assert (found["delimiter"], found["mapping"]) == (None, None)
    assert [(file["file"], file["delimiter"]) for file in found["files"]] == [
        ("extract.csv", ","),
        ("other.csv", ";"),
    ]


def test_rank_answers_where_the_list_ends_and_who_is_on_it(demonstration: Path) -> None:
    found = of(harmdesk("rank", "--json", data=demonstration), "rank")
    assert_shaped(found["cut"], "cut")
    for row in found["rows"]:
        assert_shaped(row, "row")
    assert (found["as_of"], found["index"], found["version"]) == ("2026-02-28", "cchi-2020", 24)
    assert len(found["rules_id"]) == 12
    assert len(found["rows"]) == found["cut"]["top"] == 100


def test_a_list_that_is_not_full_has_no_cut(small: Path) -> None:
    found = harmdesk("rank", "--json", data=small).json
    assert found["cut"] == {"top": 100, "days": None, "tied": 0, "tied_in": 0}
    assert [(row["suspect_id"], row["days"], row["victims"]) for row in found["rows"]] == [
        ("S1", 2372.5, 2),
        ("S2", 10.0, 1),
    ]
    assert (found["as_of"], found["median_days"]) == ("2026-01-10", 1191.25)


def test_handout_writes_the_list_and_the_profiles_that_are_chosen(
    tmp_path: Path, small: Path, here: Here
) -> None:
    file = tmp_path / "handout.pdf"
    command = ("handout", "--out", str(file), "--data", str(small))
    found = of(here(*command, "--profile", "S1", "--json"), "handout")
    assert (found["file"], found["profiles"]) == (str(file), ["S1"])
    ranked = here("rank", "--json", "--data", str(small)).json
    pages = [page.extract_text() for page in PdfReader(file).pages]
    for row in ranked["rows"]:
        assert row["suspect_id"] in " ".join(pages)
    for number, page in enumerate(pages, start=1):
        assert page.count("OFFICIAL-SENSITIVE") >= 2
        assert f"{number} of {len(pages)}" in page
        assert PRINTED.search(page)
    answer = here(*command)
    assert (answer.code, answer.err) == (0, "")
    assert f"The hand-out is in {file}" in answer.out


def test_a_handout_of_too_many_profiles_is_refused(small: Path, here: Here) -> None:
    options = [part for number in range(21) for part in ("--profile", f"S{number}")]
    answer = here("handout", *options, "--data", str(small))
    assert_refused(answer, "at most 20 profiles, and 21 were chosen")


def test_explain_takes_a_score_apart(small: Path) -> None:
    found = of(harmdesk("explain", "S1", "--json", data=small), "explain")
    for allegation in found["allegations"]:
        assert_shaped(allegation, "allegation")
    answer = [(a["crime_ref"], a["days"], a["reason"], a["derived"]) for a in found["allegations"]]
    assert answer == [
        ("C1", 1825.0, None, False),
        ("C2", 547.5, None, True),
        ("C1", 0.0, "counted_once", False),
    ]
    assert found["days"] == 2372.5
    assert "2,372.5 days from two allegations by two victims" in found["sentence"]


def test_explain_says_why_nothing_counts(small: Path, here: Here) -> None:
    found = here("explain", "S3", "--json", "--data", str(small)).json
    assert (found["position"], found["days"]) == (None, 0)
    assert [(a["counts"], a["reason"]) for a in found["allegations"]] == [(False, "cancelled")]


def test_explain_says_how_solid_the_place_is(small: Path, here: Here) -> None:
    found = of(here("explain", "S1", "--json", "--data", str(small)), "explain")
    assert found["fragility"] == {"changes": 2, "crimes": ["C1", "C2"], "singles": []}
    rests = found["rests_on"]
    assert set(rests) == {"how_far", "reported_by", "victims", "without"}
    for kind in ("how_far", "reported_by", "victims"):
        assert sum(rests[kind].values()) == found["days"]
    for one in found["clock"]:
        assert_shaped(one, "leaving")
    assert [(one["crime_ref"], one["position"], one["days"]) for one in found["clock"]] == [
        ("C1", 1, 547.5),
        ("C2", None, 0.0),
    ]
    unlisted = here("explain", "S3", "--json", "--data", str(small)).json
    nothing = {"changes": 0, "crimes": [], "singles": []}
    assert (unlisted["fragility"], unlisted["clock"]) == (nothing, [])


def test_explain_says_the_same_at_a_terminal_in_json_and_in_the_file(
    tmp_path: Path, small: Path, here: Here
) -> None:
    file = tmp_path / "profile.pdf"
    answer = here("explain", "S1", "--data", str(small), "--pdf", str(file))
    assert (answer.code, answer.err) == (0, "")
    found = here("explain", "S1", "--json", "--data", str(small)).json
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    assert list(found["answers"]) == [
        "Matters most",
        "Without it",
        "Rests on",
        "Ages out",
        "Who else",
    ]
    for words in (found["sentence"], *found["answers"].values()):
        assert words in answer.out
        assert words in printed
    assert all(sentence in answer.out for sentence in found["not_known"])
    assert found["linked"] == found["counter_allegations"] == []
    assert [row["list"] for row in found["history"]] == ["now"]
    again = tmp_path / "again.pdf"
    assert harmdesk("explain", "S1", "--pdf", again, data=small).code == 0
    texts = [[page.extract_text() for page in PdfReader(path).pages] for path in (file, again)]
    # The line that says who printed it has the minute of each.
    first, second = ([PRINTED.sub("", text) for text in pages] for pages in texts)
    assert first == second != texts[0]


def test_a_profile_that_cannot_be_written_is_one_plain_line(
    tmp_path: Path, small: Path, here: Here
) -> None:
    answer = here("explain", "S1", "--data", str(small), "--pdf", str(tmp_path))
    assert_refused(answer, "cannot be written")


def test_explain_knows_a_reference_with_quotes_and_angle_brackets(small: Path, here: Here) -> None:
    odd = '<b>"S4'  # the apostrophe at its end is none of the reference
    found = here("explain", odd, "--json", "--data", str(small)).json
    assert found["suspect_id"] == odd
    assert [a["reason"] for a in found["allegations"]] == ["unmapped"]


def test_an_index_of_ones_own_gives_the_days(tmp_path: Path, small: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("code,title,days\n008/06,,1000\n019/08,,12.5\n", encoding="utf-8")
    found = harmdesk("rank", "--index", own, "--json", data=small).json
    assert found["index"] == "own"
    assert [(row["suspect_id"], row["days"]) for row in found["rows"]] == [
        ("S2", 1000.0),
        ("S1", 12.5),
    ]


@pytest.mark.parametrize("command", [("rank", "--top", "2"), ("explain", "S1")])
def test_a_person_at_a_terminal_reads_where_the_figures_are_from(
    small: Path, here: Here, monkeypatch: pytest.MonkeyPatch, *, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("HARMDESK_MARKING", "OFFICIAL")
    answer = here(*command, "--data", str(small))
    assert (answer.code, answer.err) == (0, "")
    assert "OFFICIAL · data to 10 January 2026, version 1" in answer.out
    assert "offender" not in answer.out.lower()


def test_the_folder_may_be_named_in_the_environment(small: Path) -> None:
    found = harmdesk("rank", "--json", HARMDESK_DATA=str(small)).json
    assert found["assessed"] == 2


def test_a_mended_file_of_rejects_restores_every_victim(tmp_path: Path) -> None:
    data, rejects = tmp_path / "data", tmp_path / "rejects.csv"
    header = "crime_ref,suspect_id,offence_code,recorded_on,victim_id,victim_sex\n"
    rows = "C1,A,019/16,2026-02-01,V1,F\nC1,A,019/08,2026-13-01,V2,F\nC2,B,019/08,2026-02-01,V3,F\n"
    (tmp_path / "extract.csv").write_text(header + rows, encoding="utf-8")
    of(
        harmdesk("load", tmp_path / "extract.csv", "--rejects", rejects, "--json", data=data),
        "load",
    )
    mended = rejects.read_text(encoding="utf-8-sig").replace("2026-13-01", "2026-02-01")
    rejects.write_text(mended, encoding="utf-8")
    of(harmdesk("load", rejects, "--json", data=data), "load")
    first = of(harmdesk("rank", "--json", data=data), "rank")["rows"][0]
    assert (first["suspect_id"], first["days"], first["victims"]) == ("A", 2920, 2)


def test_no_demonstration_is_claimed_of_data_that_was_there(tmp_path: Path, extract: Path) -> None:
    data = tmp_path / "data"
    harmdesk("load", extract, data=data)
    words = harmdesk("demo", data=data).out
    assert "nothing was built" in words
    assert "made-up" not in words
