"""`harmdesk person`, `erase` and `restrict`: their keys, their refusals, and what people read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.contract.program import Here, assert_refused
from tests.unit.dashboard.build import loaded, row

HER = {
    "suspect_id": "N7654321",
    "suspect_name": "Zenobia Quill",
    "suspect_born": date(1987, 11, 23),
}
GROUNDS = ("--reason", "expired", "--authority", "case 17")
WHY = ("--reason", "request 12 of May")


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    """A folder of real data, whose owner has every role."""
    loaded(tmp_path / "data", row(**HER), row(crime_ref="C2", suspect_id="S2"))
    return ["--data", str(tmp_path / "data")]


def test_person_answers_what_is_kept(here: Here, data: list[str], tmp_path: Path) -> None:
    file = tmp_path / "answer.pdf"
    assert here("freeze", *data).code == 0
    assert here("explain", "N7654321", *data).code == 0
    found = here("person", "n7654321", *WHY, "--pdf", str(file), "--json", *data).json
    assert list(found) == [
        *("suspect_id", "version", "names", "births", "restricted", "removed"),
        *("allegations", "lists", "looks", "cases", "received"),
    ]
    assert (found["suspect_id"], found["births"]) == ("N7654321", ["1987-11-23"])
    assert [line["action"] for line in found["looks"]] == ["suspect"]
    assert list(found["lists"][0]) == [
        *("list", "as_of", "frozen_at", "version", "position", "listed", "days"),
    ]
    assert file.read_bytes().startswith(b"%PDF-")


def test_an_answer_leaves_for_somebody_and_whole(
    here: Here, data: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HARMDESK_RECIPIENT", "required")
    file = tmp_path / "answer.pdf"
    asked = ("person", "N7654321", *WHY, *data)
    assert_refused(here(*asked, "--pdf", str(file)), "--for")
    assert not file.exists()
    assert here(*asked, "--pdf", str(file), "--for", "the person, by post").code == 0
    words = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert "for the person, by post" in words
    named = here(*asked, "--pdf", str(file), "--for", "x", "--redact", "no-names")
    assert_refused(named, "has no form without that")
    assert_refused(here(*asked, "--for", "the person"), "name one with --pdf")


def test_person_is_read_at_a_terminal(here: Here, data: list[str]) -> None:
    words = here("person", "N7654321", *WHY, *data).out
    assert words.startswith("N7654321 is recorded as Zenobia Quill, born 1987-11-23")
    assert "What is alleged, and was." in words


def test_erase_says_what_went_and_who_has_files(
    here: Here, data: list[str], tmp_path: Path
) -> None:
    assert here("explain", "N7654321", "--pdf", str(tmp_path / "profile.pdf"), *data).code == 0
    folder = tmp_path / "notices"
    folder.mkdir()
    found = here("erase", "N7654321", *GROUNDS, "--notices", str(folder), "--json", *data).json
    assert list(found) == [
        *("kind", "line", "allegations", "files", "subjects", "lists", "left", "outstanding"),
        "notices",
    ]
    assert (found["kind"], found["allegations"], found["files"]) == ("person", 1, 1)
    assert [own["file"] for own in found["outstanding"]] == ["profile of N7654321"]
    assert found["notices"] == ["notice-1.pdf"]
    assert (folder / "notice-1.pdf").read_bytes().startswith(b"%PDF-")
    after = here("person", "N7654321", *WHY, "--json", *data).json
    assert after["removed"]["line"] == found["line"]
    assert after["names"] == []
    assert here("log", "verify", "--json", *data).json["sound"]
    assert_refused(here("explain", "N7654321", *data), "No suspect in the data has the reference")


def test_erase_is_read_at_a_terminal(here: Here, data: list[str]) -> None:
    words = here("erase", "N7654321", *GROUNDS, *data).out
    assert words.startswith("The person was erased under line ")
    assert "N7654321" not in words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["erase", "N7654321"], "An erasure needs a reason and an authority"),
        (["erase", "X1", *GROUNDS], "Nobody and no crime in the data"),
        (["erase", "N7654321", *GROUNDS, "--kind", "file"], "'file' is no kind of reference"),
        (["erase", "N7654321", *GROUNDS, "--notices", "/nowhere/at/all"], "cannot be written"),
        (["restrict", "N7654321", "--reason", "doubt"], "A restriction needs a reason"),
        (["restrict", "N7654321", *GROUNDS, "--lift"], "is not restricted"),
        (["person", "N7654321"], "needs a reason of 8 letters"),
        (["person", "X1", *WHY], "Nobody in the data has or had"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line(
    here: Here, data: list[str], arguments: list[str], words: str
) -> None:
    assert_refused(here(*arguments, *data), words)
    assert here("explain", "N7654321", *data).code == 0


def test_restrict_hides_and_lift_shows_again(here: Here, data: list[str]) -> None:
    found = here("restrict", "N7654321", *GROUNDS, "--json", *data).json
    assert list(found) == ["suspect_id", "restricted", "line"]
    assert found["restricted"]
    rank = here("rank", *data)
    assert "N7654321" not in rank.out
    assert "Restricted: 1 place of the list" in rank.out
    assert_refused(here("explain", "N7654321", *data), "is not among those you may see")
    words = here("restrict", "N7654321", *GROUNDS, "--lift", *data).out
    assert words.startswith("The suspect N7654321 is shown again")
    assert "N7654321" in here("rank", *data).out


def test_corrections_names_who_was_listed_on_a_wrong_record_and_writes_notices(
    here: Here, data: list[str], tmp_path: Path
) -> None:
    assert here("freeze", *data).code == 0
    given = ("--pdf", str(tmp_path / "profile.pdf"), "--for", "DI Smith")
    assert here("explain", "N7654321", *given, *data).code == 0
    nobody = here("corrections", *data)
    assert nobody.out == "Nobody on a frozen list stood there on a record that was wrong.\n"
    loaded(tmp_path / "data", row(**HER, allegation_status="eliminated"))
    folder = tmp_path / "notices"
    folder.mkdir()
    found = here("corrections", "--notices", str(folder), "--json", *data).json
    assert list(found) == ["people", "notices"]
    (person,) = found["people"]
    assert list(person) == [
        *("suspect_id", "lists", "crimes", "others", "version", "received"),
    ]
    assert (person["suspect_id"], person["others"], person["version"]) == ("N7654321", 0, 2)
    assert list(person["crimes"].values()) == ["eliminated"]
    assert [own["recipient"] for own in person["received"]] == ["DI Smith"]
    assert found["notices"] == ["notice-1.pdf"]
    assert (folder / "notice-1.pdf").read_bytes().startswith(b"%PDF-")
    words = here("corrections", *data).out
    assert words.startswith("1 person stood on a frozen list on an allegation")
    assert "DI Smith has files that named them then" in " ".join(words.split())
