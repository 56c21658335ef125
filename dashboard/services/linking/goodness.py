"""How good the matching is: against the truth of a demonstration, or what reviewers decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from dashboard.access.actions import SEE_LINKS
from dashboard.analysis.linking.bands import BANDS, Band
from dashboard.analysis.linking.bands import band as band_of
from dashboard.analysis.linking.goodness import (
    Calibration,
    GroupShare,
    Share,
    calibration,
    given_name_groups,
    mean_chance,
    share_of,
    shares_by_band,
    shares_by_group,
)
from dashboard.analysis.linking.model import shipped_model
from dashboard.analysis.linking.sampling import sample_of, shares_of_sample
from dashboard.services.gate import about, service
from dashboard.services.linking.register import pairs_found, references_in
from dashboard.services.question import Question
from dashboard.services.workspace import reviews_of
from harm.suspects.reviews import standings
from sample_data.demonstration import linking_truth

#: What is known of which pairs are one person.
Known = Literal["truth", "reviews", "nothing"]
_PAIRS = {"a": pl.String, "b": pl.String}


@dataclass(frozen=True)
class Goodness:
    """How good the matching is on this record.

    Attributes:
        known: whether it is judged by the truth, which a demonstration has, or by reviews.
        people: how many references there are: the more, the less certain is any pair.
        true_pairs: how many pairs are one person; None where nobody knows.
        bands: by band, how many of its pairs are one person: of all of them where the truth is
            known, else of a sample that reviewers read.
        sampled: by band, how many pairs are in that sample; None where the truth is known.
        expected: by band, the mean chance that was said of those judged; None where none is.
        likely: as a band, of all that are at least likely.
        recall: of the pairs that are one person, how many are at least likely; None: not known.
        groups: by group of names; `by` says which groups they are.
        calibration: what was said against what was seen.
        model: which model weighed.
    """

    known: Known
    people: int
    true_pairs: int | None
    bands: Mapping[Band, Share]
    sampled: Mapping[Band, int] | None
    expected: Mapping[Band, float | None]
    likely: Share
    recall: float | None
    groups: tuple[GroupShare, ...]
    by: Literal["culture", "forename"]
    calibration: tuple[Calibration, ...]
    model: str


@service(SEE_LINKS, about("how good the matching is"))
def linking_goodness(question: Question) -> Goodness:
    """How good the matching is: it counts, and names nobody but forenames that many have.

    Raises:
        RegisterError: what was decided cannot be read.
    """
    people = references_in(question)
    known, truth, judged = _judged(question, pairs_found(question), people)
    groups = _groups(people, known)
    read = judged if known == "truth" else sample_of(judged)
    likely = judged.filter(pl.col("weight") >= BANDS["likely"])
    recall = None
    if truth is not None and truth.height:
        recall = truth.join(likely, on=["a", "b"], how="semi").height / truth.height
    return Goodness(
        known=known,
        people=people.height,
        true_pairs=None if truth is None else truth.height,
        bands=shares_by_band(judged) if known == "truth" else shares_of_sample(judged),
        sampled=None if known == "truth" else _sizes(read),
        expected={band: mean_chance(read.filter(pl.col("band") == band)) for band in BANDS},
        likely=share_of(likely),
        recall=recall,
        groups=tuple(shares_by_group(judged, groups, truth)),
        by="culture" if known == "truth" else "forename",
        calibration=tuple(calibration(judged)),
        model=shipped_model().name,
    )


@service(SEE_LINKS, about("the sample of pairs that says how good the matching is"))
def sample_to_read(question: Question) -> tuple[tuple[str, str, Band], ...]:
    """The pairs of the sample that nobody has decided yet, each with its band, in their order.

    Where the truth is known there is no sample, and none is to be read.

    Raises:
        RegisterError: what was decided cannot be read.
    """
    known, _, judged = _judged(question, pairs_found(question), references_in(question))
    if known == "truth":
        return ()
    hidden, persons = question.restrictions.people, question.store.persons
    return tuple(
        (a, b, band)
        for a, b, band, same in sample_of(judged).select("a", "b", "band", "same").iter_rows()
        if same is None and not hidden & {a, b, persons.person_of(a), persons.person_of(b)}
    )


def _sizes(sample: pl.DataFrame) -> dict[Band, int]:
    return {band: sample.filter(pl.col("band") == band).height for band in BANDS}


def raised_bits(
    question: Question, pairs: pl.DataFrame, people: pl.DataFrame
) -> Mapping[str, float]:
    """By how many bits the upper bands of a reference are raised, as `raise_bands` has it.

    Args:
        question: on the record.
        pairs: `a`, `b` and `weight` in bits, of all that are known.
        people: as `references_in`.

    Returns:
        The bits, by reference; whoever is not in it has the usual bands.
    """
    known, truth, judged = _judged(question, pairs, people)
    groups = _groups(people, known)
    lower = {one.group: one.raised for one in shares_by_group(judged, groups, truth) if one.raised}
    if not lower:
        return {}
    own = groups.filter(pl.col("group").cast(pl.String).is_in(list(lower)))
    return {str(reference): lower[str(group)] for reference, group in own.iter_rows()}


def raise_bands(question: Question, pairs: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Pairs with the bands of groups raised of which too many turned out to be two people."""
    bits = raised_bits(question, pairs, people)
    if not bits:
        return pairs
    raised = pl.DataFrame(
        {"suspect_id": list(bits), "raised": list(bits.values())},
        {"suspect_id": pl.String, "raised": pl.Float64},
    )
    for side in ("a", "b"):
        own = raised.rename({"suspect_id": side, "raised": f"raised_{side}"})
        pairs = pairs.join(own, on=side, how="left", maintain_order="left")
    most = pl.max_horizontal("raised_a", "raised_b").fill_null(0.0)
    return pairs.with_columns(band=band_of(pl.col("weight"), raised=most)).drop(
        "raised_a", "raised_b"
    )


def _judged(
    question: Question, pairs: pl.DataFrame, people: pl.DataFrame
) -> tuple[Known, pl.DataFrame | None, pl.DataFrame]:
    """Whether each pair is one person, as far as it is known, and all that are."""
    truth = _truth(question, people)
    if truth is not None:
        right = truth.with_columns(same=pl.lit(value=True))
        judged = pairs.join(right, on=["a", "b"], how="left", maintain_order="left")
        return "truth", truth, judged.with_columns(pl.col("same").fill_null(value=False))
    found = standings(reviews_of(question.workspace.register.decided_links()))
    decided = [
        (*pair, standing.state == "same")
        for pair, standing in found.items()
        if standing.state in {"same", "different"}
    ]
    frame = pl.DataFrame(decided, schema={**_PAIRS, "same": pl.Boolean}, orient="row")
    judged = pairs.join(frame, on=["a", "b"], how="left", maintain_order="left")
    return ("reviews" if judged["same"].count() else "nothing"), None, judged


def _truth(question: Question, people: pl.DataFrame) -> pl.DataFrame | None:
    """The pairs that are one person, where the record is the demonstration; None: not known."""
    if question.facts.people != "synthetic":
        return None
    known = linking_truth()
    if people.join(known, on="suspect_id", how="anti").height:
        return None
    present = known.join(people.select("suspect_id"), on="suspect_id", how="semi")
    two = (
        present.drop_nulls("pair")
        .group_by("pair")
        .agg(pl.col("suspect_id").sort())
        .filter(pl.col("suspect_id").list.len() == 2)  # noqa: PLR2004 - both are in the record
    )
    return two.select(a=pl.col("suspect_id").list.first(), b=pl.col("suspect_id").list.last()).sort(
        "a"
    )


def name_groups(question: Question) -> pl.DataFrame:
    """`suspect_id` and `group`, whose names they have: the demonstration's cultures, or forenames.

    Whoever has a name that few have is in none. It says nothing of where anybody comes from.
    """
    people = references_in(question)
    return _groups(people, "nothing" if _truth(question, people) is None else "truth")


def _groups(people: pl.DataFrame, known: Known) -> pl.DataFrame:
    if known != "truth":
        return given_name_groups(people)
    cultures = linking_truth().select(
        "suspect_id", pl.col("culture").cast(pl.String).alias("group")
    )
    return cultures.join(people.select("suspect_id"), on="suspect_id", how="semi")
