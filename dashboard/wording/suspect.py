"""One suspect in words: in short, what they are recognised by, and what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import shorten
from typing import Any, Final

import polars as pl

from dashboard.geography import borough_names
from dashboard.services.forces import Forces
from dashboard.services.suspects.associates import Associates
from dashboard.services.suspects.stability import Stability
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.wording.associates import in_brief
from dashboard.wording.explanation import NUMBERS
from dashboard.wording.forces import with_force
from dashboard.wording.formats import SITUATION, counted, day, days_words, phrase, share
from dashboard.wording.grounds import in_grounds_words
from dashboard.wording.stability import in_place_words
from harm.stability.pieces import MOST

#: A longer title is cut between words; the table has it whole.
LETTERS_OF_A_TITLE: Final = 60


def name_of(file: SuspectFile) -> str:
    """A suspect's name as last recorded, or that there is none."""
    return str(file.particulars["suspect_name"] or "Name not recorded")


def title_of(file: SuspectFile, forces: Forces | None = None) -> str:
    """What a page about a suspect is called: the name, and the reference next to it.

    Args:
        file: of the suspect.
        forces: of the record, where it is of several.
    """
    return f"{name_of(file)} · {with_force(file.explanation.suspect_id, forces)}"


def summary_answers(
    file: SuspectFile, solidity: Stability, context: Associates
) -> tuple[tuple[str, str], ...]:
    """What people ask of a suspect, and the answer: a label and one sentence each.

    Why the suspect stands where they stand is the explanation's own sentence, and not among them.
    """
    who = ("Who else", in_brief(context))
    if file.explanation.counting.is_empty():
        return (who,)
    return (
        ("Matters most", _largest(file)),
        ("Without it", _without(solidity)),
        ("Rests on", in_grounds_words(solidity)),
        ("Ages out", _ages_out(file, solidity)),
        who,
    )


def _largest(file: SuspectFile) -> str:
    counting = file.explanation.counting
    largest = counting.row(0, named=True)
    as_much = int((counting["tenths"] == largest["tenths"]).sum()) - 1
    others = {0: "", 1: " One other carries as much."}.get(
        as_much, f" {as_much:,} others carry as much."
    )
    return (
        f"{largest['crime_ref']}, “{_title(largest)}”: {days_words(largest['tenths'])}, "
        f"{share(largest['tenths'], file.explanation.tenths)} of the score; recorded "
        f"{day(largest['recorded_on'])}, {phrase(largest['allegation_status']).lower()}.{others}"
    )


def _title(row: dict[str, Any]) -> str:
    title = row["offence_title"] or row["index_title"] or row["offence_code"]
    return shorten(title, LETTERS_OF_A_TITLE, placeholder=" …")


def _without(solidity: Stability) -> str:
    """Where they would stand without the largest, and how few hold the place."""
    now, then, found = solidity.clock.now, solidity.without_largest, solidity.fragility
    place = _capital(in_place_words(then))
    if not now.listed:
        return f"{place}." if then.position is None else f"{place}, as now."
    if not then.listed:
        return f"{place}: {_alone(len(found.singles) - 1)}."
    if found.singles:
        return f"{place}: still on the list; without {found.singles[0].crime_ref} alone, off it."
    if found.changes is None:
        return f"{place}: still on the list, whichever {NUMBERS[MOST]} are left out."
    return f"{place}: still on the list; {NUMBERS[found.changes]} fewer would take them off it."


def _alone(others: int) -> str:
    """How many other allegations alone would take the suspect off the list as well."""
    if not others:
        return "no other single allegation would take them off it"
    if others == 1:
        return "leaving out one other instead would do the same"
    return f"leaving out any one of {others:,} others instead would do the same"


def _ages_out(file: SuspectFile, solidity: Stability) -> str:
    """When the largest leaves the window, and the first of several that are as large."""
    last = solidity.clock.leaving[0]
    counting = file.explanation.counting
    alike = counting.filter(pl.col("tenths") == counting["tenths"][0])["recorded_on"]
    first = alike.min()
    early = (
        f"The first of {len(alike):,} as large leaves on "
        f"{day(first + timedelta(days=solidity.rules.window_days))}. "
        if isinstance(first, date) and len(alike) > 1
        else ""
    )
    return (
        f"{day(last.leaves_on)}, {(last.leaves_on - solidity.as_of).days:,} days after the list’s "
        f"date; then {in_place_words(last.place)}, if nothing new is recorded of anybody. {early}"
    ).strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


#: Instead of a name that is not recorded.
SEX: Final = {"F": "female", "M": "male", "X": "other", "U": "sex not recorded"}


def identity_line(file: SuspectFile) -> str:
    """Name, date of birth, sex, home and situation in one line."""
    return f"{name_of(file)} · {particulars_line(file)}"


def particulars_line(file: SuspectFile) -> str:
    """The same beneath a title that has the name."""
    facts = file.particulars
    born = facts["suspect_born"]
    home = facts["suspect_home_borough"]
    parts = [
        f"born {day(born)}" if born else "date of birth not recorded",  # type: ignore[arg-type] # a date
        SEX[str(facts["suspect_sex"])],
        f"home in {borough_names().get(str(home), 'an unknown borough')}",
        SITUATION[str(facts["suspect_situation"])].lower(),
    ]
    return " · ".join(parts)


HAPPENED: Final = (
    "Whether any of this happened: these are allegations, and days are those of a sentence that "
    "an index holds to be fitting."
)
BEYOND: Final = (
    "What was never reported or recorded, and whether the same person is recorded under another "
    "reference."
)
KEPT_IN: Final = {"custody": "in custody", "prison": "in prison"}


def data_gaps(file: SuspectFile) -> tuple[str, ...]:
    """What is not known of a suspect, a sentence each: of their record first, then of anybody's."""
    rows = file.explanation.rows
    gaps = (
        _lacking(rows, pl.col("victim_id").is_null(), "who the victim is"),
        _lacking(rows, pl.col("committed_on").is_null(), "when it was committed"),
        _lacking(rows, pl.col("borough").is_null(), "in which borough it was"),
        _lacking(rows, pl.col("source").is_null(), "who reported it"),
        _lacking(rows, pl.col("reason") == "unmapped", "what the index would give for it"),
        _kept(file),
    )
    return (*(sentence for sentence in gaps if sentence), HAPPENED, BEYOND)


def _lacking(rows: pl.DataFrame, lacking: pl.Expr, what: str) -> str:
    crimes = rows.filter(lacking.fill_null(value=False))["crime_ref"].n_unique()
    if not crimes:
        return ""
    return f"Of {counted(crimes, 'crime')}: {what}."


def _kept(file: SuspectFile) -> str:
    """The record has where the suspect is, and not since when."""
    situation = KEPT_IN.get(str(file.particulars["suspect_situation"]))
    return f"Since when the suspect is {situation}." if situation else ""
