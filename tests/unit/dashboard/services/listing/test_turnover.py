"""How many of past lists are on later ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.services.listing.afterwards import afterwards
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.turnover import turnover
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.sureness import after_table, in_after_words, in_turnover_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, row

RULES = Rules(top=2, window_days=60)
DAYS = (date(2025, 1, 31), date(2025, 2, 28), date(2025, 4, 30))


def desk(folder: Path) -> Workspace:
    """S1 is named in January and February, S2 in January, S3 in February, S4 and S5 in April."""
    named = {
        "S1": (date(2025, 1, 10), date(2025, 2, 10)),
        "S2": (date(2025, 1, 11),),
        "S3": (date(2025, 2, 12), date(2025, 2, 13), date(2025, 2, 14)),
        "S4": (date(2025, 4, 20),),
        "S5": (date(2025, 4, 21),),
    }
    rows = [
        row(crime_ref=f"{suspect}-{n}", suspect_id=suspect, recorded_on=day)
        for suspect, days in named.items()
        for n, day in enumerate(days)
    ]
    return desk_with(folder, *rows)


def test_each_list_is_held_against_those_of_later_months(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    for day in DAYS:
        freeze_list(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=day)))
    found = turnover(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=DAYS[-1])))
    assert found.rows() == [
        (DAYS[0], 2, None, 1, 0, None, None),
        (DAYS[1], 2, 1, None, None, None, None),
        (DAYS[2], 2, None, None, None, None, None),
    ]
    words = in_turnover_words(found)
    assert words.endswith("are on the list as it is then: 50 a month later, 0 after three months.")


def test_lists_under_other_rules_or_of_later_dates_do_not_compare(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    for day in DAYS:
        freeze_list(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=day)))
    other = RankingSpec(rules=Rules(top=3), as_of=DAYS[-1])
    assert turnover(ask(workspace, ANALYST, other)).is_empty()
    first = turnover(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=DAYS[0])))
    assert first["as_of"].to_list() == [DAYS[0]]
    assert "No two lists" in in_turnover_words(first)


def test_what_came_after_is_of_the_listed_and_of_the_next_as_many(tmp_path: Path) -> None:
    """S1 and S2 are listed, S3 and S4 are next; S1 and S3 are named again, S4 is in prison."""
    listed = date(2025, 1, 31)
    rows = [
        *(("S1", date(2025, 1, day)) for day in (3, 4, 5)),
        *(("S2", date(2025, 1, day)) for day in (3, 4)),
        ("S3", date(2025, 1, 4)),
        ("S4", date(2025, 1, 3)),
        ("S1", date(2025, 3, 1)),
        ("S1", date(2025, 10, 1)),
        ("S3", date(2025, 7, 30)),
        ("S4", date(2025, 2, 10)),
        ("S5", date(2026, 2, 1)),
    ]
    workspace = desk_with(
        tmp_path,
        *(
            row(
                crime_ref=f"C{n}",
                suspect_id=suspect,
                recorded_on=day,
                suspect_situation="prison" if suspect == "S4" else "at_large",
            )
            for n, (suspect, day) in enumerate(rows)
        ),
    )
    freeze_list(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=listed)))
    found = afterwards(ask(workspace, ANALYST, RankingSpec(rules=RULES)))
    rape = 18250
    assert found.rows() == [
        ("listed", 180, 1, 2, 1, rape, 360),
        ("next", 180, 1, 1, 1, rape, 180),
        ("listed", 365, 1, 2, 1, 2 * rape, 730),
        ("next", 365, 1, 1, 1, rape, 365),
    ]
    assert "within 180 days of 1 list, 50 of 100 listed and 100 of 100" in in_after_words(found)
    assert after_table(found)["days"].to_list() == [5069, 10139, 5000, 5000]


def test_a_list_without_half_a_year_after_it_says_nothing_yet(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    freeze_list(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=DAYS[0])))
    found = afterwards(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=DAYS[-1])))
    assert found.is_empty()
    assert "cannot be said yet" in in_after_words(found)
