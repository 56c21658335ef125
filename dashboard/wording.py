"""The words that every page, file and answer owes its reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.answers import Receipt, Rehearsal, TriedWithdrawal
from dashboard.intake import Account
from dashboard.intake.cells import Reading
from dashboard.intake.delimited import DELIMITERS
from dashboard.markdown import escaped
from dashboard.store.store import Facts, People
from harm import definitions, indices
from harm.days import spoken
from harm.explanation import share
from harm.ranking import SEPARATOR, Cut, Ranking, near_cut

HUNDRED: Final = 100
TENTHS_IN_A_DAY: Final = 10

LIMITS: Final = "Inclusion is not grounds for stop, search, arrest or refusal of bail."

PEOPLE: Final[dict[People, str]] = {
    "synthetic": "SYNTHETIC PEOPLE, REAL PLACES",
    "mixed": "SYNTHETIC PEOPLE AND LOADED FILES TOGETHER",
    "real": "",
}

#: What stands in a cell that has no value.
NOTHING: Final = "–"

SITUATION: Final = {
    "at_large": "At large",
    "custody": "Custody",
    "prison": "Prison",
    "deceased": "Deceased",
    "unknown": "Unknown",
}


def day(value: date) -> str:
    """A date as people write it: 28 February 2026."""
    return f"{value.day} {value:%B %Y}"


def short_day(value: date) -> str:
    """A date where there is little room: 28 Feb 26."""
    return f"{value.day} {value:%b %y}"


def provenance(marking: str, facts: Facts) -> str:
    """Marking, whether the people are real, data date and version, in one line."""
    parts = [marking, PEOPLE[facts.people], f"data to {day(facts.newest)}, version {facts.version}"]
    return " · ".join(part for part in parts if part)


#: Columns that a reader would not know by their names.
LABELS: Final = {
    "crime_ref": "Crime reference",
    "suspect_id": "Suspect reference",
    "victim_id": "Victim reference",
    "recorded_on": "Date recorded",
    "committed_on": "Date committed",
    "suspect_born": "Suspect’s date of birth",
    "crimes": "Number of crimes",
    "lsoa": "Census area (LSOA)",
}


def phrase(value: str) -> str:
    """A value of the data as words: no_further_action is `No further action`."""
    return LABELS.get(value) or value.replace("_", " ").capitalize()


#: The definitions, in the fewest words.
BRIEF: Final[dict[definitions.Name, str]] = {
    "vawg": "VAWG allegations",
    "vawg-any-sex": "allegations of VAWG offences, victims of any sex,",
    "all": "allegations of any offence",
}


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number of things: 1 suspect, 567 suspects; 1 entry, 2 entries."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def megabytes(size: int) -> str:
    """A size on disk as people say it: 8.4 MB."""
    return f"{size / 1_000_000:,.1f} MB"


def in_reading_words(reading: Reading) -> str:
    """How a file was taken to be written: CSV, UTF-8, comma between cells, headings on line 3."""
    parts: list[str] = [reading.kind]
    if reading.encoding is not None:
        parts.append(reading.encoding)
    if reading.delimiter is not None:
        parts.append(f"{DELIMITERS.get(reading.delimiter, reading.delimiter)} between cells")
    if reading.sheet is not None:
        parts.append(f"sheet “{reading.sheet}”")
    if reading.header_line > 1:
        parts.append(f"headings on line {reading.header_line:,}")
    if reading.blank:
        parts.append(f"{counted(reading.blank, 'empty line')} passed over")
    return ", ".join(parts)


def in_rows_words(account: Account) -> str:
    """What became of a file's rows: the three parts, which add up."""
    return (
        f"Of {counted(account.read, 'row')} {account.taken:,} can be taken, "
        f"{account.rejected.height:,} are refused and {account.duplicates:,} stand in the file "
        f"before."
    )


def in_change_words(rehearsal: Rehearsal) -> str:
    """What adding a file would change, in a few sentences of Markdown."""
    receipt, after, before = rehearsal.receipt, rehearsal.after, rehearsal.before
    replaced = counted(receipt.superseded, "earlier entry", "earlier entries")
    known = f"{counted(receipt.duplicates, 'row')} {'is' if receipt.duplicates == 1 else 'are'}"
    added = f"It would add **{counted(receipt.accepted, 'row')}** and replace **{replaced}**"
    told = [f"{added}{_what_changed(receipt)}; {known} known already."]
    if after is None:
        return " ".join([*told, "It names nobody, so no list would change."])
    moves = _moves(rehearsal.movement)
    told.append(
        f"On the list **{moves['entered']:,}** would enter and **{moves['left']:,}** would leave; "
        f"{moves['up']:,} would go up and {moves['down']:,} down."
    )
    if before is not None and before.as_of != after.as_of:
        by_date = _moves(rehearsal.by_date)
        told.append(
            f"The list would be as of {day(after.as_of)} instead of {day(before.as_of)}; by that "
            f"alone {by_date['entered']:,} would enter and {by_date['left']:,} leave."
        )
    return " ".join(told)


def in_withdrawal_words(tried: TriedWithdrawal) -> str:
    """What a withdrawal would change, in a few sentences of Markdown."""
    done = tried.withdrawn
    removed, restored = counted(done.removed, "row"), counted(done.restored, "row")
    told = [f"It would remove **{removed}** and put **{restored}** back."]
    if done.kept_later:
        stay = "row of the load stays" if done.kept_later == 1 else "rows of the load stay"
        told.append(f"{done.kept_later:,} {stay} as a later load has them.")
    if tried.after is None:
        return " ".join([*told, "The record would then name nobody."])
    moves = _moves(tried.movement)
    told.append(
        f"On the list **{moves['entered']:,}** would enter and **{moves['left']:,}** would leave; "
        f"{moves['up']:,} would go up and {moves['down']:,} down."
    )
    if tried.before is not None and tried.before.as_of != tried.after.as_of:
        told.append(
            f"The list would be as of {day(tried.after.as_of)} instead of "
            f"{day(tried.before.as_of)}."
        )
    return " ".join(told)


def _moves(movement: pl.DataFrame) -> Counter[str]:
    return Counter(movement["movement"].cast(pl.String).to_list())


def _what_changed(receipt: Receipt) -> str:
    if not receipt.changed:
        return ""
    told = ", ".join(f"{phrase(name).lower()} in {n:,}" for name, n in receipt.changed.items())
    return f" ({told})"


def in_receipt_words(receipt: Receipt, rehearsal: Rehearsal) -> list[str]:
    """What became of files that were added, and of the list: a sentence each."""
    moves = rehearsal.movement.filter(pl.col("movement").is_in(["entered", "left"]))
    names = {
        way: moves.filter(pl.col("movement") == way)["suspect_id"].to_list()
        for way in ("entered", "left")
    }
    reasons = "; ".join(f"{reason} ({n:,})" for reason, n in receipt.reasons.items())
    became = f"{receipt.accepted:,} accepted, {receipt.rejected:,} refused"
    replaced = counted(receipt.superseded, "earlier entry", "earlier entries")
    lacking = counted(receipt.unmapped, "row")
    lines = [
        f"{counted(receipt.rows, 'row')}: {became}, {receipt.duplicates:,} known already.",
        f"{replaced} replaced{_what_changed(receipt)}.",
        f"Offences without a score: {lacking}, {share(receipt.unmapped, receipt.rows)} of all.",
        f"Entered the list: {', '.join(names['entered']) or 'nobody'}.",
        f"Left the list: {', '.join(names['left']) or 'nobody'}.",
    ]
    return [*lines, f"Refused: {reasons}."] if reasons else lines


@dataclass(frozen=True, slots=True)
class ListWords:
    """A list in words.

    Attributes:
        title: what it is called.
        sentence: what is shown, with its figures, as Markdown.
        cut: where the list ends, and by what, as Markdown.
        figures: four labelled figures.
    """

    title: str
    sentence: str
    cut: str
    figures: dict[str, str]


def in_list_words(ranking: Ranking) -> ListWords:
    """A list in words; the figures are the ranking's own."""
    listed, cut = ranking.listed, ranking.cut
    total, theirs = int(ranking.table["tenths"].sum()), int(listed["tenths"].sum())
    hundred = listed.height == ranking.rules.top == HUNDRED
    name = "hundred" if hundred else f"top {listed.height:,}"
    sentence = (
        f"{escaped(indices.get(ranking.index).title)} days, summed over "
        f"{BRIEF[ranking.rules.definition]} recorded in the {ranking.rules.window} "
        f"to {day(ranking.as_of)}. **{ranking.assessed:,}** "
        f"{'suspect' if ranking.assessed == 1 else 'suspects'} assessed; half score "
        f"{spoken(ranking.median_tenths)} days or less; those listed carry "
        f"**{share(theirs, total)}** of all alleged harm."
    )
    most = int(listed["tenths"][0]) if listed.height else 0
    figures = {
        "Score at the cut": "Nobody is left off"
        if cut.tenths is None
        else f"{spoken(cut.tenths)} days",
        "Tied at the cut": in_tie_words(cut),
        "Highest score": f"{spoken(most)} days",
        "Offence not in the index": counted(ranking.unmapped.height, "suspect"),
    }
    return ListWords(f"The {name}", sentence, in_cut_words(ranking), figures)


def in_cut_words(ranking: Ranking) -> str:
    """Where a list ends, who is level there, what a choice makes of it, and who is near."""
    cut = ranking.cut
    if cut.tenths is None:
        return f"**The cut**: of {counted(cut.top, 'place')} some are free, so nobody is left off."
    told = [_at_the_cut(ranking)]
    near = near_cut(ranking, indices.get(ranking.index))
    if near is not None:
        close = f"{spoken(near.tenths)} {'day' if near.tenths == TENTHS_IN_A_DAY else 'days'}"
        others = f"{near.off:,} not" if near.off else "nobody else"
        told.append(
            f"Within {close} of it, the least that the index gives, stand {near.listed:,} listed "
            f"and {others}."
        )
    if below := ranking.table["tenths"].slice(ranking.length, HUNDRED).to_list():
        those = "The next one has" if len(below) == 1 else f"The next {len(below):,} have"
        ends = dict.fromkeys(spoken(tenths) for tenths in (below[0], below[-1]))
        told.append(f"{those} {' to '.join(ends)} days.")
    return " ".join(told)


def _at_the_cut(ranking: Ranking) -> str:
    cut, ties = ranking.cut, ranking.rules.ties
    score = f"{spoken(cut.tenths or 0)} days"
    if not cut.splits:
        have = "have exactly that score, all of them in"
        level = "one suspect alone has that score" if cut.tied == 1 else f"{cut.tied:,} {have}"
        return f"**The cut** is at {score}: {level}."
    split = f"**The cut** falls among {cut.tied:,} with exactly {score}:"
    if ties != "order":
        made = "all of them are in" if ties == "all_in" else "the list stops above them"
        return f"{split} {made}, so {ranking.length:,} are listed instead of {cut.top:,}."
    is_in = f"{cut.tied_in:,} {'is' if cut.tied_in == 1 else 'are'} in"
    return (
        f"{split} by {SEPARATOR[cut.separated_by or 'draw']}, {is_in} and "
        f"{cut.tied - cut.tied_in:,} out. With all of them in the list would have "
        f"{cut.length('all_in'):,}; stopping above them, {cut.length('stop_above'):,}."
    )


def decided_by(cut: Cut) -> str:
    """What put the last one in and the first one out, where their scores are the same."""
    if cut.separated_by is None:
        return ""
    return f" Of those level at the cut, {SEPARATOR[cut.separated_by]} decided who is in."


def in_tie_words(cut: Cut) -> str:
    """How many have the score at the cut, and how many of them are in."""
    if cut.tenths is None:
        return "–"
    if cut.tied_in == 0:
        return f"{cut.tied:,}, none in"
    if cut.tied == cut.tied_in:
        return "one alone" if cut.tied == 1 else f"{cut.tied:,}, all in"
    return f"{cut.tied:,}, of whom {cut.tied_in:,} {'is' if cut.tied_in == 1 else 'are'} in"
