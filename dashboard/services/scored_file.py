"""A file scored alone, or together with the record; nothing of it is kept.

It is read and loaded as every file is, into a store in memory that is gone with the answer. The
record, the links and the offence files stay as they are; the log has one line with counts and the
file's SHA-256, and neither its name nor anybody's of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import polars as pl

from dashboard.access.actions import SCORE_FILE, SEE_SUSPECT
from dashboard.errors import NobodyNamedError, NotAllowedError, StoreError
from dashboard.intake import IntakeReport
from dashboard.services.data.loading import extract_of
from dashboard.services.gate import service
from dashboard.services.listing.filters import MOST
from dashboard.services.listing.ranked_list import with_particulars
from dashboard.services.question import Caller, OwnFileQuestion, Question
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.stability import Stability, stability
from dashboard.services.suspects.suspect_file import SuspectFile, take_apart
from dashboard.store import Store
from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import SCHEMA, Allegations
from harm.scoring.eligibility import REASON
from harm.scoring.ranking import Ranking
from harm.scoring.row_scores import score_rows

#: What a file is scored with: nothing else, or the record as it is now.
Scope = Literal["alone", "with_record"]

ROWS: Final = pl.Schema(
    {
        "line": pl.Int64(),
        "suspect_id": pl.String(),
        "suspect_name": pl.String(),
        "crime_ref": pl.String(),
        "offence_code": pl.String(),
        "offence_title": pl.String(),
        "recorded_on": pl.Date(),
        "tenths": TENTHS(),
        "counts": pl.Boolean(),
        "reason": REASON,
    }
)


@dataclass(frozen=True)
class ScoredFile:
    """A file and what its rows come to; nothing of it is in the record.

    Attributes:
        account: the file, row by row.
        scope: what it was scored with.
        question: on the store that holds it, which is gone with this value.
        ranking: everyone assessed: in the file alone, or in it and the record.
        people: the listed, and after them whoever else the file names, in order: as
            `RankedList.people`, with `listed` and with `rows_in_file`, how many rows of the file
            name them. No more than `filters.MOST` or the list, whichever is longer.
        matching: how many there are of these in all.
        rows: every row that was taken, as `ROWS`, by its line: what it adds to its suspect's
            score, and why where it adds nothing. A line that names several people has a row for
            each.
    """

    account: IntakeReport
    scope: Scope
    question: Question
    ranking: Ranking
    people: pl.DataFrame
    matching: int
    rows: pl.DataFrame

    @property
    def references(self) -> Sequence[str]:
        """Whoever the file names, by reference."""
        return self.rows["suspect_id"].drop_nulls().unique().sort().to_list()


@dataclass(frozen=True)
class ScoredSuspect:
    """A suspect of a scored file.

    Attributes:
        file: the score, taken apart, and the particulars.
        stability: how few allegations hold their place.
    """

    file: SuspectFile
    stability: Stability


def _log_words(caller: Caller, account: IntakeReport, spec: RankingSpec, scope: Scope) -> str:
    """What the log says of a file: counts and its fingerprint; what cannot be scored is refused."""
    account.check_taken()
    if account.accepted["suspect_id"].null_count() == account.accepted.height:
        raise NobodyNamedError(
            f"The file {account.file} names nobody, so nobody can be scored: it holds crimes or "
            f"counts alone. Give it a column of suspects (docs/data-dictionary.md), or choose "
            f"which heading stands for it."
        )
    if spec.version is not None or spec.known_on is not None:
        raise StoreError(
            "A file is scored with the record as it is now, not as it was known earlier; leave out "
            "the earlier date or version."
        )
    if scope == "with_record" and caller.limits is not None:
        raise NotAllowedError(
            f"To score a file together with the record is for those who may see everybody in it, "
            f"and {caller.viewer.who} may not; score the file alone, or ask an analyst."
        )
    words = {"alone": "alone", "with_record": "with the record"}[scope]
    return f"{account.read} rows, {account.taken} taken, {words}, SHA-256 {account.sha256}"


@service(SCORE_FILE, _log_words)
def score_file(
    caller: Caller, account: IntakeReport, spec: RankingSpec, scope: Scope
) -> ScoredFile:
    """Score a file that is kept nowhere; the log has one line of it, which names nobody.

    A reader who looks at the record's newest date looks at the newest date of what is scored; one
    who looks at an earlier date keeps it.

    Args:
        caller: who scores.
        account: the file, as it was read.
        spec: rules, index and date; no earlier version of the record.
        scope: what it is scored with.

    Raises:
        IntakeError: the file has not one sound row.
        NobodyNamedError: it names nobody.
        NotAllowedError: the viewer may not score files, or not with a record of which they may
            not see everybody: a file that puts a suspect into their borough would show them.
        StoreError: the record cannot be read, or is too large for the memory given.
    """
    loaded = _store_of(caller, account, scope)
    store = loaded.linked(caller.workspace.links()) if scope == "with_record" else loaded
    kind = OwnFileQuestion if scope == "alone" else Question
    moved, apart = _moved_on(caller, store, spec), caller.workspace.apart()
    question = kind(apart, caller.viewer, moved, store, caller.restrictions)
    with store.reading():
        ranking = question.ranking
        shown, matching = _shown(ranking, account, store)
        people = with_particulars(question, shown)
        rows = _scored(loaded, account, ranking, question.index)
    return ScoredFile(
        account=account,
        scope=scope,
        question=question,
        ranking=ranking,
        people=question.visible(people),
        matching=matching,
        rows=rows,
    )


def _suspect_words(caller: Caller, scored: ScoredFile, suspect_id: str) -> str:
    """Whom the log says was opened: only whom the record has is named in it."""
    with_record = scored.scope == "with_record" and caller.workspace.has_data()
    if with_record and caller.workspace.store.suspects.number_of(suspect_id) is not None:
        return suspect_id
    return f"somebody in a scored file, SHA-256 {scored.account.sha256}"


@service(SEE_SUSPECT, _suspect_words)
def scored_suspect(caller: Caller, scored: ScoredFile, suspect_id: str) -> ScoredSuspect:
    """Open a suspect of a scored file, by the rows that were scored.

    The line of the log names the suspect where the record has them and its rows are shown, and
    otherwise the file's SHA-256 alone.

    Raises:
        UnknownSuspectError: nobody in what was scored has this reference.
        NotAllowedError: the viewer may not see them.
    """
    del caller
    question = scored.question
    with question.store.reading():
        file = take_apart(question, suspect_id)
        return ScoredSuspect(file, stability(question, file))


def _store_of(caller: Caller, account: IntakeReport, scope: Scope) -> Store:
    settings, workspace = caller.settings, caller.workspace
    extracts = [extract_of(account)]
    if scope == "with_record":
        return Store.rehearsed(settings.data, extracts, memory=settings.memory)[0]
    choices = workspace.store.choices if workspace.has_data() else None
    return Store.alone(extracts, choices=choices, memory=settings.memory)


def _moved_on(caller: Caller, store: Store, spec: RankingSpec) -> RankingSpec:
    """The spec with its date: that of the newest row where the reader looks at the newest."""
    workspace, newest = caller.workspace, store.facts.newest
    now = workspace.facts.newest if workspace.has_data() else newest
    return replace(spec, as_of=newest if spec.as_of in {None, now} else spec.as_of)


def _shown(ranking: Ranking, account: IntakeReport, store: Store) -> tuple[pl.DataFrame, int]:
    """The listed and whoever else the file names, in order, and how many they are in all."""
    called = pl.col("suspect_id").replace(store.persons.called)
    named = account.accepted.drop_nulls("suspect_id").group_by(called)
    listed = pl.col("position") <= ranking.length
    found = (
        ranking.table.join(
            named.agg(rows_in_file=pl.len()), on="suspect_id", how="left", maintain_order="left"
        )
        .with_columns(pl.col("rows_in_file").fill_null(0), listed=listed)
        .filter(pl.col("listed") | (pl.col("rows_in_file") > 0))
    )
    return found.head(max(MOST, ranking.length)), found.height


def _scored(store: Store, account: IntakeReport, ranking: Ranking, index: Index) -> pl.DataFrame:
    """Every row that was taken, with what it adds to its suspect's score, as `ROWS`."""
    accepted = account.accepted
    crimes = accepted["crime_ref"].unique()
    known = Allegations.of(store.suspects.rows_of(crimes), store.suspects.record_in(crimes))
    scores = score_rows(
        replace(known, offences=store.choices.apply(known.offences)),
        rules=ranking.rules,
        index=index,
        as_of=ranking.as_of,
    )
    whole = SCHEMA.names()
    again = pl.int_range(pl.len()).over(whole).alias("again")  # two spellings may become one row
    return (
        accepted.with_columns(account.written_on.alias("line"), again)
        .join(
            scores.select(*whole, "tenths", "counts", "reason", again),
            on=[*whole, "again"],
            how="left",
            nulls_equal=True,
        )
        .select(pl.col(name).cast(dtype) for name, dtype in ROWS.items())
        .sort("line", "suspect_id", "crime_ref")
    )
