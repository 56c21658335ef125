"""What a wording of the record was chosen to stand for: versioned, undone, and read everywhere."""

from pathlib import Path

import pytest

from dashboard.errors import StoreError
from dashboard.intake import of_path
from dashboard.services.data.loading import read_file, unmapped_of
from dashboard.services.data.offence_choices import choose_offence
from dashboard.services.data.quality import data_quality
from dashboard.services.data.withdrawal import withdraw_load
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import ANALYST, loaded, row, suspect_at, written

#: Assault occasioning actual bodily harm: ten days.
ABH = "8N.8.6.0"
NAMELESS = {"offence_code": None, "offence_title": "GBH or the like"}


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    loaded(tmp_path, row(crime_ref="C1", **NAMELESS), row(crime_ref="C2", suspect_id="S2"))
    return Workspace(Settings(data=tmp_path))


def asked(desk: Workspace) -> Question:
    return ask(desk, ANALYST, RankingSpec())


def tenths(desk: Workspace) -> dict[str, int]:
    table = asked(desk).ranking.table
    return dict(table.select("suspect_id", "tenths").iter_rows())


def test_a_wording_is_scored_as_chosen_and_no_longer_when_that_is_undone(desk: Workspace) -> None:
    before = tenths(desk)
    suspect = row()["suspect_id"]
    assert suspect not in before
    made = choose_offence(Caller(desk, ANALYST), (None, "GBH or the like"), ABH)
    assert tenths(desk) == before | {str(suspect): 100}
    withdraw_load(Caller(desk, ANALYST), made.version, "undone")
    assert tenths(desk) == before


@pytest.mark.parametrize("wording", ["GBH or the like", " gbh or the LIKE ", "GBH OR THE LIKE"])
def test_case_and_outer_blanks_make_no_other_wording(desk: Workspace, wording: str) -> None:
    choose_offence(Caller(desk, ANALYST), (None, wording), ABH)
    assert len(tenths(desk)) == 2


@pytest.mark.parametrize("wording", [(None, "GBH"), ("999/99", "GBH or the like")])
def test_another_wording_is_not_touched(
    desk: Workspace, wording: tuple[str | None, str | None]
) -> None:
    before = tenths(desk)
    choose_offence(Caller(desk, ANALYST), wording, ABH)
    assert tenths(desk) == before


def test_a_code_that_no_index_knows_can_stand_for_an_offence_too(tmp_path: Path) -> None:
    loaded(tmp_path, row(offence_code="999/98", offence_title=None))
    desk = Workspace(Settings(data=tmp_path))
    choose_offence(Caller(desk, ANALYST), ("999/98", None), ABH)
    assert [*tenths(desk).values()] == [100]


def test_a_later_choice_replaces_an_earlier_one(desk: Workspace) -> None:
    before = tenths(desk)
    caller = Caller(desk, ANALYST)
    for urn in ("1.1.1.1", ABH):
        choose_offence(caller, (None, "GBH or the like"), urn)
    assert tenths(desk) == before | {row()["suspect_id"]: 100}
    assert asked(desk).store.choices.table.height == 1


def test_the_suspect_page_scores_as_the_list_does(desk: Workspace) -> None:
    choose_offence(Caller(desk, ANALYST), (None, "GBH or the like"), ABH)
    file = suspect_at(desk, ANALYST, RankingSpec(), str(row()["suspect_id"]))
    assert file.explanation.tenths == 100
    assert file.explanation.counting["offence_title"].to_list() == ["GBH or the like"]


def test_a_list_frozen_before_comes_out_the_same_after(desk: Workspace) -> None:
    frozen = freeze_list(asked(desk))
    choose_offence(Caller(desk, ANALYST), (None, "GBH or the like"), ABH)
    assert reproduce_list(asked(desk), frozen.name).identical


def test_data_quality_says_what_is_scored_by_choice(desk: Workspace) -> None:
    assert data_quality(asked(desk)).unscored["rows"].to_list() == [1]
    assert data_quality(asked(desk)).nearest[0]
    choose_offence(Caller(desk, ANALYST), (None, "GBH or the like"), ABH)
    quality = data_quality(asked(desk))
    assert quality.unscored.is_empty()
    (chosen,) = quality.chosen.rows(named=True)
    assert (chosen["version"], chosen["offence_title"], chosen["tenths"]) == (
        2,
        "GBH or the like",
        100,
    )
    assert "actual bodily harm" in chosen["title"]


def test_the_next_file_with_the_wording_has_a_score(desk: Workspace, tmp_path: Path) -> None:
    caller = Caller(desk, ANALYST)
    path = written(tmp_path / "next.csv", row(crime_ref="C9", **NAMELESS))
    assert unmapped_of(read_file(caller, of_path(path)))["rows"].to_list() == [1]
    choose_offence(caller, (None, "GBH or the like"), ABH)
    assert unmapped_of(read_file(caller, of_path(path))).is_empty()


def test_a_choice_has_its_lines_in_the_log(desk: Workspace) -> None:
    choose_offence(Caller(desk, ANALYST), (None, "GBH or the like"), ABH)
    lines = desk.register.log().tail(2)
    assert lines["action"].to_list() == ["choose_begun", "choose"]
    assert lines["subject"].str.contains("GBH or the like as 8N.8.6.0").all()


@pytest.mark.parametrize("wording", [(None, None), ("", ""), (None, "")])
def test_an_offence_that_says_nothing_cannot_be_chosen_for(
    desk: Workspace, wording: tuple[str | None, str | None]
) -> None:
    with pytest.raises(StoreError, match="mend these rows"):
        choose_offence(Caller(desk, ANALYST), wording, ABH)
    assert asked(desk).version == 1


def test_rows_stay_as_they_were_loaded(desk: Workspace) -> None:
    choose_offence(Caller(desk, ANALYST), (None, "GBH or the like"), ABH)
    store = asked(desk).store
    kept = store._frame("select offence_code, offence_title from offences order by all")
    assert (None, "GBH or the like") in kept.rows()
