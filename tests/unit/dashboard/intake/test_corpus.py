"""Every trouble that an extract may have ends in the account that is owed."""

from pathlib import Path

import pytest

from dashboard.errors import IntakeError
from dashboard.intake import Choices, File, IntakeReport, of_path, of_upload, take
from harm.record.allegations import SCHEMA
from tests.unit.dashboard.build import TODAY
from tests.unit.dashboard.intake.corpus import TROUBLES
from tests.unit.dashboard.intake.corpus.trouble import (
    FIRST,
    HEAD,
    HEADINGS,
    Trouble,
    joined,
    workbook,
)


def check(account: IntakeReport, owed: Trouble) -> None:
    answer = (account.read, account.taken, account.rejected.height, account.duplicates)
    assert answer == (owed.rows, owed.accepted, owed.rejected, owed.duplicates), account.reasons
    assert account.read == account.taken + account.rejected.height + account.duplicates
    assert account.shape == owed.shape
    assert account.reasons == owed.reasons
    assert account.rejected["line"].to_list() == list(owed.lines)
    assert account.repaired == owed.repaired
    assert account.dropped == tuple(owed.dropped)
    assert len(account.notes) == len(owed.notes), account.notes
    assert all(words in note for words, note in zip(owed.notes, account.notes, strict=True))
    assert {part: getattr(account.reading, part) for part in owed.how} == owed.how


def check_taken(account: IntakeReport, owed: Trouble) -> None:
    assert account.accepted.schema == SCHEMA
    values = {name: account.accepted[name].to_list() for name in owed.values}
    assert values == {name: list(expected) for name, expected in owed.values.items()}
    by_column = {claim.column: (claim.heading, claim.sureness) for claim in account.mapping}
    assert {name: by_column[name] for name in owed.mapping} == owed.mapping
    if owed.counts is not None:
        counts = account.counts.select("month", "area", "borough", "category", "crimes")
        assert sorted(counts.rows(), key=repr) == sorted(owed.counts, key=repr)
        assert account.accepted.is_empty()


@pytest.mark.parametrize("owed", TROUBLES, ids=lambda owed: owed.name)
def test_every_row_of_a_troublesome_file_is_accounted_for(owed: Trouble, tmp_path: Path) -> None:
    path = tmp_path / owed.file_name
    path.write_bytes(owed.content)
    account = take(of_path(path), today=owed.today)
    check(account, owed)
    check_taken(account, owed)
    assert account.file == owed.file_name


@pytest.mark.parametrize("owed", TROUBLES, ids=lambda owed: owed.name)
def test_a_file_dropped_on_a_page_has_the_same_account(owed: Trouble) -> None:
    check(take(of_upload(owed.file_name, owed.content), today=owed.today), owed)


def test_there_are_troubles_enough_and_each_has_a_name_of_its_own() -> None:
    assert len(TROUBLES) >= 60
    assert len({owed.name for owed in TROUBLES}) == len(TROUBLES)


@pytest.mark.parametrize("owed", TROUBLES, ids=lambda owed: owed.name)
def test_every_refused_row_has_its_line_and_its_reasons(owed: Trouble) -> None:
    rejected = take(of_upload(owed.file_name, owed.content), today=owed.today).rejected
    assert rejected["line"].is_sorted()
    assert rejected["line"].is_unique().all()
    answer = [reasons.split("; ") for reasons in rejected["reasons"]]
    counted = {reason: sum(reason in row for row in answer) for row in answer for reason in row}
    assert counted == owed.reasons


def of(*lines: str) -> File:
    return of_upload("made-up.csv", joined(*lines).encode())


def test_a_month_of_a_place_is_replaced_however_the_place_is_written() -> None:
    head = "Borough,Ward Name,Offence,Month,Count"
    lines = ("Camden,,Rape,2026-01,3", "LB of Camden,,Arson,2026-01,3", "Camden,A,Rape,2026-01,1")
    batches = take(of(head, *lines, "Croydon,A,Rape,2026-01,1"), today=TODAY).counts["batch"]
    assert batches[0] == batches[1]
    assert batches.n_unique() == 3


def test_the_reader_may_choose_how_a_file_is_read() -> None:
    file = of("made-up;title,one", HEAD.replace(",", ";"), "C1;S1,S2;019/08;2026-01-05")
    choices = Choices(delimiter=";", header_line=2, encoding="Windows-1252")
    account = take(file, today=TODAY, choices=choices)
    assert account.accepted["suspect_id"].to_list() == ["S1,S2"]
    assert account.reading.encoding == "Windows-1252"
    answer = take(of(HEAD, FIRST), today=TODAY, choices=Choices(mapping={"suspect_id": None}))
    assert (answer.shape, answer.dropped) == ("crimes", ("suspect_id",))


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (Choices(encoding="EBCDIC"), "no encoding called 'EBCDIC'"),
        (Choices(delimiter="ab"), "'ab' is no delimiter"),
        (Choices(header_line=9), "has no headings on line 9"),
        (Choices(mapping={"crime_ref": "Nothing"}), "has no column headed 'Nothing'"),
    ],
)
def test_a_choice_that_the_file_cannot_fulfil_is_refused(choices: Choices, words: str) -> None:
    with pytest.raises(IntakeError, match=words):
        take(of(HEAD, FIRST), today=TODAY, choices=choices)


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        ("Crime Ref,Suspect ID,Offence", "has no column recorded_on "),
        ("Crime Ref,Suspect ID,Offence,Month", "has no column recorded_on "),
        ("Crime Ref,Suspect ID,Recorded Date", "has no column offence_code or offence_title "),
        ("Suspect ID,Offence,Recorded Date", "has no column crime_ref "),
        ("Borough,Month,Count", "has no column offence_code or offence_title "),
        ("Borough,Offence,Count", "has no column crime_ref, recorded_on "),
    ],
)
def test_a_file_that_lacks_what_its_shape_needs_says_what(headings: str, words: str) -> None:
    with pytest.raises(IntakeError, match=words):
        take(of(headings, "1,2,3,4"), today=TODAY)


@pytest.mark.parametrize("sheet", ["Old", "Extract"])
def test_the_reader_may_choose_a_sheet(sheet: str) -> None:
    content = workbook(
        Old=[HEADINGS, ["Old", *FIRST.split(",")[1:]]],
        Extract=[HEADINGS, ["Extract", *FIRST.split(",")[1:]]],
    )
    choices = Choices(sheet=sheet)
    account = take(of_upload("made-up.xlsx", content), today=TODAY, choices=choices)
    assert account.accepted["crime_ref"].to_list() == [sheet]
    assert account.reading.sheets == ("Old", "Extract")
    with pytest.raises(IntakeError, match="has no sheet 'Other'; it has Old, Extract"):
        take(of_upload("made-up.xlsx", content), today=TODAY, choices=Choices(sheet="Other"))
