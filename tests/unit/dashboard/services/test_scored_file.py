"""A file is scored as if it were loaded, and the record, the links and other readers stay apart."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

import polars as pl
import pytest

from dashboard.access.actions import Action
from dashboard.access.policy import BY_ROLE
from dashboard.access.viewer import Viewer
from dashboard.errors import (
    IntakeError,
    NobodyNamedError,
    NotAllowedError,
    StoreError,
    UnknownSuspectError,
)
from dashboard.intake import IntakeReport, of_upload
from dashboard.services.data.loading import add_files, read_file
from dashboard.services.data.offence_choices import choose_offence
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.scored_file import Scope, score_file, scored_suspect
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, looks, row
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, RAPE, Cells, days_ago

STANDING: Final = (
    row(crime_ref="C1", suspect_id="Ann", suspect_name="Ann Example"),
    row(crime_ref="C2", suspect_id="Ben", offence_code=ABH),
    row(crime_ref="C3", suspect_id="Cem", offence_code=COERCIVE_CONTROL),
)
#: Somebody new, somebody whom the record has, one row of whom is not in the window, and a line of
#: which nothing can be taken.
LINES: Final = (
    row(crime_ref="N1", suspect_id="Zoe-9", suspect_name="Zoe Newcomer", offence_code=RAPE),
    row(crime_ref="N2", suspect_id="Ben", offence_code=RAPE),
    row(crime_ref="N3", suspect_id="Ben", offence_code=ABH, recorded_on=days_ago(900)),
    row(crime_ref="N4", suspect_id="Zoe-9", recorded_on="never"),
)
NEWCOMER: Final = ("Zoe-9", "Zoe Newcomer", "N1", "secret-name")


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return desk_with(tmp_path / "data", *STANDING)


def account_of(desk: Workspace, *lines: Cells, name: str = "secret-name.csv") -> IntakeReport:
    headings = list(dict.fromkeys(heading for line in lines for heading in line))
    cells = [{heading: line.get(heading) for heading in headings} for line in lines]
    texts = [
        {key: None if cell is None else str(cell) for key, cell in one.items()} for one in cells
    ]
    content = pl.DataFrame(texts).write_csv().encode()
    return read_file(caller(desk), of_upload(name, content))


def caller(desk: Workspace) -> Caller:
    return Caller(desk, ANALYST)


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def test_the_rows_say_what_they_add_and_why_where_they_add_nothing(desk: Workspace) -> None:
    scored = score_file(caller(desk), account_of(desk, *LINES), RankingSpec(), "alone")
    rows = scored.rows.select("line", "suspect_id", "crime_ref", "tenths", "counts", "reason")
    assert rows.rows() == [
        (2, "Zoe-9", "N1", 18_250, True, None),
        (3, "Ben", "N2", 18_250, True, None),
        (4, "Ben", "N3", 0, False, "before_window"),
    ]
    assert scored.account.rejected.height == 1
    assert scored.rows.height == scored.account.taken


@pytest.mark.parametrize("rules", [Rules(), Rules(co_suspects="equal_share", victim_rows="each")])
def test_alone_the_rows_add_up_to_the_scores(desk: Workspace, rules: Rules) -> None:
    shared = row(crime_ref="N1", suspect_id="Ann", victim_id="V1")
    account = account_of(desk, *LINES, shared)
    scored = score_file(caller(desk), account, RankingSpec(rules=rules), "alone")
    sums = scored.rows.filter("counts").group_by("suspect_id").agg(pl.col("tenths").sum())
    table = scored.ranking.table
    assert dict(sums.rows()) == dict(table.select("suspect_id", "tenths").rows())
    assert set(table["suspect_id"]) == {"Zoe-9", "Ben", "Ann"}


@pytest.mark.parametrize("lines", [LINES, (*LINES, dict(STANDING[0])), (STANDING[0],)])
def test_with_the_record_the_list_is_the_one_that_adding_the_file_would_make(
    desk: Workspace, lines: tuple[Cells, ...]
) -> None:
    account = account_of(desk, *lines)
    scored = score_file(caller(desk), account, RankingSpec(), "with_record")
    own = account.accepted["suspect_id"].to_list()
    assert dict(scored.people.select("suspect_id", "rows_in_file").rows()) == {
        reference: own.count(reference) for reference in scored.people["suspect_id"]
    }
    add_files(caller(desk), [account])
    added = ask(desk, ANALYST).ranking.table
    assert scored.ranking.table.drop("suspect").equals(added.drop("suspect"))
    for reference in scored.references:
        rows = suspect_file(ask(desk, ANALYST), reference).explanation.rows
        both = scored.rows.filter(pl.col("suspect_id") == reference).join(
            rows, on="crime_ref", suffix="_after"
        )
        assert both.height == own.count(reference)
        assert both["tenths"].to_list() == both["tenths_after"].to_list()


@pytest.mark.parametrize("scope", get_args(Scope))
def test_nothing_of_the_file_is_kept(desk: Workspace, scope: Scope) -> None:
    desk.register.log()
    folder = desk.settings.data
    before, facts = bytes_of(folder), desk.facts
    account = account_of(desk, *LINES)
    scored = score_file(caller(desk), account, RankingSpec(), scope)
    scored_suspect(caller(desk), scored, "Zoe-9")
    after = bytes_of(folder)
    assert {name for name in before | after if before.get(name) != after.get(name)} <= {
        "register.head",
        "register.sqlite",
        "register.sqlite-wal",
        "register.sqlite-shm",
    }
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    for text in NEWCOMER:
        assert text.encode() not in held
    assert Workspace(Settings(data=folder)).facts == facts
    assert desk.register.linked("Zoe-9") is None


@pytest.mark.parametrize(
    ("scope", "words"), [("alone", "alone"), ("with_record", "with the record")]
)
def test_the_log_has_counts_and_a_fingerprint_and_no_name(
    desk: Workspace, scope: Scope, words: str
) -> None:
    account = account_of(desk, *LINES)
    score_file(caller(desk), account, RankingSpec(), scope)
    log = looks(desk).select("who", "action", "subject", "version")
    subject = f"4 rows, 3 taken, {words}, SHA-256 {account.sha256}"
    assert log.rows() == [("an analyst", "score", subject, 1)]


def test_opening_names_in_the_log_only_whom_the_record_has(desk: Workspace) -> None:
    account = account_of(desk, *LINES)
    alone = score_file(caller(desk), account, RankingSpec(), "alone")
    together = score_file(caller(desk), account, RankingSpec(), "with_record")
    for scored, reference in ((alone, "Ben"), (together, "Ben"), (together, "Zoe-9")):
        scored_suspect(caller(desk), scored, reference)
    nameless = f"somebody in a scored file, SHA-256 {account.sha256}"
    opened = looks(desk).filter(action="suspect")
    assert opened["subject"].to_list() == [nameless, "Ben", nameless]


def test_a_suspect_is_opened_by_the_rows_that_were_scored(desk: Workspace) -> None:
    account = account_of(desk, *LINES)
    alone = score_file(caller(desk), account, RankingSpec(), "alone")
    together = score_file(caller(desk), account, RankingSpec(), "with_record")
    ben = [scored_suspect(caller(desk), scored, "Ben").file for scored in (alone, together)]
    assert [set(file.explanation.rows["crime_ref"]) for file in ben] == [
        {"N2", "N3"},
        {"N2", "N3", "C2"},
    ]
    with pytest.raises(UnknownSuspectError):
        scored_suspect(caller(desk), alone, "Ann")
    with pytest.raises(UnknownSuspectError):
        suspect_file(ask(desk, ANALYST), "Zoe-9")


def test_what_one_reader_scores_answers_no_other(desk: Workspace) -> None:
    mine = score_file(caller(desk), account_of(desk, *LINES), RankingSpec(), "alone")
    theirs = score_file(
        Caller(desk, Viewer(who="another")),
        account_of(desk, row(crime_ref="M1", suspect_id="Mel")),
        RankingSpec(),
        "alone",
    )
    assert set(mine.ranking.table["suspect_id"]) == {"Zoe-9", "Ben"}
    assert set(theirs.ranking.table["suspect_id"]) == {"Mel"}
    assert mine.question.workspace is not theirs.question.workspace
    assert mine.question.store.identity != theirs.question.store.identity
    assert set(ask(desk, ANALYST).ranking.table["suspect_id"]) == {"Ann", "Ben", "Cem"}


def test_who_looks_at_the_newest_date_looks_at_the_newest_of_the_file(desk: Workspace) -> None:
    newest = desk.facts.newest
    earlier = account_of(desk, row(crime_ref="N1", recorded_on=days_ago(700)))
    for spec in (RankingSpec(), RankingSpec(as_of=newest)):
        assert score_file(caller(desk), earlier, spec, "alone").ranking.as_of == days_ago(700)
        assert score_file(caller(desk), earlier, spec, "with_record").ranking.as_of == newest
    own = RankingSpec(as_of=days_ago(12))
    assert score_file(caller(desk), earlier, own, "alone").ranking.as_of == days_ago(12)


def test_a_file_is_scored_alone_where_nothing_was_ever_loaded(tmp_path: Path) -> None:
    desk = Workspace(Settings(data=tmp_path / "empty"))
    account = account_of(desk, *LINES)
    scored = score_file(caller(desk), account, RankingSpec(), "alone")
    assert scored.people["suspect_id"].to_list() == scored.ranking.table["suspect_id"].to_list()
    assert scored_suspect(caller(desk), scored, "Ben").file.explanation.tenths == 18_250
    assert not desk.has_data()
    assert {path.name for path in desk.settings.data.iterdir()} == {
        "register.head",
        "register.sqlite",
    }


def test_an_offence_that_somebody_chose_a_score_for_has_it_in_a_file_too(desk: Workspace) -> None:
    odd = row(crime_ref="N1", suspect_id="Zoe-9", offence_code="999/98", offence_title="Odd")
    account = account_of(desk, odd)
    before = score_file(caller(desk), account, RankingSpec(), "alone")
    assert before.rows["reason"].to_list() == ["unmapped"]
    add_files(caller(desk), [account_of(desk, odd | {"crime_ref": "C9", "suspect_id": "Ann"})])
    choose_offence(caller(desk), ("999/98", "Odd"), ABH)
    after = score_file(caller(desk), account, RankingSpec(), "alone")
    assert after.rows["counts"].to_list() == [True]


def test_a_file_that_cannot_be_scored_is_refused_in_a_sentence_and_not_logged(
    desk: Workspace,
) -> None:
    nobody = account_of(desk, row(suspect_id=None), row(crime_ref="C2", suspect_id=None))
    with pytest.raises(NobodyNamedError, match="names nobody, so nobody can be scored"):
        score_file(caller(desk), nobody, RankingSpec(), "with_record")
    unsound = account_of(desk, row(recorded_on="never"))
    with pytest.raises(IntakeError, match="not one that can be taken"):
        score_file(caller(desk), unsound, RankingSpec(), "alone")
    account = account_of(desk, *LINES)
    for past in (RankingSpec(version=1), RankingSpec(known_on=days_ago(1))):
        with pytest.raises(StoreError, match="with the record as it is now"):
            score_file(caller(desk), account, past, "with_record")
    assert looks(desk).is_empty()


class NoScoring:
    """Nobody may score a file or open a suspect."""

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        if action.line in {"score", "suspect"}:
            return f"{viewer.who} may not {action.name}."
        return BY_ROLE.refusal(viewer, action, subject)

    def visible(self, viewer: Viewer) -> pl.Expr | None:
        del viewer
        return None


def test_who_may_not_is_answered_nothing(desk: Workspace) -> None:
    account = account_of(desk, *LINES)
    scored = score_file(caller(desk), account, RankingSpec(), "alone")
    closed = Caller(Workspace(desk.settings, policy=NoScoring()), ANALYST)
    with pytest.raises(NotAllowedError):
        score_file(closed, account, RankingSpec(), "alone")
    with pytest.raises(NotAllowedError):
        scored_suspect(closed, scored, "Ben")
    assert looks(desk).height == 1


def test_lines_that_become_the_same_row_are_each_reported_once(desk: Workspace) -> None:
    account = account_of(desk, *LINES)
    twice = replace(
        account,
        accepted=pl.concat([account.accepted, account.accepted.head(1)]),
        written_on=pl.Series("line", [2, 3, 4, 9]),
        taken=4,
    )
    rows = score_file(caller(desk), twice, RankingSpec(), "alone").rows
    assert rows["line"].to_list() == [2, 3, 4, 9]
    assert sorted(rows.filter(crime_ref="N1")["counts"]) == [False, True]


def test_a_store_of_a_file_alone_is_in_memory_and_locked(desk: Workspace) -> None:
    scored = score_file(caller(desk), account_of(desk, *LINES), RankingSpec(), "alone")
    store = scored.question.store
    assert isinstance(store, Store)
    assert store._frame("select current_setting('temp_directory')").item() == ""
    with pytest.raises(StoreError):
        store._frame("set enable_external_access = true")
