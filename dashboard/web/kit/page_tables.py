"""All tables of a page in one file."""

from __future__ import annotations

from typing import Final

from dashboard.access.actions import TAKE_TABLES
from dashboard.exports.page_tables import tables_outgoing
from dashboard.services.files import Outgoing, take_note
from dashboard.services.gate import may
from dashboard.services.question import Question
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.shown_tables import shown_now
from dashboard.wording.formats import file_part

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_tables(question: Question) -> None:
    """Offer every table that the page shows as a workbook; nothing where it shows none.

    Nor where the reader may take none.
    """
    shown = shown_now()
    if not shown.tables or not may(question, TAKE_TABLES):
        return

    def make() -> Outgoing:
        return tables_outgoing(
            question,
            page=shown.title,
            tables=list(shown.tables.values()),
            taking=take_note(question, chosen_handling()),
            counts=shown.counts,
        )

    download(
        question,
        "Tables of this page (XLSX)",
        make=make,
        name=f"harmdesk-{file_part(shown.title)}-{question.as_of:%Y-%m-%d}.xlsx",
        mime=MIME,
        icon=":material/table_view:",
        help="Every table above, whole: a sheet each, with a cover and notes",
    )
