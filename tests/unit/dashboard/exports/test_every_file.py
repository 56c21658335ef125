"""Each file that leaves says what it is, who has it and what it is not; and can leave unnamed."""

from __future__ import annotations

import importlib
import inspect
import io
import pkgutil
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, TypeVar

import fastexcel
import polars as pl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard import exports
from dashboard.documents.workbook import Column, Table
from dashboard.errors import OutputError
from dashboard.exports.allocation_csv import allocation_outgoing
from dashboard.exports.borough_sheet import sheet_outgoing
from dashboard.exports.case_calendar import calendar_outgoing
from dashboard.exports.case_minutes import minutes_outgoing
from dashboard.exports.case_pack import pack_outgoing
from dashboard.exports.case_slides import slides_outgoing
from dashboard.exports.corrections import notice_outgoing
from dashboard.exports.handout import handout_outgoing
from dashboard.exports.list_csv import list_outgoing
from dashboard.exports.page_tables import tables_outgoing
from dashboard.exports.reach_csv import reach_outgoing
from dashboard.exports.rejects_csv import rejects_outgoing
from dashboard.exports.scored_file_csv import scored_list_outgoing, scored_rows_outgoing
from dashboard.exports.subject_access import access_outgoing
from dashboard.exports.suspect_profile import profile_outgoing
from dashboard.exports.table_counts import cohort_counts
from dashboard.intake import of_path, take
from dashboard.services.cases.case_file import case_of
from dashboard.services.cases.meeting import answer_meeting
from dashboard.services.cases.opening import CaseList
from dashboard.services.corrections import Correction
from dashboard.services.files import REDACTIONS, Handling, Outgoing, release, take_note
from dashboard.services.handout import answer_handout
from dashboard.services.listing.cohorts import other_cohorts
from dashboard.services.listing.counted_people import count_lane
from dashboard.services.listing.ranked_list import RankedList, ranked_list
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.removal.receivers import Received
from dashboard.services.resources.allocation import allocate_posts
from dashboard.services.resources.allocation_choices import Plan
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.services.scored_file import score_file
from dashboard.services.suspects.answer import SuspectAnswer, answer_suspect
from dashboard.services.suspects.subject_access import SubjectAccess, answer_access
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.notices import LIMITS, PEOPLE
from harm.cases.events import Event
from harm.scoring.rules import Rules
from tests.conftest import with_answers
from tests.unit.dashboard.build import ANALYST, TODAY, written

pytestmark = pytest.mark.slow

CROYDON: Final = "E09000008"
FOR: Final = "DI Example, Croydon"
Make = Callable[[Question, Handling], Outgoing]
T = TypeVar("T")


@pytest.fixture(scope="module")
def question(demonstration: Path) -> Iterator[Question]:
    desk = with_answers(Workspace(Settings(data=demonstration)))
    yield ask(desk, ANALYST, RankingSpec(rules=Rules(top=12)))
    desk.register._engine.dispose()


def listing_of(question: Question) -> RankedList:
    return question.remember(("listing of a test",), lambda: ranked_list(question))


def once(answer: Callable[[Question], T]) -> Callable[[Question], T]:
    """The same answer for all files of these tests, which are made of it anew."""
    return lambda question: question.remember(("of a test", answer), lambda: answer(question))


meeting = once(answer_meeting)
allocated = once(lambda question: allocate_posts(question, Plan(240)))
reached = once(lambda question: reach_of(question, ReachChoice()))


@once
def first_of_the_list(question: Question) -> SuspectAnswer:
    return answer_suspect(question, str(listing_of(question).people["suspect_id"][0]))


def handout(question: Question, handling: Handling) -> Outgoing:
    return handout_outgoing(question, once(answer_handout)(question), handling)


def tables(question: Question, handling: Handling) -> Outgoing:
    people = listing_of(question).people.select("position", "suspect_id", "suspect_name")
    first = people.row(0, named=True)
    noted = people.with_columns(pl.lit(f"beside {first['suspect_name']}.").alias("beside"))
    columns = tuple(Column(name, name.capitalize()) for name in noted.columns)
    table = Table("The list", noted, columns)
    page = f"Suspect: {first['suspect_name']} · {first['suspect_id']}"
    taking = take_note(question, handling)
    if handling.redaction == "aggregates":  # as a page has them that knows how to count
        page = "Other cohorts"
    return tables_outgoing(
        question, page=page, tables=[table], taking=taking, counts=lambda: counts(question)
    )


def counts(question: Question) -> list[Table]:
    return cohort_counts(other_cohorts(question), "deceased", count_lane(question, "deceased"))


def rejects(question: Question, handling: Handling) -> Outgoing:
    folder = question.settings.data.parent
    cells = {"crime_ref": "C", "suspect_id": "S", "offence_code": "019/08", "recorded_on": "never"}
    bad = written(folder / "bad.csv", cells)
    return rejects_outgoing(question, take(of_path(bad), today=TODAY), handling)


def profile(question: Question, handling: Handling) -> Outgoing:
    return profile_outgoing(question, first_of_the_list(question), handling)


def minutes(question: Question, handling: Handling) -> Outgoing:
    """Of a meeting that minuted something about the first of the list."""
    on, suspect = date(2026, 3, 5), str(listing_of(question).people["suspect_id"][0])
    event = Event(1, "minute", datetime(2026, 3, 5, 9, 30), "sue", {  # noqa: DTZ001 - in UTC
        "meeting": on.isoformat(), "assessment": f"{suspect} was seen by the team",
    })  # fmt: skip
    kept = case_of(question, suspect, [], datetime(2026, 3, 5, tzinfo=UTC))
    case = replace(kept, id="C-0123456789", events=(event,), count=1)
    board = meeting(question)
    return minutes_outgoing(
        question, replace(board, found=CaseList(board.found.list, (case,))), on, handling
    )


def notice(question: Question, handling: Handling) -> Outgoing:
    suspect = str(listing_of(question).people["suspect_id"][0])
    left = Received(1, datetime(2026, 1, 2, 3, 4), "ann", "analyst", "the list", 1, FOR)  # noqa: DTZ001 - in UTC
    wrong = Correction(
        suspect_id=suspect,
        lists=("2026-01-31-1a2b3c4d",),
        crimes=(("C1", "cancelled"),),
        others=1,
        version=2,
        received=(left,),
    )
    return notice_outgoing(question, (wrong,), FOR, handling)


@once
def access_of(question: Question) -> SubjectAccess:
    suspect = str(listing_of(question).people["suspect_id"][0])
    return answer_access(question, suspect, "request 12 of May")


def scored(make: Callable[..., Outgoing]) -> Make:
    def outgoing(question: Question, handling: Handling) -> Outgoing:
        cells = {
            "crime_ref": "NEW-1",
            "suspect_id": "ZOE-9",
            "suspect_name": "Zoe Newcomer",
            "offence_code": "019/08",
            "recorded_on": "2026-02-20",
            "victim_sex": "F",
        }
        file = written(question.settings.data.parent / "own.csv", cells)
        account = take(of_path(file), today=TODAY)
        found = score_file(question, account, question.spec, "alone")
        return make(question, found, handling)

    return outgoing


#: How each export is made; what is not here fails the test below.
FILES: Final[dict[str, Make]] = {
    "pack_outgoing": lambda it, how: pack_outgoing(it, meeting(it), how),
    "minutes_outgoing": minutes,
    "slides_outgoing": lambda it, how: slides_outgoing(it, meeting(it), how),
    "calendar_outgoing": lambda it, how: calendar_outgoing(it, meeting(it), "", how),
    "list_outgoing": lambda it, how: list_outgoing(it, listing_of(it), how),
    "handout_outgoing": handout,
    "profile_outgoing": profile,
    "sheet_outgoing": lambda it, how: sheet_outgoing(it, borough=CROYDON, handling=how),
    "tables_outgoing": tables,
    "notice_outgoing": notice,
    "access_outgoing": lambda it, how: access_outgoing(it, access_of(it), how),
    "rejects_outgoing": rejects,
    "reach_outgoing": lambda it, how: reach_outgoing(it, reached(it), how),
    "scored_list_outgoing": scored(scored_list_outgoing),
    "scored_rows_outgoing": scored(scored_rows_outgoing),
    "allocation_outgoing": lambda it, how: allocation_outgoing(it, allocated(it), how),
}
#: What a file cannot be: it is refused.
REFUSED: Final = {
    "no_names": {"rejects_outgoing", "notice_outgoing", "access_outgoing", "calendar_outgoing"},
    "aggregates": set(FILES)
    - {
        *("list_outgoing", "sheet_outgoing", "allocation_outgoing", "reach_outgoing"),
        *("handout_outgoing", "tables_outgoing"),
    },
}
#: Files that rest on no rules: of rows that no list has, or of places alone.
WITHOUT_RULES: Final = {
    *("rejects_outgoing", "notice_outgoing", "access_outgoing", "reach_outgoing"),
}
#: Files in which there is nobody, whatever the record has.
OF_NOBODY: Final = {"allocation_outgoing", "reach_outgoing"}
#: Files of people whom somebody brought, which are not the demonstration's.
OF_THEIR_OWN: Final = {"rejects_outgoing", "scored_list_outgoing", "scored_rows_outgoing"}


def words_of(content: bytes) -> str:
    """Everything that a file says, whatever kind it is of."""
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        pages = "\n".join(page.extract_text() for page in reader.pages)
        return f"{reader.metadata.title if reader.metadata else ''}\n{pages}"
    if content.startswith(b"PK") and b"xl/workbook.xml" in content:
        book = fastexcel.read_excel(content)
        sheets = (book.load_sheet(name, header_row=None).to_polars() for name in book.sheet_names)
        return "\n".join(str(cell) for sheet in sheets for row in sheet.rows() for cell in row)
    if content.startswith(b"PK") and b"ppt/presentation.xml" in content:
        return "\n".join(said_on_slides(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if content.startswith(b"BEGIN:VCALENDAR"):
        return content.decode().replace("\\,", ",").replace("\\;", ";")
    return content.decode()


def said_on_slides(content: bytes) -> Iterator[str]:
    """Every text of every slide, its tables and the labels of its charts."""
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                rows = shape.table.rows
                yield from (cell.text for row in rows for cell in row.cells)
            if shape.has_chart:
                yield from shape.chart.plots[0].categories


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_export_is_tried_here() -> None:
    found = {
        name
        for module in pkgutil.iter_modules(exports.__path__)
        for name, function in vars(
            importlib.import_module(f"dashboard.exports.{module.name}")
        ).items()
        if inspect.isfunction(function)
        and inspect.signature(function).return_annotation == "Outgoing"
        and not name.startswith("_")
    }
    assert found == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_each_file_says_what_it_is_and_who_has_it(question: Question, name: str) -> None:
    register = question.workspace.register
    outgoing = FILES[name](question, Handling(recipient=FOR))
    before = register.log().height
    words = flat(words_of(release(question, outgoing)))
    taking, rules = outgoing.taking, question.spec.rules
    assert taking is not None
    assert len(taking.file_id) == 8
    for part in (
        question.settings.marking,
        taking.file_id,
        ANALYST.who,
        FOR,
        f"{taking.at:%H:%M} UTC",
        f"version {question.version}",
        LIMITS,
    ):
        assert part in words, part
    assert name in OF_THEIR_OWN | OF_NOBODY or PEOPLE["synthetic"] in words
    assert name in WITHOUT_RULES or rules.id in words
    line = register.log().row(before, named=True)
    assert line["subject"] == f"{outgoing.subject}; for {FOR}"
    file_id, recipient, *people = line["seal"].split("; ")
    assert (file_id, recipient) == (f"file {taking.file_id}", f"to {FOR}")
    assert [part.split(" ")[0] for part in people] == (["people"] if outgoing.people else [])
    assert register.verify().fault is None


def test_two_files_have_two_ids(question: Question) -> None:
    first, second = (take_note(question).file_id for _ in range(2))
    assert first != second


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("redaction", [how for how in REDACTIONS if how != "full"])
def test_a_redacted_file_names_nobody_or_is_refused(
    question: Question, name: str, redaction: str
) -> None:
    handling = Handling(redaction)  # type: ignore[arg-type] # of the redactions
    if name in REFUSED[redaction]:
        with pytest.raises(OutputError, match="form"):
            FILES[name](question, handling)
        return
    outgoing = FILES[name](question, handling)
    words = flat(words_of(outgoing.content))
    people = listing_of(question).people
    crimes = question.store.references.of("crimes")
    known = {*people["suspect_id"], *people["suspect_name"].drop_nulls(), "ZOE-9", "Zoe Newcomer"}
    assert not [named for named in known if re.search(rf"\b{re.escape(named)}\b", words)]
    assert not set(crimes) & set(re.findall(r"[\w/-]+", words))
    assert "NEW-1" not in words
    named = question.store.suspects.named()
    born = named.filter(pl.col("suspect_id").is_in(people["suspect_id"].to_list()))["suspect_born"]
    births = born.drop_nulls().to_list()
    assert births
    assert not [day for day in births if f"{day}" in words or f"{day:%-d %B %Y}" in words]
    words_of_it = {"no_names": "without names", "aggregates": "counts alone"}[redaction]
    assert words_of_it in words
    assert not outgoing.name or not [named for named in known if named in outgoing.name]
    if redaction == "no_names" and name not in OF_NOBODY:
        assert "person 1" in words
    before = question.workspace.register.log().height
    release(question, outgoing)
    line = question.workspace.register.log().row(before, named=True)
    assert f"; {redaction.replace('_', ' ')}" in line["subject"]


def test_counts_of_a_list_add_up_and_none_is_small(question: Question) -> None:
    outgoing = list_outgoing(question, listing_of(question), Handling("aggregates"))
    with zipfile.ZipFile(io.BytesIO(outgoing.content)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".csv"))
        table = pl.read_csv(archive.read(name))
    total = listing_of(question).people.height
    sums = table.group_by("kind").agg(pl.col("suspects").sum())
    assert set(sums["suspects"]) == {total}
    assert int(table["suspects"].min()) >= 5  # type: ignore[arg-type] # a count


def test_a_recipient_is_needed_where_the_settings_say_so(demonstration: Path) -> None:
    settings = Settings(data=demonstration, recipient="required")
    caller = Caller(Workspace(settings), ANALYST)
    with pytest.raises(OutputError, match="say to whom it goes"):
        take_note(caller, Handling(recipient="   "))
    assert take_note(caller, Handling(recipient=f" {FOR}\n")).handling.recipient == FOR
    with pytest.raises(OutputError, match="121 letters"):
        take_note(caller, Handling(recipient="x" * 121))
