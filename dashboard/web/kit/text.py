"""Text that is shown and never read as Markdown."""

from dashboard.wording.markdown import escaped

__all__ = ["escaped"]
