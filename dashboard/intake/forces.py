"""Which force each row of a file is of, and its references as a record of several forces has them.

A row's force is in a column of its own, or is chosen for the whole file; else it is the record's
own. Names are known in their usual short forms (`tables/words.csv`); another is kept as it is
written, without regard to case and blanks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.cells import REFERENCES, Cells
from dashboard.intake.columns import plain
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.row_checks import FAULTS, pairs
from dashboard.intake.texts import text_of
from dashboard.intake.values import folded, words
from dashboard.settings import METROPOLITAN
from harm.record.forces import SEPARATOR, qualified

#: Letters of the longest name.
LONGEST: Final = 60
#: The end of a file's name, which is no force's: an option in front of it was meant otherwise.
A_FILE: Final = re.compile(r"\.(?:csv|tsv|txt|gz|xlsx|xlsm|parquet|pdf)$", re.IGNORECASE)
#: Why a row is refused: its force cannot be one.
NO_FORCE: Final = "force cannot be read"
#: Why a row is refused: its reference stands for one of another force.
OF_ANOTHER: Final = "a reference reads as one of another force"
#: What an empty cell that stands for the record's own force is sorted as.
OWN: Final = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The forces that are known before a file is read.

    Attributes:
        own: the record's own.
        others: the others in it, as it spells them.
    """

    own: str = METROPOLITAN
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forces:
    """Which force each row of a file is of.

    Attributes:
        names: of each row; null: the record's own.
        faults: rows whose force cannot be read, as `row_checks.FAULTS`.
        warnings: what the reader should know.
        others: the forces that are not the record's own, in their order.
    """

    names: pl.Series
    faults: pl.DataFrame = field(default_factory=FAULTS.to_frame)
    warnings: tuple[FileWarning, ...] = ()
    others: tuple[str, ...] = ()


def force_of(text: str, known: Collection[str] = ()) -> str:
    """A force's name: in full for a usual short form, as it is known, else as it is written."""
    line = " ".join(text.split())
    usual = words("force").get(folded(line))
    return usual or next((name for name in known if folded(name) == folded(line)), line)


def is_name(text: str) -> bool:
    """Whether a text can be a force's name."""
    return (
        len(text) <= LONGEST
        and SEPARATOR not in text
        and any(letter.isalpha() for letter in text)
        and text.isprintable()
        and text.casefold() not in {"y", "n", "yes", "no", "true", "false"}
    )


def check_name(text: str, option: str) -> str:
    """A force's name as it was chosen.

    Raises:
        IntakeError: it can be none.
    """
    line = " ".join(text.split())
    usual = words("force").get(folded(line))
    if usual is None and (not is_name(line) or A_FILE.search(line)):
        raise IntakeError(
            f"{text[:60]!r} is no name of a force ({option}): write letters, at most {LONGEST} and "
            f"without a stroke, such as {METROPOLITAN!r}."
        )
    return line


def read_forces(
    cells: Cells, heading: str | None, chosen: str | None, known: Known, name: str
) -> Forces:
    """Which force each row is of.

    Args:
        cells: of the file.
        heading: of the column of forces; None: the file has none.
        chosen: the force that was chosen for the whole file; None: none was.
        known: the forces of the record.
        name: of the file.

    Raises:
        IntakeError: the file names another force than the one chosen.
    """
    spelt = (known.own, *known.others)
    usual = known.own if chosen is None else force_of(check_name(chosen, "--force"), spelt)
    height = cells.frame.height
    if heading is None:
        one = None if usual == known.own else usual
        names = pl.Series("force", [one], pl.String).new_from_index(0, height)
        return Forces(names, others=() if one is None or not height else (one,))
    texts = text_of(plain(cells.frame.select(heading)).to_series()).alias("force")
    read_as = _read(texts, spelt)
    if chosen is not None:
        _check_chosen(read_as, usual, heading, name)
    wrong = texts.is_in([text for text, force in read_as.items() if force is None])
    named = {text: OWN if force == known.own else force for text, force in read_as.items()}
    empty = OWN if usual == known.own else usual
    found = texts.replace_strict(named, default=None, return_dtype=pl.String).fill_null(empty)
    names = found.replace({OWN: None}).alias("force")
    return Forces(
        names,
        pairs(wrong, NO_FORCE),
        tuple(_of_empty(int(texts.is_null().sum()), heading, usual)),
        tuple(names.drop_nulls().unique().sort()),
    )


def _read(texts: pl.Series, known: Collection[str]) -> dict[str, str | None]:
    """The force of each text; of names in several spellings the commonest; None: no name."""
    counts = texts.drop_nulls().value_counts(name="rows")
    ordered = counts.sort("rows", texts.name, descending=[True, False])[texts.name]
    found: dict[str, str | None] = {}
    spelt = list(known)
    for text in ordered:
        force = force_of(text, spelt)
        named = force in spelt or is_name(force)
        found[text] = force if named else None
        if named and force not in spelt:
            spelt.append(force)
    return found


def _check_chosen(read_as: dict[str, str | None], chosen: str, heading: str, name: str) -> None:
    others = sorted({force for force in read_as.values() if force not in {None, chosen}} - {None})
    if others:
        raise IntakeError(
            f"The file {name} says in its column {heading[:60]!r} that rows are of "
            f"{_named(others)}, and --force says {chosen!r}; leave --force out, or load the rows "
            f"of each force from a file of their own."
        )


def _named(forces: Iterable[str | None]) -> str:
    return ", ".join(repr(force) for force in forces)


def _of_empty(rows: int, heading: str, usual: str) -> Iterable[FileWarning]:
    if rows:
        yield FileWarning(
            "no_force",
            heading,
            rows,
            f"In “{heading}” {rows_words(rows)} {'names' if rows == 1 else 'name'} no force: "
            f"{'it is' if rows == 1 else 'they are'} taken for rows of {examples([usual])}.",
        )


def qualify(rows: pl.DataFrame, forces: Forces, known: Known) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows with their references as the record has them, and the faults of some.

    Args:
        rows: values with the number of each row of the file as `row`.
        forces: of the rows of the file.
        known: the forces of the record.

    Returns:
        the rows, and `row_checks.FAULTS`: rows of the record's own force with a reference that
        begins as those of another do.
    """
    prefixes = [qualified(name, "").casefold() for name in {*forces.others, *known.others}]
    if not prefixes:
        return rows, FAULTS.to_frame()
    own = forces.names.gather(rows["row"])
    named = rows.with_columns(_force=own)
    alike = pl.any_horizontal(
        pl.col(column).str.to_lowercase().str.starts_with(prefix)
        for column in REFERENCES
        for prefix in prefixes
    )
    faulty = named.filter(pl.col("_force").is_null() & alike.fill_null(value=False))
    faults = faulty.select("row", reason=pl.lit(OF_ANOTHER)).unique().cast(dict(FAULTS))  # type: ignore[arg-type]
    whole = pl.concat_str(pl.col("_force"), pl.lit(SEPARATOR))
    again = {
        column: pl.col(column).str.to_lowercase().str.starts_with(whole.str.to_lowercase())
        for column in REFERENCES
    }
    return (
        named.with_columns(
            pl.when(pl.col("_force").is_null() | again[column])
            .then(pl.col(column))
            .otherwise(pl.concat_str(whole, pl.col(column)))
            .alias(column)
            for column in REFERENCES
        ).drop("_force"),
        faults,
    )
