"""Frames as files that leave: marked, and harmless in a spreadsheet."""

from dashboard.documents.bundle import files_as_zip
from dashboard.documents.csv import list_as_csv, marked_as_csv, rejects_as_csv
from dashboard.documents.handout import Handout, handout_as_pdf
from dashboard.documents.profile import Profile, profile_as_pdf
from dashboard.documents.report import Report, Section, report_as_pdf
from dashboard.documents.sheet import Sheet, sheet_as_pdf
from dashboard.documents.slides import Bars, Deck, Grid, Slide, deck_as_pptx
from dashboard.documents.workbook import Workbook, workbook_as_xlsx

__all__ = [
    "Bars",
    "Deck",
    "Grid",
    "Handout",
    "Profile",
    "Report",
    "Section",
    "Sheet",
    "Slide",
    "Workbook",
    "deck_as_pptx",
    "files_as_zip",
    "handout_as_pdf",
    "list_as_csv",
    "marked_as_csv",
    "profile_as_pdf",
    "rejects_as_csv",
    "report_as_pdf",
    "sheet_as_pdf",
    "workbook_as_xlsx",
]
