"""What commands about lists show."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, people_table, plain
from dashboard.services.handout import HandoutAnswer
from dashboard.services.listing.answer import ListAnswer
from dashboard.services.listing.frozen_lists import FrozenList, Reproduction
from dashboard.services.listing.movement import Movement
from dashboard.settings import Settings
from dashboard.wording.filters import in_shown_words
from dashboard.wording.formats import NOTHING
from dashboard.wording.handout import in_profile_words
from dashboard.wording.listing import decided_by, in_nobody_words, in_tie_words
from dashboard.wording.lot import in_lot_words
from dashboard.wording.movement import between, in_since_words, reason, summary
from dashboard.wording.notices import LIMITS, provenance
from dashboard.wording.removal import in_removed_words
from dashboard.wording.rules import in_rules_words
from harm.days import in_days, spoken
from harm.movement.attribution import PARTS
from harm.scoring.ranking import Ranking

#: How many differences, and how many who moved, a terminal shows.
SHOWN: Final = 20


def show_frozen(frozen: FrozenList, *, json: bool) -> None:
    """That a list was frozen."""
    if json:
        answer(**_named(frozen))
        return
    sys.stdout.write(
        f"The list {frozen.name} is kept: {frozen.listed:,} listed of {frozen.assessed:,} "
        f"assessed, as of {frozen.as_of}, on data version {frozen.version}. Frozen by "
        f"{plain(frozen.who)} at {frozen.at:%Y-%m-%d %H:%M} UTC. SHA-256 {frozen.sha256}.\n"
    )


def show_handout(settings: Settings, handout: HandoutAnswer, file: Path, *, json: bool) -> None:
    """That a hand-out was written, and whose profiles are in it."""
    profiles = [suspect.file.explanation.suspect_id for suspect in handout.suspects]
    listing = handout.listing
    if json:
        answer(
            file=str(file),
            as_of=listing.ranking.as_of.isoformat(),
            version=listing.facts.version,
            listed=listing.people.height,
            new=handout.new,
            profiles=profiles,
        )
        return
    sys.stdout.write(
        f"{provenance(settings.marking, listing.facts)}\n"
        f"The hand-out is in {plain(str(file))}: {listing.people.height:,} listed. "
        f"{in_profile_words(handout)}\n{LIMITS}\n"
    )


def show_lists(lists: Sequence[FrozenList], *, json: bool) -> None:
    """Every frozen list."""
    if json:
        answer(lists=[_of_list(frozen) for frozen in lists])
        return
    if not lists:
        sys.stdout.write("No list is frozen yet; `harmdesk freeze` keeps one.\n")
        return
    rows = Table("List", "As of", "Listed", "Assessed", "Index", "Version", "Frozen", "By")
    rows.columns[0].no_wrap = True  # it is typed again
    for frozen in lists:
        rows.add_row(
            frozen.name,
            f"{frozen.as_of}",
            f"{frozen.listed:,}",
            f"{frozen.assessed:,}",
            plain(frozen.index),
            f"{frozen.version}",
            f"{frozen.at:%Y-%m-%d %H:%M}",
            plain(frozen.who),
        )
    Console(markup=False, highlight=False).print(rows)


def show_reproduction(reproduction: Reproduction, *, json: bool) -> None:
    """Whether a frozen list came out the same."""
    frozen = reproduction.frozen
    if json:
        rows = [
            {**row, "suspect_id": row["suspect_id"] or None}
            for row in reproduction.differences.iter_rows(named=True)
        ]
        answer(
            list=frozen.name,
            identical=reproduction.identical,
            removed=reproduction.removed,
            differences=rows,
        )
        return
    if reproduction.identical:
        sys.stdout.write(
            f"The list {frozen.name} is identical: the record gives the same "
            f"{reproduction.places:,} places to the byte (SHA-256 "
            f"{frozen.sha256}).{in_removed_words(reproduction.removed)}\n"
        )
        return
    lines = [
        f"  {row['suspect_id'] or 'all'}: {row['what']} was {row['then']}, is {row['now']}"
        for row in reproduction.differences.head(SHOWN).iter_rows(named=True)
    ]
    more = reproduction.differences.height - len(lines)
    lines += [f"  and {more:,} more (--json has all)"] if more else []
    head = f"The list {frozen.name} differs in {reproduction.differences.height:,} places:"
    sys.stdout.write("\n".join(map(plain, [head, *lines])) + "\n")


def show_movement(settings: Settings, movement: Movement, *, json: bool) -> None:
    """What changed from one list to another."""
    if json:
        counts = dict(movement.changes["movement"].cast(pl.String).value_counts().iter_rows())
        answer(
            entered=counts.get("entered", 0),
            left=counts.get("left", 0),
            rows=[_of_change(row) for row in movement.seen.iter_rows(named=True)],
        )
        return
    rows = Table("Suspect", "Name", "Was", "Is", "Days before", "Days after", "Why")
    for column in (2, 3, 4, 5):
        rows.columns[column].justify = "right"
    moved = movement.people.filter(pl.col("movement").is_in(["entered", "left"]))
    for row in moved.iter_rows(named=True):
        rows.add_row(
            plain(row["suspect_id"]),
            plain(row["suspect_name"] or "not recorded"),
            _place(row["position_before"]),
            _place(row["position_after"]),
            spoken(row["tenths_before"] or 0),
            spoken(row["tenths_after"] or 0),
            plain(reason(row, movement.before.rules) or ""),
        )
    console = Console(markup=False, highlight=False)
    console.print(provenance(settings.marking, movement.facts), soft_wrap=True)
    console.print(between(movement), soft_wrap=True)
    console.print(summary(movement.changes, movement.before.rules), soft_wrap=True)
    console.print(rows)
    console.print(LIMITS, soft_wrap=True)


def _place(position: int | None) -> str:
    return NOTHING if position is None else f"{position:,}"


def _named(frozen: FrozenList) -> dict[str, Any]:
    return {
        "list": frozen.name,
        "as_of": frozen.as_of.isoformat(),
        "rules_id": frozen.rules_id,
        "version": frozen.version,
        "sha256": frozen.sha256,
    }


def _of_list(frozen: FrozenList) -> dict[str, Any]:
    return _named(frozen) | {
        "index": frozen.index,
        "index_edition": frozen.index_edition,
        "listed": frozen.listed,
        "assessed": frozen.assessed,
        "frozen_at": frozen.at.isoformat(timespec="seconds") + "Z",
        "who": frozen.who,
        "program": frozen.program,
    }


def _of_change(row: dict[str, Any]) -> dict[str, object]:
    return {
        "suspect_id": row["suspect_id"],
        "position_before": row["position_before"],
        "position_after": row["position_after"],
        "days_before": in_days(row["tenths_before"] or 0),
        "days_after": in_days(row["tenths_after"] or 0),
        **{part: in_days(row[part]) for part in PARTS},
        "movement": row["movement"],
        "cause": row["cause"],
        "moved_by_own": row["moved_by_own"],
        "moved_by_others": row["moved_by_others"],
    }


def show_list(settings: Settings, listed: ListAnswer, *, json: bool) -> None:
    """A list: where it is cut, who is on it, and what changed since the last frozen one."""
    ranking = listed.listing.ranking
    if json:
        answer(**_of_answer(listed))
        return
    console = Console(markup=False, highlight=False)
    console.print(provenance(settings.marking, listed.listing.facts), soft_wrap=True)
    console.print(in_rules_words(ranking.rules), soft_wrap=True)
    console.print(
        people_table(
            listed.listing.people,
            "Last recorded",
            lambda row: f"{row['last_recorded_on']:%d %b %y}",
        )
    )
    words = _cut_in_words(ranking) if ranking.assessed else in_nobody_words(ranking, listed.reasons)
    console.print(words, soft_wrap=True)
    if ranking.rules.ties == "lot":
        cut = ranking.cut
        drawn = (cut.tied, cut.tied_in) if cut.separated_by == "lot" else (0, 0)
        words = in_lot_words(*drawn, ranking.rules.lot_seed)
        console.print(plain(words), soft_wrap=True)
    if shown := in_shown_words(listed.listing):
        console.print(shown, soft_wrap=True)
    if listed.since is not None:
        console.print(in_since_words(listed.since), soft_wrap=True)
    console.print(LIMITS, soft_wrap=True)


def _of_answer(listed: ListAnswer) -> dict[str, object]:
    """A list as the JSON has it."""
    ranking, cut = listed.listing.ranking, listed.listing.ranking.cut
    return {
        "as_of": ranking.as_of.isoformat(),
        "rules_id": ranking.rules.id,
        "index": ranking.index,
        "version": listed.listing.facts.version,
        "assessed": ranking.assessed,
        "median_days": ranking.median_tenths / 10,
        "cut": {
            "top": cut.top,
            "days": None if cut.tenths is None else in_days(cut.tenths),
            "tied": cut.tied,
            "tied_in": cut.tied_in,
            **({"lot_seed": ranking.rules.lot_seed} if cut.separated_by == "lot" else {}),
        },
        "rows": [
            listed_row(row) | _references(listed.listing.references, row["suspect_id"])
            for row in listed.listing.people.iter_rows(named=True)
        ],
    }


def _references(several: Mapping[str, Sequence[str]], suspect_id: str) -> dict[str, object]:
    """All references of a person who has several; nothing of anybody else."""
    own = several.get(suspect_id)
    return {} if own is None else {"references": list(own)}


def _cut_in_words(ranking: Ranking) -> str:
    cut = ranking.cut
    assessed = (
        f"{ranking.assessed:,} assessed; half score {spoken(ranking.median_tenths)} days or less. "
    )
    if cut.tenths is None:
        return f"{assessed}Everyone assessed is listed."
    return (
        f"{assessed}Score at position {cut.top:,}: {spoken(cut.tenths)} days. "
        f"With exactly that score: {in_tie_words(cut)}.{decided_by(cut)}"
    )


def listed_row(row: dict[str, Any]) -> dict[str, object]:
    """A row of a list as the JSON has it."""
    return {
        "position": row["position"],
        "rank": row["rank"],
        "suspect_id": row["suspect_id"],
        "days": in_days(row["tenths"]),
        "allegations": row["allegations"],
        "victims": row["victims"],
        "most_serious_days": in_days(row["most_serious"]),
        "last_recorded_on": row["last_recorded_on"].isoformat(),
    }
