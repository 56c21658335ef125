"""A report as a PDF file: sentences and tables, marked; nothing is worked out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.documents.letters import BOX
from dashboard.documents.typeset import as_pdf, drawable


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        title: of it.
        sentence: what it says; for a table how it is to be read.
        headings: of the table; none: there is no table.
        rows: of it, as texts, one for each heading.
        new_page: whether it begins a page.
    """

    title: str
    sentence: str
    headings: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything the document prints.

    Attributes:
        marking: printed at the top and the bottom of each page.
        provenance: which data it rests on.
        taken: who made it, and when.
        on: the date of the file.
        title: of the first page.
        lead: the sentences under it.
        sections: in order.
    """

    marking: str
    provenance: str
    taken: str
    on: date
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def report_as_pdf(report: Report) -> bytes:
    """The document, as PDF/UA-1; the same report gives the same bytes."""
    parts = {
        "title": report.title,
        "marking": report.marking,
        "provenance": report.provenance,
        "taken": report.taken,
        "lead": report.lead,
        "sections": [
            {
                "title": section.title,
                "sentence": section.sentence,
                "headings": section.headings,
                "rows": section.rows,
                "new_page": section.new_page,
            }
            for section in report.sections
        ],
    }
    printable, changed = drawable(parts)
    words = f"Some letters cannot be printed here and appear as {BOX}; the record has them."
    return as_pdf("report.typ", printable | {"undrawn": words if changed else ""}, on=report.on)
