"""The list in words: its length, its cut, and ties at the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.services.listing.order import Order
from dashboard.wording.formats import counted, day, days_words, share
from dashboard.wording.lot import TRIAL
from dashboard.wording.markdown import escaped
from dashboard.wording.reasons import REASON_WORDS
from dashboard.wording.rules import window_words
from harm.days import spoken
from harm.offences import definitions, indices
from harm.scoring.near_cut import near_cut
from harm.scoring.ranking import Cut, Ranking

HUNDRED: Final = 100


#: The definitions, in the fewest words.
BRIEF: Final[dict[definitions.Name, str]] = {
    "vawg": "VAWG allegations",
    "vawg-any-sex": "allegations of VAWG offences, victims of any sex,",
    "all": "allegations of any offence",
}


#: What separates two suspects of equal score.
SEPARATOR: Final = {
    "victims": "the number of victims",
    "most_serious": "the most serious single allegation",
    "last_recorded_on": "the latest date recorded",
    "draw": "the recorded draw",
    "lot": "a lot",
}
#: What each order of the list is called; the first is the usual one.
ORDER: Final[dict[Order, str]] = {
    "position": "Position",
    "name": "Name",
    "allegations": "Most allegations",
    "victims": "Most victims",
    "recorded": "Last recorded",
    "home": "Home borough",
    "situation": "Situation",
}


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
    sentence = (
        f"{escaped(indices.get(ranking.index).title)} days, summed over "
        f"{BRIEF[ranking.rules.definition]} recorded in the {window_words(ranking.rules)} "
        f"to {day(ranking.as_of)}. **{ranking.assessed:,}** "
        f"{'suspect' if ranking.assessed == 1 else 'suspects'} assessed; half score "
        f"{spoken(ranking.median_tenths)} days or less; those listed carry "
        f"**{share(theirs, total)}** of all alleged harm."
    )
    most = int(listed["tenths"][0]) if listed.height else 0
    figures = {
        "Score at the cut": "Nobody is left off" if cut.tenths is None else days_words(cut.tenths),
        "Tied at the cut": in_tie_words(cut),
        "Highest score": days_words(most),
        "Offence not in the index": counted(ranking.unmapped.height, "suspect"),
    }
    return ListWords(f"Top {listed.height:,}", sentence, in_cut_words(ranking), figures)


def in_cut_words(ranking: Ranking) -> str:
    """Where a list ends, who is level there, what a choice makes of it, and who is near."""
    cut = ranking.cut
    if cut.tenths is None:
        return f"**The cut**: of {counted(cut.top, 'place')} some are free, so nobody is left off."
    sentences = [_at_the_cut(ranking)]
    near = near_cut(ranking, indices.get(ranking.index))
    if near is not None:
        close = days_words(near.tenths)
        others = f"{near.off:,} not" if near.off else "nobody else"
        sentences.append(
            f"Within {close} of it, the least that the index gives, stand {near.listed:,} listed "
            f"and {others}."
        )
    if below := ranking.table["tenths"].slice(ranking.length, HUNDRED).to_list():
        those = "The next one has" if len(below) == 1 else f"The next {len(below):,} have"
        ends = dict.fromkeys(spoken(tenths) for tenths in (below[0], below[-1]))
        sentences.append(f"{those} {' to '.join(ends)} days.")
    return " ".join(sentences)


def _at_the_cut(ranking: Ranking) -> str:
    cut, ties = ranking.cut, ranking.rules.ties
    score = days_words(cut.tenths or 0)
    if not cut.splits:
        have = "have exactly that score, all of them in"
        level = "one suspect alone has that score" if cut.tied == 1 else f"{cut.tied:,} {have}"
        return f"**The cut** is at {score}: {level}."
    split = f"**The cut** falls among {cut.tied:,} with exactly {score}:"
    if ties in {"all_in", "stop_above"}:
        made = "all of them are in" if ties == "all_in" else "the list stops above them"
        return f"{split} {made}, so {ranking.length:,} are listed instead of {cut.top:,}."
    is_in = f"{cut.tied_in:,} {'is' if cut.tied_in == 1 else 'are'} in"
    trial = f" {TRIAL}" if ties == "lot" else ""
    return (
        f"{split} by {SEPARATOR[cut.separated_by or 'draw']}, {is_in} and "
        f"{cut.tied - cut.tied_in:,} out. With all of them in the list would have "
        f"{cut.length('all_in'):,}; stopping above them, {cut.length('stop_above'):,}.{trial}"
    )


def in_nobody_words(ranking: Ranking, reasons: Mapping[str, int]) -> str:
    """Why nobody is on a list: how many rows were recorded in its window, and why none counts."""
    rows = sum(reasons.values())
    if not rows:
        return (
            f"Nobody is assessed: nothing was recorded in the {window_words(ranking.rules)} to "
            f"{day(ranking.as_of)}."
        )
    why = "; ".join(f"{number:,}: {REASON_WORDS[reason]}" for reason, number in reasons.items())
    return (
        f"Nobody is assessed: of {counted(rows, 'row')} recorded in the "
        f"{window_words(ranking.rules)} to {day(ranking.as_of)} none counts ({why})."
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
