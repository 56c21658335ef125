"""The tables of a page as a workbook, marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.documents import Workbook, workbook_as_xlsx
from dashboard.documents.workbook import Table
from dashboard.exports.force_column import with_force_columns
from dashboard.exports.redaction import refuse_aggregates, without_names
from dashboard.services.files import Outgoing, Taking
from dashboard.services.forces import several_in
from dashboard.services.identities import known_identities
from dashboard.services.question import Question
from dashboard.wording.formats import counted, day, moment
from dashboard.wording.notices import IN_FILE, LIMITS, marking_of
from dashboard.wording.rules import in_rules_words


def tables_outgoing(
    question: Question,
    *,
    page: str,
    tables: Sequence[Table],
    taking: Taking,
    counts: Callable[[], Sequence[Table]] | None = None,
) -> Outgoing:
    """The tables of a page as a file, before it leaves.

    Args:
        question: what the page rests on.
        page: what the page is called, and whom or what it is about.
        tables: as the page shows them, each whole.
        taking: who takes them, and when.
        counts: makes the tables of counts alone that stand for them, of which no count is small;
            None: the page has none. Its name says nothing of anybody.

    Raises:
        OutputError: it is to be counts alone, and the page has none, or so few people that counts
            could name them.
    """
    if counts is None:
        refuse_aggregates(taking.handling, "A page’s tables")
    elif taking.handling.redaction == "aggregates":
        tables = counts()
    tables = with_force_columns(tables, several_in(question))
    book = Workbook(
        title=page,
        marking=marking_of(question.settings.marking, question.facts.people),
        facts=cover_facts(question, taking, tables=len(tables)),
        made_at=taking.at,
        tables=tuple(tables),
    )
    subject, name = f"{page}: {counted(len(tables), 'table')}", ""
    if taking.handling.redaction == "no_names":
        book = without_names(book, known_identities(question))
        name = f"harmdesk-tables-{taking.file_id}.xlsx"
    content = workbook_as_xlsx(book)
    return Outgoing(
        content,
        subject,
        question.version,
        kind="tables",
        people=tuple(sorted(_people_in(tables))),
        taking=taking,
        name=name,
    )


def _people_in(tables: Sequence[Table]) -> set[str]:
    """The references of suspects that stand in a column of tables."""
    return {
        str(reference)
        for table in tables
        if "suspect_id" in {column.name for column in table.columns}
        for reference in table.frame["suspect_id"].drop_nulls()
    }


def list_name(question: Question) -> str:
    """What names the list: its rules, its index and its date."""
    return f"{question.spec.rules.id} {question.index.name} {question.as_of.isoformat()}"


def cover_facts(question: Question, taking: Taking, *, tables: int) -> tuple[tuple[str, str], ...]:
    """What a reader should know of the figures, and who took them: label and text."""
    facts, index = question.facts, question.index
    return (
        ("List", list_name(question)),
        ("As of", day(question.as_of)),
        ("Data", f"To {day(facts.newest)}, version {facts.version:,}"),
        ("Rules", in_rules_words(question.spec.rules)),
        ("Index", f"{index.title} ({index.edition}). {index.caveat}"),
        ("Tables", f"{tables:,}, a sheet each; “Notes” says what each is"),
        ("Taken by", taking.who),
        ("Taken on", moment(taking.at)),
        *((("Taken for", taking.handling.recipient),) if taking.handling.recipient else ()),
        *((("File", taking.file_id),) if taking.file_id else ()),
        ("People", IN_FILE[taking.handling.redaction]),
        ("Limits of use", LIMITS),
    )
