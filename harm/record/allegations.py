"""The allegation frame: its columns, their types, and what each means.

One row is one person named as a suspect in one recorded crime; a crime with several victims may
have a row for each. The flat frame (`SCHEMA`) is the format that people exchange. Scoring works on
the same rows with numbers in place of texts (`Allegations`), because a million people are grouped
far faster by a number than by a reference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, Self, get_args

import polars as pl

from harm.errors import FrameError

Sex = Literal["F", "M", "X", "U"]
CrimeStatus = Literal["recorded", "cancelled", "transferred"]
AllegationStatus = Literal[
    "named",
    "interviewed",
    "arrested",
    "charged",
    "convicted",
    "acquitted",
    "eliminated",
    "no_further_action",
]
Source = Literal["victim", "witness", "third_party", "police"]
Situation = Literal["at_large", "custody", "prison", "deceased", "unknown"]

SEX: Final = pl.Enum(get_args(Sex))
CRIME_STATUS: Final = pl.Enum(get_args(CrimeStatus))
ALLEGATION_STATUS: Final = pl.Enum(get_args(AllegationStatus))
SOURCE: Final = pl.Enum(get_args(Source))
SITUATION: Final = pl.Enum(get_args(Situation))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the allegation frame.

    Attributes:
        dtype: its Polars type.
        meaning: what a value means, in words.
        default: the value of an empty cell or a missing column; None leaves it empty.
        needed: whether a file without the column is refused.
    """

    dtype: pl.DataType
    meaning: str
    default: str | bool | None = None
    needed: bool = False


COLUMNS: Final[dict[str, Column]] = {
    "crime_ref": Column(pl.String(), "the crime report", needed=True),
    "suspect_id": Column(pl.String(), "the reference of the person named; empty: nobody is named"),
    "offence_code": Column(
        pl.String(), "ATHENA URN, Home Office classification (019/08) or CJS code"
    ),
    "offence_title": Column(pl.String(), "the offence, as the index words it"),
    "recorded_on": Column(
        pl.Date(), "when the crime was recorded; the window uses it", needed=True
    ),
    "committed_on": Column(pl.Date(), "first date of the offence"),
    "borough": Column(pl.String(), "where it happened: GSS code"),
    "ward": Column(pl.String(), "where it happened: GSS code"),
    "victim_id": Column(pl.String(), "the victim's reference, from the same series as suspect_id"),
    "victim_sex": Column(SEX, "F, M, X (other) or U (unknown)", default="U"),
    "domestic": Column(pl.Boolean(), "the crime is flagged as domestic abuse", default=False),
    "honour_based": Column(pl.Boolean(), "the crime is flagged as honour-based", default=False),
    "crime_status": Column(CRIME_STATUS, "whether the crime still stands", default="recorded"),
    "allegation_status": Column(
        ALLEGATION_STATUS, "how far it has gone for this suspect", default="named"
    ),
    "source": Column(SOURCE, "who reported it"),
    "suspect_name": Column(pl.String(), "for people to recognise the record; never scored"),
    "suspect_born": Column(pl.Date(), "date of birth; used only to keep under-18s apart"),
    "suspect_sex": Column(SEX, "for people to recognise the record; never scored", default="U"),
    "suspect_home_borough": Column(pl.String(), "where the suspect lives: GSS code; never scored"),
    "suspect_situation": Column(SITUATION, "where the suspect is", default="unknown"),
}

SCHEMA: Final = pl.Schema({name: column.dtype for name, column in COLUMNS.items()})

#: The columns of a numbered row that scoring and ranking read. The others are for display.
RANKED: Final = (
    "suspect",
    "crime",
    "victim",
    "offence",
    "recorded_on",
    "victim_sex",
    "domestic",
    "honour_based",
    "crime_status",
    "allegation_status",
    "source",
    "suspect_born",
    "suspect_situation",
)


def complete(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every column of `SCHEMA`, in its order and types, defaults filled in.

    Raises:
        FrameError: a needed column is missing or has an empty cell, or a value is not allowed in
            its column.
    """
    missing = [name for name, c in COLUMNS.items() if c.needed and name not in frame.columns]
    if missing:
        raise FrameError(
            f"The data has no column {' or '.join(missing)}, and every allegation needs one; "
            f"give the column that name and try again."
        )
    whole = frame.select(_column(frame, name, column) for name, column in COLUMNS.items())
    for name in (name for name, column in COLUMNS.items() if column.needed):
        if empty := whole[name].null_count():
            raise FrameError(
                f"The column {name} is empty in {empty:,} rows, and every allegation needs it "
                f"({COLUMNS[name].meaning}); fill it or leave those rows out."
            )
    return whole


def _column(frame: pl.DataFrame, name: str, column: Column) -> pl.Expr:
    if name not in frame.columns:
        return pl.lit(column.default, dtype=column.dtype).alias(name)
    try:
        typed = frame[name].cast(column.dtype)
    except pl.exceptions.PolarsError as error:
        raise FrameError(
            f"The column {name} holds a value that it may not: it should say {column.meaning}"
            f"{_allowed(column.dtype)}. Mend the value and try again."
        ) from error
    values = pl.lit(typed)
    if column.dtype == pl.String:  # an empty text is no value; an empty reference is nobody
        values = pl.when(values != "").then(values)
    return (values if column.default is None else values.fill_null(column.default)).alias(name)


def _allowed(dtype: pl.DataType) -> str:
    return f", as one of {', '.join(dtype.categories)}" if isinstance(dtype, pl.Enum) else ""


@dataclass(frozen=True, slots=True)
class Allegations:
    """Allegations with their references numbered.

    Attributes:
        rows: one row for each allegation (and victim, where a crime has several), with at least
            the columns of `RANKED`. `suspect`, `crime`, `victim` and `offence` are numbers that
            mean nothing outside this object; an empty `suspect` is a crime that names nobody.
            Rows may come in any order: no result depends on it.
        offences: `offence`, `offence_code`, `offence_title`; a row for each distinct pair.
        suspects: `suspect`, `suspect_id`: the reference of each number.
        record: `suspect`, `suspect_situation`, `suspect_born` of every row known about these
            suspects, where `rows` are only some: one row that records a death or an age under 18
            counts for the person. None: `rows` are all that is known.
    """

    rows: pl.LazyFrame
    offences: pl.DataFrame
    suspects: pl.LazyFrame
    record: pl.LazyFrame | None = None

    @classmethod
    def of(cls, frame: pl.DataFrame, record: pl.DataFrame | None = None) -> Self:
        """Number the references of a flat frame.

        Args:
            frame: columns of `SCHEMA`; missing ones take their defaults.
            record: `suspect_id`, `suspect_situation`, `suspect_born` of every row known about
                these suspects, where the frame has only some.

        Raises:
            FrameError: as `complete`.
        """
        flat = complete(frame)
        offence = ["offence_code", "offence_title"]
        offences = flat.select(offence).unique(maintain_order=True).with_row_index("offence")
        rows = (
            flat.with_columns(
                numbered("suspect_id").alias("suspect"),
                numbered("crime_ref").alias("crime"),
                numbered("victim_id").alias("victim"),
            )
            .join(offences, on=offence, how="left", nulls_equal=True)
            .lazy()
        )
        suspects = rows.select("suspect", "suspect_id").unique()
        known = None if record is None else record.lazy().join(suspects, on="suspect_id")
        return cls(rows, offences, suspects, record=known)

    def held(self) -> Self:
        """The same, read once into memory, for whoever asks it several times."""
        return replace(
            self,
            rows=self.rows.collect().lazy(),
            suspects=self.suspects.collect().lazy(),
            record=None if self.record is None else self.record.collect().lazy(),
        )


def numbered(reference: str) -> pl.Expr:
    """A number for each distinct reference in a column; empty stays empty."""
    return pl.col(reference).rank("dense").cast(pl.UInt32)
