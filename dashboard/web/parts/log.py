"""The parts of the page of the log."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.services.access_log import AccessLog
from dashboard.services.data.unusual_use import UnusualUse
from dashboard.web.kit.table import show_table
from dashboard.wording.log import KINDS
from dashboard.wording.unusual_use import in_kind_words

#: What the log is shown by.
UNUSUAL_USE: Final = "Unusual use"
PARTS: Final = ("Suspects", "Users", "Days", "Lines", UNUSUAL_USE)
#: Where a session keeps how often it read the log.
READ: Final = "times the log was read"


def choose_part() -> str:
    """Ask what the log is shown by, and offer to read it again; what is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.segmented_control(
            "Shown by", PARTS, default=PARTS[0], required=True, key="part of the log"
        )
        st.button("Read it again", icon=":material/refresh:", on_click=_read_again)
    return str(chosen)


def readings() -> int:
    """How often this session asked to read the log again."""
    return int(st.session_state.get(READ, 0))


def _read_again() -> None:
    st.session_state[READ] = readings() + 1


def show_part(log: AccessLog, part: str, *, key: str) -> None:
    """Show the log by suspects, users, days, or line by line."""
    frame, columns, alt = {
        "Suspects": (log.by_suspect, _suspects, "Suspects whose own file was opened, most first."),
        "Users": (log.by_user, _users, "Users in each of their roles, most lines first."),
        "Days": (log.by_day, _days, "Days, the newest first."),
        "Lines": (log.latest, _lines, "The latest lines of the log, the newest first."),
    }[part]
    if part == "Lines":
        frame = frame.select(
            "id", "at", "who", "role", pl.col("action").replace(KINDS), "subject", "version"
        )
    show_table(frame, columns(), key=f"log {part} {key}", alt=alt, width="content")


def show_unusual(unusual: UnusualUse, *, key: str) -> None:
    """Show the days on which somebody used the tool in an unusual way; nothing where none was."""
    if unusual.days.is_empty():
        return
    frame = unusual.days.select("day", "who").with_columns(
        what=pl.Series(
            [in_kind_words(row) for row in unusual.days.iter_rows(named=True)], dtype=pl.String
        )
    )
    show_table(
        frame,
        {
            "day": st.column_config.DateColumn("Day", width=110, format="D MMM YYYY"),
            "who": st.column_config.TextColumn("User", width=160),
            "what": st.column_config.TextColumn("What is unusual", width=620),
        },
        key=f"unusual use {key}",
        alt="Unusual use of Harmdesk, the newest day first.",
        width="content",
    )


def _moment(label: str) -> Any:  # noqa: ANN401 - Streamlit's own dictionary
    return st.column_config.DatetimeColumn(label, width=150, format="D MMM YYYY, HH:mm")


def _suspects() -> dict[str, Any]:
    column = st.column_config
    return {
        "suspect_id": column.TextColumn("Suspect", width=120),
        "looks": column.NumberColumn("Looks", width=90, format="localized"),
        "users": column.NumberColumn("By users", width=90, format="localized"),
        "last": _moment("Last (UTC)"),
    }


def _users() -> dict[str, Any]:
    column = st.column_config
    return {
        "who": column.TextColumn("User", width=160),
        "role": column.TextColumn("Acting as", width=120),
        "lines": column.NumberColumn("Lines", width=90, format="localized"),
        "suspects": column.NumberColumn(
            "Suspects", width=90, format="localized", help="Whose own file they opened, each once"
        ),
        "first": _moment("First (UTC)"),
        "last": _moment("Last (UTC)"),
    }


def _days() -> dict[str, Any]:
    column = st.column_config
    return {
        "day": column.DateColumn("Day", width=110, format="D MMM YYYY"),
        "lines": column.NumberColumn("Lines", width=90, format="localized"),
        "users": column.NumberColumn("Users", width=90, format="localized"),
        "suspects": column.NumberColumn("Suspects", width=90, format="localized"),
    }


def _lines() -> dict[str, Any]:
    column = st.column_config
    return {
        "id": column.NumberColumn("Line", width=70, format="localized"),
        "at": _moment("When (UTC)"),
        "who": column.TextColumn("User", width=130),
        "role": column.TextColumn("Acting as", width=110),
        "action": column.TextColumn("What", width=180),
        "subject": column.TextColumn("Whom or what", width=360),
        "version": column.NumberColumn("Data version", width=100),
    }
