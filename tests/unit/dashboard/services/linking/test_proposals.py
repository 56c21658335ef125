"""Proposals are kept and decide nothing; they say what they would change, and how good they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.analysis.linking.bands import Band
from dashboard.analysis.linking.goodness import GroupShare, Share, wilson
from dashboard.errors import UnknownSuspectError
from dashboard.services.data.removal import restrict
from dashboard.services.linking.decisions import decide_link
from dashboard.services.linking.goodness import Goodness, linking_goodness, sample_to_read
from dashboard.services.linking.links import list_links
from dashboard.services.linking.proposals import (
    perhaps_same,
    propose_links,
    score_new,
    see_proposals,
)
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.matching import in_goodness_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.analysis.linking.build import CAMDEN, register
from tests.unit.dashboard.build import loaded, row

DEREK = {
    "suspect_name": "Derek Plimpton",
    "suspect_born": "1988-03-05",
    "suspect_sex": "M",
    "suspect_home_borough": CAMDEN,
}


def record(ref: str, suspect: str, **cells: object) -> dict[str, object]:
    facts = DEREK | cells
    facts["suspect_born"] = facts["suspect_born"] and date.fromisoformat(str(facts["suspect_born"]))
    return row(crime_ref=ref, suspect_id=suspect, victim_id=f"V{ref}", **facts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    loaded(
        tmp_path,
        record("C1", "A1"),
        record("C2", "A2", suspect_name="Derek Plimton", suspect_born="1988-05-03"),
        *(record(f"L{n}", "LISTED", suspect_name="Joel Ash", suspect_born=None) for n in range(2)),
        *(record(f"M{n}", "M", suspect_name="Ann Lee", suspect_sex="F") for n in range(2)),
        synthetic=True,
    )
    return tmp_path


def asked(folder: Path, who: str = "ada", top: int = 1) -> Question:
    viewer = Viewer(who)
    return ask(Workspace(Settings(data=folder)), viewer, RankingSpec(Rules(top=top)))


def test_proposals_are_kept_once_and_change_no_score(folder: Path) -> None:
    before = asked(folder).ranking.table
    found = propose_links(asked(folder))
    assert found.pairs.select("a", "b").rows() == [("A1", "A2")]
    assert found.written == 1
    rows = asked(folder).workspace.register.links()
    assert [(one.a, one.b, one.decision, one.model) for one in rows] == [
        ("A1", "A2", "proposed", "synthetic-1")
    ]
    assert rows[0].weight == round(found.pairs["weight"].item() * 1000)
    assert asked(folder).ranking.table.equals(before)
    assert propose_links(asked(folder)).written == 0


def test_a_proposal_says_what_it_would_change(folder: Path) -> None:
    (one,) = see_proposals(asked(folder)).pairs.iter_rows(named=True)
    assert one["tenths"] == one["tenths_a"] + one["tenths_b"]
    assert (one["before"], one["after"]) == (3, 1)
    assert one["crosses"]
    assert not see_proposals(asked(folder, top=3)).pairs["crosses"].item()


def test_it_is_in_the_log_as_a_combination(folder: Path) -> None:
    propose_links(asked(folder))
    see_proposals(asked(folder))
    linking_goodness(asked(folder))
    actions = asked(folder).workspace.register.log()["action"].to_list()
    assert actions.count("combination") == 3


def test_whom_a_reference_may_be_is_as_proposed(folder: Path) -> None:
    (one,) = see_proposals(asked(folder)).pairs.iter_rows(named=True)
    (other,) = perhaps_same(asked(folder), "A2").iter_rows(named=True)
    assert (other["a"], other["b"]) == ("A2", "A1")
    assert other["weight"] == pytest.approx(one["weight"], abs=0.01)
    with pytest.raises(UnknownSuspectError, match="'XYZ'"):
        perhaps_same(asked(folder), "XYZ")


def test_somebody_new_is_scored_against_everybody(folder: Path) -> None:
    new = register(
        ("Derek Plimpton", "1988-03-05", "M", CAMDEN), ("Zed Quill", "1970-01-02", "F", None)
    )
    found = score_new(asked(folder), new)
    assert set(found["a"]) == {"R01"}
    assert set(found["b"]) == {"A1", "A2"}


def test_without_truth_or_reviews_nothing_is_said_of_how_good_it_is(folder: Path) -> None:
    found = linking_goodness(asked(folder))
    assert (found.known, found.true_pairs, found.recall) == ("nothing", None, None)
    assert all(share.precision is None for share in found.bands.values())
    assert found.by == "forename"


def test_what_reviewers_decided_says_how_good_it_is(folder: Path) -> None:
    decide_link(asked(folder, top=3), "A1", "A2", "different", "two brothers")
    found = linking_goodness(asked(folder, top=3))
    assert found.known == "reviews"
    judged = {band: share for band, share in found.bands.items() if share.judged}
    assert [(share.judged, share.right) for share in judged.values()] == [(1, 0)]
    assert see_proposals(asked(folder)).pairs.select("a", "b").height == 1
    assert found.people == 4


def test_each_band_is_judged_by_a_sample_that_reviewers_read(folder: Path) -> None:
    found, to_read = linking_goodness(asked(folder)), sample_to_read(asked(folder))
    band = found_band(found)
    assert to_read == (("A1", "A2", band),)
    assert found.bands[band].judged == 0
    decide_link(asked(folder), "A1", "A2", "same", "one photo")
    found = linking_goodness(asked(folder))
    assert sample_to_read(asked(folder)) == ()
    share = found.bands[band]
    assert (share.pairs, share.judged, share.right, share.interval) == (1, 1, 1, wilson(1, 1))
    assert "1 of 1 have been decided" in in_goodness_words(found)


def found_band(found: Goodness) -> Band:
    assert found.sampled is not None
    return next(band for band, number in found.sampled.items() if number)


def test_whoever_is_restricted_is_not_in_the_sample(folder: Path) -> None:
    administrator = Viewer("an administrator", role="administrator")
    restrict(Caller(asked(folder).workspace, administrator), "A1", "doubt", "case 17")
    assert sample_to_read(asked(folder)) == ()


def test_a_band_that_is_raised_is_raised_in_the_list_of_links_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether somebody was compared in this program or not."""
    propose_links(asked(folder))
    (before,) = list_links(asked(folder)).links
    assert (before.band, before.raised) == ("very likely", 0)
    lower = GroupShare("derek", 2, Share(1, 1, 0), None, is_lower=True, raised=4.0)
    module = "dashboard.services.linking.goodness"
    monkeypatch.setattr(f"{module}.shares_by_group", lambda *_: [lower])
    compared = asked(folder)
    proposed = see_proposals(compared).pairs["band"].item()
    for question in (asked(folder), compared):
        (after,) = list_links(question).links
        assert (after.band, after.raised) == (proposed, 4_000)
    assert before.weight is not None
    assert proposed == ("very likely" if before.weight >= 10_000 else "likely")
