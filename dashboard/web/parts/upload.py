"""A dropped file: how it was read, which heading is which, and what the reader changes of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl
import streamlit as st

from dashboard.errors import IntakeError
from dashboard.intake import Choices, File, IntakeReport, of_upload
from dashboard.intake.column_matching import SURENESS
from dashboard.intake.delimited import DELIMITERS
from dashboard.intake.encoding import ENCODINGS
from dashboard.intake.preview import Look
from dashboard.intake.table_kinds import COLUMNS_READ, MEANING_OF
from dashboard.intake.workbook import EVERY_SHEET
from dashboard.services.data.loading import preview_file, read_file
from dashboard.services.question import Question
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.parts.quality import table
from dashboard.wording.formats import phrase
from dashboard.wording.loading import in_reading_words

#: What is shown for no heading, and for what is found out.
NONE: Final = "– none –"
FOUND_OUT: Final = "found out"
ALL_ROWS: Final = "– all rows –"
#: Where a session keeps what it worked out from a file.
SLOTS: Final = (
    *("choices", "tried", "answer to look", "answer to take", "answer to rehearse"),
    *("answer to score", "answer to scored suspect", "answer to newcomers"),
)
#: Encodings of older programs, which are never found out.
OLDER: Final = ("cp850", "cp437", "iso8859-15", "mac-roman")


def drop_file() -> File | None:
    """The file that was dropped last; what rules it out is shown."""
    turn = st.session_state.setdefault("uploads", 0)
    dropped = st.file_uploader("A file", key=f"upload {turn}", label_visibility="collapsed")
    if dropped is None:
        return None
    try:
        return of_upload(dropped.name, dropped.getvalue())
    except IntakeError as error:
        st.error(escaped(str(error)))
        return None


def forget() -> None:
    """Let go of the dropped file and of all that was worked out from it."""
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    for slot in SLOTS:
        st.session_state.pop(slot, None)


def choices_of(sha256: str) -> Choices:
    """What the reader chose for the file with this fingerprint; for another file nothing."""
    whose, choices = st.session_state.get("choices", ("", Choices()))
    return choices if whose == sha256 else Choices()


def looked_at(question: Question, file: File) -> Look | None:
    """How the file was read; what is wrong with it is shown."""
    choices = choices_of(file.sha256)
    try:
        return ask_once(
            "look",
            (file.sha256, choices),
            lambda: preview_file(question, file, choices),
        )
    except IntakeError as error:
        st.error(escaped(str(error)))
        if choices != Choices():
            st.button("Read it as it was found", on_click=_found_out)
        return None


def _found_out() -> None:
    st.session_state.pop("choices", None)


def taken(question: Question, file: File) -> IntakeReport | None:
    """What became of its rows; what keeps it from being loaded is shown."""
    choices = choices_of(file.sha256)
    try:
        with st.spinner("Checking every row…", show_time=True):
            return ask_once(
                "take",
                (file.sha256, choices),
                lambda: read_file(question, file, choices),
            )
    except IntakeError as error:
        st.error(escaped(str(error)))
        if choices.latest is None:
            st.markdown(
                "Choose under *Read it differently* which heading stands for what is missing."
            )
        else:
            st.button("Take all rows", on_click=_take_latest, args=(file, None))
        return None


def choose_latest(file: File, account: IntakeReport) -> None:
    """Offer the dates by which the latest rows are taken, where a crime's rows disagree."""
    latest = choices_of(file.sha256).latest
    offered = [*([latest] if latest else []), *account.dated]
    if not offered:
        return
    choice = st.selectbox(
        "Of a crime and suspect take only the latest rows by",
        [ALL_ROWS, *offered],
        index=1 if latest else 0,
        help="The file has some crimes several times, with rows that disagree. Earlier rows are "
        "left out and counted",
        key=f"latest of {file.sha256} by {latest}",
    )
    chosen = None if choice == ALL_ROWS else choice
    if chosen != latest:
        _take_latest(file, chosen)
        st.rerun()


def _take_latest(file: File, latest: str | None) -> None:
    chosen = replace(choices_of(file.sha256), latest=latest)
    st.session_state["choices"] = (file.sha256, chosen)


def show_mapping(seen: Look) -> None:
    """Show how the file was read, and which heading each of our columns is read from."""
    st.markdown("## How it was read")
    above = f" Above the headings is “{seen.reading.above[0]}”." if seen.reading.above else ""
    st.markdown(escaped(f"{in_reading_words(seen.reading)}.{above}"))
    by_heading = {claim.heading: claim for claim in seen.mapping}
    rows = [
        (
            heading,
            phrase(by_heading[heading].column) if heading in by_heading else "left out",
            SURENESS[by_heading[heading].sureness] if heading in by_heading else "",
            seen.samples[heading],
        )
        for heading in seen.headings
    ]
    column = st.column_config
    table(
        pl.DataFrame(rows, schema=["heading", "column", "sure", "samples"], orient="row"),
        {
            "heading": column.TextColumn("Heading in the file", width=220),
            "column": column.TextColumn("Read as", width=170),
            "sure": column.TextColumn("Because it is", width=150),
            "samples": column.TextColumn("Some cells", width=520),
        },
        alt="Each heading of the file, what it is read as, why, and some cells under it.",
    )


def change_reading(file: File, seen: Look) -> None:
    """Let the reader choose how the file is read, and which heading stands for what."""
    choices, reading = choices_of(file.sha256), seen.reading
    read_from = {claim.column: claim.heading for claim in seen.mapping}
    with (
        st.expander("Read it differently", key="differently"),
        st.form("reading", border=False),
    ):
        with st.container(horizontal=True):
            encoding = _choose("Encoding", [*ENCODINGS, *OLDER], choices.encoding)
            delimiter = _choose("Between cells", list(DELIMITERS), choices.delimiter, DELIMITERS)
            sheets = list(reading.sheets)
            sheets += [EVERY_SHEET] if len(sheets) > 1 and EVERY_SHEET not in sheets else []
            sheet = _choose("Sheet", sheets, choices.sheet) if sheets else None
            line = st.number_input(
                "Line of the headings", 0, 50, choices.header_line or 0, help="0: found out"
            )
        force = st.text_input(
            "Police force",
            choices.force or "",
            placeholder="As the file says, else the record's own",
            help="Whose rows these are, where the file does not say: the full name, or Met or CoLP",
        )
        lines = st.text_input(
            "Only the lines where",
            "; ".join(f"{heading}={value}" for heading, value in choices.where.items()),
            placeholder="Measure=Offences; Area Type=Borough",
            help="Of a table of counts: a heading of the file, =, and the value that is meant",
        )
        mapping = _choose_headings(seen, read_from)
        if st.form_submit_button("Read it so"):
            changed = {c: h for c, h in mapping.items() if h != read_from.get(c)}
            chosen = Choices(
                encoding=encoding,
                delimiter=delimiter,
                sheet=sheet,
                header_line=int(line) or None,
                mapping=choices.mapping | changed,
                where=_lines_of(lines),
                latest=choices.latest,
                force=force.strip() or None,
            )
            st.session_state["choices"] = (file.sha256, chosen)
            st.rerun()


def _lines_of(text: str) -> dict[str, str]:
    """The value of each heading that lines must have, as it was written."""
    parts = (part.partition("=") for part in text.split(";") if "=" in part)
    return {heading.strip(): value.strip() for heading, _, value in parts}


def _choose(
    label: str, options: list[str], chosen: str | None, words: dict[str, str] | None = None
) -> str | None:
    choice = st.selectbox(
        label,
        [FOUND_OUT, *options],
        index=1 + options.index(chosen) if chosen in options else 0,
        format_func=lambda name: (words or {}).get(name, name),
    )
    return None if choice == FOUND_OUT else choice


def _choose_headings(seen: Look, read_from: dict[str, str]) -> dict[str, str | None]:
    """For each of our columns the heading that the reader takes it from."""
    headings = list(seen.headings)
    mapping: dict[str, str | None] = {}
    sides = st.columns(3)
    for number, name in enumerate(COLUMNS_READ):
        now = read_from.get(name)
        choice = sides[number % len(sides)].selectbox(
            phrase(name),
            [NONE, *headings],
            index=1 + headings.index(now) if now in headings else 0,
            help=MEANING_OF[name],
            key=f"heading of {name}",
        )
        mapping[name] = None if choice == NONE else choice
    return mapping
