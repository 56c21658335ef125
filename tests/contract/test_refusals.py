"""Bad input to each command: one plain line, exit code 2, and the data as it was."""

import shutil
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.contract.program import Answer, Here, assert_refused, contents, workbook

WRONG_INDEX = "code,title,days\n019/08,Rape,many\n"
FILES = {
    "columns.csv": "crime,suspect\nC1,S1\n",
    "dates.csv": "crime_ref,offence_code,recorded_on\nC1,019/08,tomorrow\n",
    "empty.csv": "",
    "pounds.csv": "crime_ref,offence_code,recorded_on,£",
    "index.csv": WRONG_INDEX,
    "words.csv": "offence,weight\nRape,1\n",
    "cchi-2020.csv": "code,title,days\n019/08,Rape,1\n",
    "list.json": '["attempts"]',
    "half.json": '{"attempts": ',
    "unknown.json": '{"attempt": "leave"}',
    "value.json": '{"attempts": "maybe"}',
    "seed.json": '{"seed": 5}',
    "letters.json": '{"seed": "\\ud800"}',
    "bytes.json": '{"seed": "£"}',
    "deep.json": "[" * 50_000,
    "long.json": f'{{"seed": "a"{" " * 100_000}}}',
}
#: What is asked, with the folder of `FILES` as the working folder, and words of the refusal.
ASKED: dict[str, str] = {
    "load nothing.csv": "There is no file nothing.csv",
    "load columns.csv": "has no column crime_ref, recorded_on",
    "load dates.csv": "not one that can be taken: recorded_on cannot be read (1)",
    "load empty.csv": "is empty",
    "load .": "cannot be read (Is a directory)",
    "load": "Missing argument",
    "load columns.csv --rejects": "requires an argument",
    "load FILE --encoding klingon": "There is no encoding called 'klingon'; choose one of",
    "load pounds.csv --encoding UTF-8": "is not UTF-8 text (byte 35 cannot be read)",
    "load FILE --delimiter ;;": "';;' is no delimiter; it must be one letter",
    "load FILE --delimiter ;": "has no column crime_ref, recorded_on",
    "load FILE --header-line 0": "has no headings on line 0",
    "load FILE --header-line 99": "has no headings on line 99",
    "load FILE --header-line -1": "has no headings on line -1",
    "load FILE --header-line two": "'--header-line': it must be a whole number",
    "load FILE --header-line 2": "has no column crime_ref",
    "load FILE --map crime_ref": "'crime_ref' maps no column; write one of ours",
    "load FILE --map colour=crime_ref": "'colour=crime_ref' maps no column",
    "load FILE --map =crime_ref": "'=crime_ref' maps no column",
    "load FILE --map crime_ref=": "has no column crime_ref",
    "load FILE --map crime_ref=notes --map crime_ref=victim_id": "another --map maps already",
    "load FILE --map crime_ref=notes --map ward=notes": "another --map maps already",
    "load FILE --map": "requires an argument",
    "load FILE --sheet": "requires an argument",
    "rank --as-of 2026-02-30": "'2026-02-30' is not a date",
    "rank --as-of yesterday": "'yesterday' is not a date",
    "rank --as-of 0001-01-01": "'0001-01-01' is before 1900",
    "rank --window -1": "window days is -1; it must be a whole number from 1 to 36,500",
    "rank --window 0": "window days is 0",
    "rank --window abc": "'--window': it must be a whole number",
    "rank --window 1.5": "'--window': it must be a whole number",
    "rank --window 999999999999999999999": "must be a whole number from 1 to 36,500",
    "rank --top 0": "top is 0; it must be a whole number from 1",
    "rank --top abc": "'--top': it must be a whole number",
    "rank --index nothing": "There is no index called 'nothing'; choose one of cchi-2020",
    "rank --index nothing.csv": "nothing.csv cannot be read",
    "rank --index empty.csv": "empty.csv cannot be read",
    "rank --index index.csv": "Line 2 of the index index: 'many' is not a number of days",
    "rank --index words.csv": "no column code or title or days",
    "rank --index cchi-2020.csv": "has the name of one that Harmdesk has",
    "rank --ties anybody": "it must be one of order, all_in, stop_above, lot",
    "rank --ties lot": "the lot has no seed; give it one",
    "rank --lot-seed 7": "and the ties at the cut are not decided by lot",
    "rank --definition anything": "it must be one of vawg, vawg-any-sex, all",
    "rank --co-suspects half": "co_suspects is 'half'; it must be one of full, equal_share",
    "rank --victim-rows twice": "victim_rows is 'twice'; it must be one of once, each",
    "rank --attempts go": "attempts is 'go'; it must be one of stay, leave",
    "rank --derived go": "derived is 'go'; it must be one of stay, leave",
    "rank --custody go": "custody is 'go'; it must be one of stay, leave",
    "rank --police-generated go": "police_generated is 'go'; it must be one of stay, leave",
    "rank --half-life 0": "half life days is 0; it must be a whole number from 1 to 36,500",
    "rank --half-life abc": "'--half-life': it must be a whole number",
    "rank --minimum 0": "minimum allegations is 0; it must be a whole number from 1 to 1,000,000",
    f"rank --seed {'a' * 201}": "it must be text on one line, of at most 200 letters",
    "rank --rules nothing.json": "cannot be read (No such file or directory); name a JSON file",
    "rank --rules .": "The file of rules . cannot be read (Is a directory)",
    "rank --rules list.json": "list.json is no JSON object of at most 100,000 bytes; write",
    "rank --rules half.json": "half.json is no JSON object",
    "rank --rules bytes.json": "bytes.json is no JSON object",
    "rank --rules deep.json": "deep.json is no JSON object",
    "rank --rules long.json": "long.json is no JSON object",
    "rank --rules empty.csv": "empty.csv is no JSON object",
    "rank --rules unknown.json": "'attempt', which is no rule; take it out, or name one of defin",
    "rank --rules value.json": "cannot be used: attempts is 'maybe'; it must be one of stay",
    "rank --rules seed.json": "cannot be used: the seed is 5; it must be text on one line",
    "rank --rules letters.json": "the seed is '\\ud800'; it must be text on one line",
    "rank --bogus": "No such option: --bogus",
    "rank S1": "unexpected extra argument",
    "explain": "Missing argument 'SUSPECT'",
    "explain S9": "No suspect in the data has the reference 'S9'",
    "explain V1": "No suspect in the data has the reference 'V1'",
    "explain S1 --as-of 28/02/2026": "'28/02/2026' is not a date",
    "explain S1 --window 0": "window days is 0",
    "explain S1 --index nothing": "There is no index called 'nothing'",
    "explain S1 --top 0": "top is 0",
    "serve --port abc": "'--port': it must be a whole number",
    "serve --port 0": "Invalid value for '--port'",
    "serve --port 70000": "Invalid value for '--port'",
    "demo --window 1": "No such option: --window",
    "bogus": "No such command 'bogus'",
    "--bogus": "No such option: --bogus",
}
COMMANDS = ("demo", "load FILE", "rank", "explain S1", "serve")


@pytest.fixture
def folder(tmp_path: Path, small: Path, extract: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own, and wrong files in the working folder."""
    assert extract.exists()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="cp1252")
    shutil.copytree(small, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def run_words(here: Here, words: str, data: Path) -> Answer:
    """Ask in words; a command's own folder comes before what it is asked."""
    command, *others = words.replace("FILE", "extract.csv").split()
    known = {one.callback.__name__ for one in main.app.registered_commands if one.callback}
    return here(command, *(("--data", str(data)) if command in known else ()), *others)


@pytest.mark.parametrize("words", ASKED)
def test_bad_input_is_refused_in_a_line(folder: Path, here: Here, words: str) -> None:
    before = contents(folder)
    assert_refused(run_words(here, words, folder), ASKED[words])
    assert contents(folder) == before


@pytest.mark.parametrize("command", ["rank", "explain S1", "serve"])
def test_a_folder_without_data_is_reported(tmp_path: Path, here: Here, command: str) -> None:
    assert_refused(run_words(here, command, tmp_path / "nothing"), "There is no data in")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_a_file_is_reported(folder: Path, here: Here, command: str) -> None:
    file = folder.parent / "file"
    file.write_text("a file")
    assert_refused(run_words(here, command, file), "that you may read")
    assert file.read_text() == "a file"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pointer_to_a_file_that_is_gone_is_reported(
    folder: Path, here: Here, command: str
) -> None:
    (folder / "offences-1.duckdb").unlink()
    before = contents(folder)
    assert_refused(run_words(here, command, folder), "there is no such file")
    assert contents(folder) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_file_is_reported(folder: Path, here: Here, command: str) -> None:
    (folder / "offences-1.duckdb").write_bytes(b"this is no database" * 2000)
    before = contents(folder)
    answer = "changed nothing" if command.startswith("load") else "it is damaged"
    assert_refused(run_words(here, command, folder), answer)
    after = contents(folder)
    if command.startswith("load"):  # a line says that a load was begun
        assert b"'load_begun'" in after.pop("register.sqlite")
        before.pop("register.sqlite")
    assert after == before


@pytest.mark.parametrize("command", ["rank", "explain S1"])
def test_nothing_is_shown_without_a_log(folder: Path, here: Here, command: str) -> None:
    (folder / "register.sqlite").write_bytes(b"this is no register" * 2000)
    before = contents(folder)
    assert_refused(run_words(here, command, folder), "nothing is shown without a log")
    assert contents(folder) == before


def test_nothing_is_loaded_without_a_log(folder: Path, here: Here) -> None:
    (folder / "register.sqlite").write_bytes(b"this is no register" * 2000)
    (folder.parent / "extract.csv").write_text(
        "crime_ref,suspect_id,offence_code,recorded_on\nC8,S8,019/08,2026-01-11\n"
    )
    before = contents(folder)
    assert_refused(run_words(here, "load FILE", folder), "nothing is shown without a log")
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("name", "value"), [("HARMDESK_MEMORY", "lots"), ("HARMDESK_MEMORY", "1TB")]
)
def test_a_setting_that_is_none_is_reported(
    folder: Path, here: Here, monkeypatch: pytest.MonkeyPatch, *, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert_refused(run_words(here, "rank", folder), f"The setting {name} is {value!r}")


def test_damage_is_reported_wherever_it_is_met(
    tmp_path: Path, demonstration: Path, here: Here
) -> None:
    shutil.copytree(demonstration, tmp_path / "data")
    file = tmp_path / "data" / "offences-24.duckdb"
    whole = file.read_bytes()
    for twelfth in (4, 6, 7, 8, 11):
        at = len(whole) * twelfth // 12
        file.write_bytes(whole[:at] + b"\xff" * 10 + whole[at + 10 :])
        answer = run_words(here, "rank --json", tmp_path / "data")
        if answer.code:
            assert_refused(answer, "it is damaged")


def test_a_heading_that_the_file_does_not_have_is_refused(folder: Path, here: Here) -> None:
    before = contents(folder)
    answer = run_words(here, "load FILE --map suspect_name=Name", folder)
    assert_refused(answer, "has no column headed 'Name'")
    assert contents(folder) == before


def test_a_sheet_that_a_workbook_does_not_have_is_refused(folder: Path, here: Here) -> None:
    workbook(folder.parent / "book.xlsx", January="C1", March="C2")
    before = contents(folder)
    answer = run_words(here, "load book.xlsx --sheet February", folder)
    assert_refused(answer, "has no sheet 'February'; it has January, March")
    assert contents(folder) == before


NAMING_NOBODY = {
    "crimes": "crime_ref,offence_code,recorded_on\nC1,019/16,2026-01-05\n",
    "counts": "area,offence,month,crimes\nBarnet,Robbery,2026-01,5\n",
}


@pytest.mark.parametrize("shape", NAMING_NOBODY)
@pytest.mark.parametrize("options", ["", " --json", " --as-of 2026-01-31", " --definition all"])
def test_a_record_that_names_nobody_is_not_ranked(
    tmp_path: Path, here: Here, *, shape: str, options: str
) -> None:
    file, data = tmp_path / "file.csv", tmp_path / "data"
    file.write_text(NAMING_NOBODY[shape], encoding="utf-8")
    assert here("load", str(file), "--json", "--data", str(data)).json["shape"] == shape
    before = contents(data)
    assert_refused(run_words(here, f"rank{options}", data), "The record names nobody")
    assert_refused(run_words(here, f"explain S1{options}", data), "No suspect in the data has")
    assert contents(data) == before
