"""Every rule can be set on the command line, and from a file; the list is that of those rules."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli.options import INPUTS, spec_of
from dashboard.errors import HarmdeskError
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.errors import RulesError
from harm.scoring.rules import Rules
from tests.conftest import TESTER
from tests.contract.program import Here, assert_refused
from tests.unit.harm.build import OTHERWISE

#: Options of the command, and the rules that they are.
OPTIONS: dict[str, Rules] = {
    "--window 90": Rules(window_days=90),
    "--top 7": Rules(top=7),
    "--definition all": Rules(definition="all"),
    "--ties stop-above": Rules(ties="stop_above"),
    "--ties lot --lot-seed 7": Rules(ties="lot", lot_seed="7"),
    "--co-suspects equal-share": Rules(co_suspects="equal_share"),
    "--co-suspects equal_share": Rules(co_suspects="equal_share"),
    "--victim-rows each": Rules(victim_rows="each"),
    "--attempts leave": Rules(attempts="leave"),
    "--derived leave": Rules(derived="leave"),
    "--custody leave": Rules(custody="leave"),
    "--police-generated leave": Rules(police_generated="leave"),
    "--half-life 90": Rules(half_life_days=90),
    "--minimum 3": Rules(minimum_allegations=3),
    "--seed another": Rules(seed="another"),
    "--custody leave --half-life 30 --minimum 2": Rules(
        custody="leave", half_life_days=30, minimum_allegations=2
    ),
}


def listed(rank: dict[str, Any]) -> list[tuple[str, float]]:
    """Who is on the list of an answer, with their days."""
    return [(row["suspect_id"], row["days"]) for row in rank["rows"]]


def listed_by(desk: Workspace, rules: Rules) -> list[tuple[str, float]]:
    """Who is on the list of these rules, with their days."""
    people = ranked_list(ask(desk, TESTER, RankingSpec(rules=rules))).people
    return [(suspect, tenths / 10) for suspect, tenths in people["suspect_id", "tenths"].rows()]


def written(folder: Path, rules: dict[str, Any]) -> Path:
    file = folder / "rules.json"
    file.write_text(json.dumps(rules), encoding="utf-8")
    return file


def test_every_rule_is_set_by_an_option() -> None:
    changed = {
        field.name
        for rules in OPTIONS.values()
        for field in fields(Rules)
        if getattr(rules, field.name) != field.default
    }
    assert changed == {field.name for field in fields(Rules)}


@pytest.mark.slow
@pytest.mark.parametrize("options", OPTIONS)
def test_an_option_is_the_rule_of_its_name(
    demonstration: Path, desk: Workspace, here: Here, options: str
) -> None:
    rank = here("rank", "--json", "--data", str(demonstration), *options.split()).json
    assert rank["rules_id"] == OPTIONS[options].id != Rules().id
    assert listed(rank) == listed_by(desk, OPTIONS[options])


@pytest.mark.slow
@pytest.mark.parametrize(
    "options", [text for text in OPTIONS if "--seed" not in text and "--ties" not in text]
)
def test_a_rule_that_is_set_changes_the_list(desk: Workspace, options: str) -> None:
    assert listed_by(desk, OPTIONS[options]) != listed_by(desk, Rules())


@pytest.mark.slow
def test_a_file_has_every_rule(
    demonstration: Path, desk: Workspace, here: Here, tmp_path: Path
) -> None:
    assert all(getattr(OTHERWISE, field.name) != field.default for field in fields(Rules))
    file = written(tmp_path, asdict(OTHERWISE))
    rank = here("rank", "--json", "--data", str(demonstration), "--rules", str(file)).json
    assert rank["rules_id"] == OTHERWISE.id
    assert listed(rank) == listed_by(desk, OTHERWISE)


def test_the_rules_of_a_frozen_list_are_a_file(small: Path, tmp_path: Path) -> None:
    desk = Workspace(Settings(data=Path(shutil.copytree(small, tmp_path / "data"))))
    frozen = freeze_list(ask(desk, TESTER, RankingSpec(rules=OTHERWISE)))
    file = tmp_path / "rules.json"
    file.write_text(frozen.rules, encoding="utf-8")
    assert spec_of(rules=file).rules == OTHERWISE


def test_an_option_wins_over_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, {"attempts": "leave", "half_life_days": 30, "top": 5})
    expected = Rules(attempts="stay", half_life_days=30, top=9)
    assert spec_of(rules=file, attempts="stay", top=9).rules == expected


def test_half_of_a_lot_may_be_in_the_file_and_half_an_option(tmp_path: Path) -> None:
    lot = Rules(ties="lot", lot_seed="7")
    assert spec_of(rules=written(tmp_path, {"lot_seed": "7"}), ties="lot").rules == lot
    assert spec_of(rules=written(tmp_path, {"ties": "lot"}), lot_seed="7").rules == lot
    assert spec_of(rules=written(tmp_path, asdict(lot)), ties="order").rules == Rules()
    for rules, seed in (({"ties": "lot"}, None), ({"lot_seed": "7"}, None), ({}, "7")):
        with pytest.raises(RulesError, match="lot"):
            spec_of(rules=written(tmp_path, rules), lot_seed=seed)


def test_a_file_may_have_a_mark_and_null(tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text('{"half_life_days": null, "seed": "ä"}', encoding="utf-8-sig")
    assert spec_of(rules=file).rules == replace(Rules(), seed="ä")


def test_an_unknown_rule_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    file = written(tmp_path, {"half_life": 30})
    with pytest.raises(HarmdeskError) as refused:
        spec_of(rules=file)
    assert "'half_life', which is no rule; take it out" in str(refused.value)
    assert all(field.name in str(refused.value) for field in fields(Rules))


def test_nothing_is_written_onto_the_file_of_rules(small: Path, here: Here, tmp_path: Path) -> None:
    file = written(tmp_path, {"top": 5})
    options = ("--rules", str(file), "--pdf", str(file), "--force", "--data", str(small))
    assert_refused(here("explain", "S1", *options), "is read by this command")
    assert json.loads(file.read_text(encoding="utf-8")) == {"top": 5}
    assert file in INPUTS


@pytest.mark.parametrize(
    "command", [("explain", "S1"), ("find", "S1"), ("places",), ("rank",)], ids=lambda c: c[0]
)
def test_every_command_that_ranks_takes_them(
    small: Path, here: Here, command: tuple[str, ...]
) -> None:
    options = ("--half-life", "30", "--json", "--data", str(small))
    assert here(*command, *options).json != here(*command, *options[2:]).json
