"""From a file's bytes to rows: read, check, and account for every one of them."""

from dashboard.intake.cells import Choices
from dashboard.intake.report import IntakeReport, take
from dashboard.intake.source_file import File, of_path, of_upload

__all__ = ["Choices", "File", "IntakeReport", "of_path", "of_upload", "take"]
