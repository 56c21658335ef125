"""What changed from one list of a record to another, by cause."""

from pathlib import Path

from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.movement import changes_since, list_movement
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.wording.movement import in_since_words
from harm.movement.attribution import PARTS
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, loaded, row
from tests.unit.harm.build import ABH, AS_OF, days_ago

RULES = Rules(minimum_allegations=2, co_suspects="equal_share")
SECOND = row(crime_ref="C9", offence_code=ABH)
SHARED = (row(suspect_id="S2"), row(crime_ref="C8", suspect_id="S2", offence_code=ABH))


def test_a_minimum_and_shares_have_parts_of_their_own(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(), SECOND, *SHARED)
    kept = freeze_list(ask(desk, ANALYST, RankingSpec(RULES, as_of=AS_OF)))
    loaded(tmp_path, row(allegation_status="eliminated"))
    found = list_movement(ask(desk, ANALYST), kept.name, "now")
    by_suspect = {
        change["suspect_id"]: {part: change[part] for part in PARTS if change[part]}
        for change in found.changes.iter_rows(named=True)
    }
    assert by_suspect == {"S1": {"status": -9125, "minimum": -100}, "S2": {"shares": 9125}}


def test_since_the_last_list_like_it_the_minimum_is_that_of_its_rules(tmp_path: Path) -> None:
    old = row(crime_ref="C9", offence_code=ABH, recorded_on=days_ago(360))
    desk = desk_with(tmp_path, row(), old, row(crime_ref="C7", suspect_id="S3"))
    freeze_list(ask(desk, ANALYST, RankingSpec(RULES, as_of=days_ago(6))))
    since = changes_since(ask(desk, ANALYST, RankingSpec(RULES, as_of=days_ago(-6))))
    assert since is not None
    assert in_since_words(since) == (
        "Since the list of 25 March 2026: 0 entered. 1 left: 1 as they fell below the minimum of "
        "two allegations. Of those on both lists: 0 up, 0 down, 0 stayed."
    )
