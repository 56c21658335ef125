"""A table of one's own next to the index of the list: dropped, held against it, and let go."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.intake import of_upload
from dashboard.intake.index_table import read_index
from dashboard.services.listing.editions import UnderEdition, under_edition
from dashboard.services.question import Question
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.editions import (
    ASKED,
    EDITION_LIMITS,
    changes_table,
    in_changed_words,
    in_edition_words,
    in_moved_words,
    moved_table,
)
from harm.errors import HarmError

ROWS_SHOWN: Final = 14


def show_edition(question: Question) -> str | None:
    """Offer to hold a table against the index, and show what it changes.

    Returns:
        The reference that was clicked; None where none was.
    """
    st.markdown("## A table of your own beside this index")
    st.markdown(ASKED)
    dropped = st.file_uploader("An index table", key="index table", label_visibility="collapsed")
    if dropped is None:
        return None
    try:
        file = of_upload(dropped.name, dropped.getvalue())
        own = ask_once("index table", file.sha256, lambda: read_index(file))
    except (HarmdeskError, HarmError) as error:
        st.error(escaped(str(error)))
        return None
    about = (question.key, file.sha256)
    found = ask_once("edition", about, lambda: under_edition(question, own))
    return _show(found, key=f"{about}")


def _show(found: UnderEdition, *, key: str) -> str | None:
    st.markdown(in_edition_words(found))
    st.markdown(f":small[{EDITION_LIMITS}]")
    column = st.column_config
    if not found.changes.is_empty():
        show_table(
            changes_table(found),
            {
                "kind": column.TextColumn("What", width=80),
                "code": column.TextColumn("Code", width=110),
                "offence": column.TextColumn("Offence", width=360),
                "before": column.NumberColumn("Days now", width=90, format="localized"),
                "after": column.NumberColumn("Days there", width=90, format="localized"),
            },
            key=f"edition {key}",
            alt=in_changed_words(found),
        )
    if found.moved.is_empty():
        return None
    return people_table(
        moved_table(found),
        {
            "suspect_name": column.TextColumn("Name", width=150),
            "change": column.TextColumn("Change", width=80),
            "position": column.NumberColumn("# now", width=70, format="localized"),
            "position_after": column.NumberColumn("# there", width=70, format="localized"),
            "moved_by": column.TextColumn("Days differ most for", width=380),
        },
        key=f"moved {key}",
        alt=in_moved_words(found),
        most_rows=ROWS_SHOWN,
    )
