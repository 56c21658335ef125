"""How a file was read, what loading it did or would change, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.intake import IntakeReport
from dashboard.intake.cells import Reading
from dashboard.intake.delimited import DELIMITERS
from dashboard.services.data.dry_run import DryRun, WithdrawalDryRun
from dashboard.services.data.loading import LoadResult
from dashboard.wording.formats import counted, day, days_words, phrase, share
from harm.offences.nearest import Near

#: So many repaired codes are named.
MOST_CODES: Final = 10


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


def in_codes_words(codes: Sequence[tuple[str, str, int]]) -> str:
    """Which offence codes were repaired, and what they became; empty where none was."""
    if not codes:
        return ""
    first = ", ".join(f"“{was}” is read as “{now}” ({n:,})" for was, now, n in codes[:MOST_CODES])
    more = f" and {len(codes) - MOST_CODES:,} more" if len(codes) > MOST_CODES else ""
    return f"Codes that were repaired: {first}{more}."


def in_nearest_words(offences: Sequence[Near]) -> str:
    """Offences of the index that may be meant, each with its days; empty where there is none."""
    return "; ".join(f"{near.title} ({days_words(near.tenths)})" for near in offences)


def in_rows_words(account: IntakeReport) -> str:
    """What became of a file's rows: the three parts, which add up."""
    late = f" or were left out for a later row ({account.earlier:,})" if account.earlier else ""
    return (
        f"Of {counted(account.read, 'row')} {account.taken:,} can be taken, "
        f"{account.rejected.height:,} are refused and {account.duplicates:,} appear earlier in "
        f"the file{late}."
    )


def in_change_words(dry_run_result: DryRun) -> str:
    """What adding a file would change, in a few sentences of Markdown."""
    receipt, after, before = dry_run_result.receipt, dry_run_result.after, dry_run_result.before
    replaced = counted(receipt.superseded, "earlier entry", "earlier entries")
    known = f"{counted(receipt.duplicates, 'row')} {'is' if receipt.duplicates == 1 else 'are'}"
    added = f"It would add **{counted(receipt.accepted, 'row')}** and replace **{replaced}**"
    sentences = [f"{added}{_what_changed(receipt)}; {known} known already."]
    if after is None:
        return " ".join([*sentences, "It names nobody, so no list would change."])
    moves = _moves(dry_run_result.movement)
    sentences.append(
        f"On the list **{moves['entered']:,}** would enter and **{moves['left']:,}** would leave; "
        f"{moves['up']:,} would go up and {moves['down']:,} down."
    )
    if before is not None and before.as_of != after.as_of:
        by_date = _moves(dry_run_result.by_date)
        sentences.append(
            f"The list would be as of {day(after.as_of)} instead of {day(before.as_of)}; by that "
            f"alone {by_date['entered']:,} would enter and {by_date['left']:,} leave."
        )
    return " ".join(sentences)


def in_withdrawal_words(trial: WithdrawalDryRun) -> str:
    """What a withdrawal would change, in a few sentences of Markdown."""
    withdrawal = trial.withdrawn
    removed, restored = counted(withdrawal.removed, "row"), counted(withdrawal.restored, "row")
    sentences = [f"It would remove **{removed}** and put **{restored}** back."]
    if withdrawal.kept_later:
        stay = "row of the load stays" if withdrawal.kept_later == 1 else "rows of the load stay"
        sentences.append(f"{withdrawal.kept_later:,} {stay} as a later load has them.")
    if trial.after is None:
        return " ".join([*sentences, "The record would then name nobody."])
    moves = _moves(trial.movement)
    sentences.append(
        f"On the list **{moves['entered']:,}** would enter and **{moves['left']:,}** would leave; "
        f"{moves['up']:,} would go up and {moves['down']:,} down."
    )
    if trial.before is not None and trial.before.as_of != trial.after.as_of:
        sentences.append(
            f"The list would be as of {day(trial.after.as_of)} instead of "
            f"{day(trial.before.as_of)}."
        )
    return " ".join(sentences)


def _moves(movement: pl.DataFrame) -> Counter[str]:
    return Counter(movement["movement"].cast(pl.String).to_list())


def _what_changed(receipt: LoadResult) -> str:
    if not receipt.changed:
        return ""
    changes = ", ".join(f"{phrase(name).lower()} in {n:,}" for name, n in receipt.changed.items())
    return f" ({changes})"


def in_load_result_words(receipt: LoadResult, dry_run_result: DryRun) -> list[str]:
    """What became of files that were added, and of the list: a sentence each."""
    moves = dry_run_result.movement.filter(pl.col("movement").is_in(["entered", "left"]))
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
