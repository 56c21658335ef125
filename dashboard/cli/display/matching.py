"""What commands about the matching show: its pairs, and how good they are."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from dashboard.analysis.linking.goodness import Calibration, GroupShare, Share
from dashboard.cli.display.output import answer, plain
from dashboard.services.linking.goodness import Goodness
from dashboard.services.linking.proposals import Proposals
from dashboard.wording.matching import in_goodness_words, in_proposed_words, in_share_words
from harm.days import in_days

#: Pairs that a terminal shows; JSON has all.
MOST_PAIRS = 50


def show_proposals(found: Proposals, who: str, *, json: bool) -> None:
    """The pairs that were found, those that would change most first."""
    text = in_proposed_words(found)
    rows = found.pairs.iter_rows(named=True)
    if json:
        answer(
            links=[_pair(row, who) for row in rows],
            people=found.people,
            written=found.written,
            text=text,
        )
        return
    table = Table("Reference", "Reference", "Weight", "Band", "Days now", "Together", "Place")
    for row in found.pairs.head(MOST_PAIRS).iter_rows(named=True):
        now = f"{in_days(row['tenths_a']):,} and {in_days(row['tenths_b']):,}"
        places = f"{row['before'] or '–'} to {row['after'] or '–'}"
        together = f"{in_days(row['tenths']):,}"
        a, b = plain(row["a"]), plain(row["b"])
        table.add_row(a, b, f"{row['weight']:.1f}", row["band"], now, together, places)
    if found.pairs.height:
        Console(markup=False, highlight=False).print(table)
    sys.stdout.write(f"{plain(text)}\n")


def _pair(row: dict[str, Any], who: str) -> dict[str, object]:
    compared = [name.removesuffix("_level") for name in row if name.endswith("_level")]
    return {
        "a": row["a"],
        "b": row["b"],
        "weight": row["weight"],
        "chance": row["chance"],
        "band": row["band"],
        "decision": "proposed",
        "who": who,
        "model": row["model"],
        "levels": {
            name: {"level": row[f"{name}_level"], "bits": row[f"{name}_bits"]} for name in compared
        },
        "days_a": in_days(row["tenths_a"]),
        "days_b": in_days(row["tenths_b"]),
        "days_together": in_days(row["tenths"]),
        "position_before": row["before"],
        "position_after": row["after"],
        "crosses": row["crosses"],
    }


def show_goodness(found: Goodness, to_read: Sequence[tuple[str, str, str]], *, json: bool) -> None:
    """How good the matching is: by band, by group of names, and what was said against seen.

    Args:
        found: how good it is.
        to_read: the pairs of the sample that nobody has decided yet, each with its band.
        json: whether it is for a program.
    """
    text = in_goodness_words(found)
    if json:
        answer(
            known=found.known,
            people=found.people,
            true_pairs=found.true_pairs,
            model=found.model,
            bands=[
                {
                    "band": band,
                    **_share(share),
                    "sampled": None if found.sampled is None else found.sampled[band],
                    "said": found.expected[band],
                }
                for band, share in found.bands.items()
            ],
            sample=[{"a": a, "b": b, "band": band} for a, b, band in to_read],
            likely={**_share(found.likely), "recall": found.recall},
            by=found.by,
            groups=[_group(group) for group in found.groups],
            calibration=[_calibration(one) for one in found.calibration],
            text=text,
        )
        return
    table = Table("Band or group", "People", "Pairs", "One person (95 %)", "Found of all")
    for band, share in found.bands.items():
        table.add_row(band, "", f"{share.pairs:,}", in_share_words(share), "")
    for group in found.groups:
        recall = "–" if group.recall is None else f"{group.recall:.1%}"
        words = in_share_words(group.share)
        table.add_row(
            plain(group.group), f"{group.people:,}", f"{group.share.pairs:,}", words, recall
        )
    Console(markup=False, highlight=False).print(table)
    sys.stdout.write(f"{plain(text)}\n")


def _share(share: Share) -> dict[str, object]:
    low, high = share.interval or (None, None)
    return {
        "pairs": share.pairs,
        "judged": share.judged,
        "precision": share.precision,
        "low": low,
        "high": high,
    }


def _group(group: GroupShare) -> dict[str, object]:
    return {
        "group": group.group,
        "people": group.people,
        **_share(group.share),
        "recall": group.recall,
        "below_others": group.is_lower,
        "raised_by": group.raised,
    }


def _calibration(one: Calibration) -> dict[str, object]:
    return {
        "from": one.low,
        "to": one.high,
        "pairs": one.pairs,
        "said": one.expected,
        "seen": one.seen,
    }
