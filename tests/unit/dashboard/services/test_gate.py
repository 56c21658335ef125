"""No answer without leave and a line: each service has an action; a closed gate answers nothing."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import polars as pl
import pytest

import dashboard
from dashboard import services
from dashboard.access.actions import ACTIONS, Action, LogKind, Unlogged
from dashboard.access.policy import BY_ROLE
from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError, RegisterError
from dashboard.intake import File
from dashboard.services.cases.deciding import decide
from dashboard.services.cases.links import linked_case
from dashboard.services.cases.opening import open_case, open_victim_side, see_cases
from dashboard.services.cases.own_work import count_own_work
from dashboard.services.cases.proposing import nominate
from dashboard.services.cases.readiness import open_for_decision
from dashboard.services.cases.reading import read_blind
from dashboard.services.cases.working import note_victim_step, work
from dashboard.services.corrections import count_corrections
from dashboard.services.data.access_log import copy_register, read_log, verify_log
from dashboard.services.data.backup import back_up
from dashboard.services.data.quality import data_quality
from dashboard.services.data.removal import erase, note_notice, restrict, to_remove
from dashboard.services.data.restore import restore_folder
from dashboard.services.data.unusual_use import unusual_use
from dashboard.services.files import Outgoing, hand_over, hand_over_tables
from dashboard.services.gate import SERVICES, admit
from dashboard.services.linking.decisions import decide_link, undo_link
from dashboard.services.linking.goodness import linking_goodness, sample_to_read
from dashboard.services.linking.links import list_links, second_readings
from dashboard.services.linking.proposals import perhaps_same, propose_links, see_proposals
from dashboard.services.linking.reading import read_pair
from dashboard.services.listing.choices import other_choices
from dashboard.services.listing.cohorts import other_cohorts
from dashboard.services.listing.counted_people import (
    count_lane,
    count_later_list,
    count_listed_people,
)
from dashboard.services.listing.editions import under_edition
from dashboard.services.listing.frozen_lists import freeze_list, frozen_lists
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.listing.results import results
from dashboard.services.listing.settling import settling
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.listed_suspects import count_listed, listed_suspects
from dashboard.services.places.offence_mix import mix_of_offences
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.resources.allocation import (
    allocate_posts,
    draw_allocation,
    read_own_areas,
)
from dashboard.services.resources.allocation_choices import Plan
from dashboard.services.resources.borough_posts import posts_of_borough
from dashboard.services.resources.more_sites import find_more_sites
from dashboard.services.resources.own_sites import read_sites
from dashboard.services.resources.patches import patches_of, read_bases
from dashboard.services.resources.reach import compare_reach, reach_of
from dashboard.services.resources.sites import ReachChoice, list_sites
from dashboard.services.resources.streets import bring_streets, describe_streets, remove_streets
from dashboard.services.suspects.search import search
from dashboard.services.suspects.subject_access import answer_access
from dashboard.services.suspects.suspect_file import link_to, suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import POSTGRESQL, Settings
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, loaded, row

HACKNEY, CAMDEN = "E09000012", "E09000007"
#: What composes other services, each of which goes through the gate itself.
COMPOSED: Final = {
    "dashboard.services.access_log.answer_log",
    "dashboard.services.cases.answer.answer_case",
    "dashboard.services.cases.answer.answer_cases",
    "dashboard.services.cases.joining.decide_person",
    "dashboard.services.cases.meeting.answer_meeting",
    "dashboard.services.files.release",
    "dashboard.services.handout.answer_handout",
    "dashboard.services.linking.newcomers.known_already",
    "dashboard.services.linking.review.answer_review",
    "dashboard.services.linking.review.perhaps_also",
    "dashboard.services.listing.answer.answer_list",
    "dashboard.services.listing.frozen_lists.reproduce_list",
    "dashboard.services.listing.movement.list_movement",
    "dashboard.services.listing.sureness.answer_sureness",
    "dashboard.services.overview.answer_overview",
    "dashboard.services.places.borough.answer_borough",
    "dashboard.services.suspects.answer.answer_suspect",
}
#: The parts of a look: the opened file that they take is the proof that it was allowed and logged.
PARTS: Final = {
    "dashboard.services.cases.next_steps.next_steps",
    "dashboard.services.cases.next_steps.own_victims",
    "dashboard.services.cases.totals.recorded_outcomes",
    "dashboard.services.cases.links.case_standing",
    "dashboard.services.tiers.list_tiers",
    "dashboard.services.tiers.overview_tiers",
    "dashboard.services.tiers.suspect_tier",
    "dashboard.services.suspects.associates.associates",
    "dashboard.services.suspects.stability.stability",
}
#: What only resolves a question or a number for services, and is asked by nobody else.
INSIDE: Final = {
    "dashboard.services.cases.answer.case_key",
    "dashboard.services.cases.answer.cases_key",
    "dashboard.services.cases.case_file.case_of",
    "dashboard.services.cases.case_file.every_case",
    "dashboard.services.cases.case_file.kept_case",
    "dashboard.services.cases.next_steps.has_opened",
    "dashboard.services.cases.made_up.write_made_up_cases",
    "dashboard.services.cases.one_person.cases_of",
    "dashboard.services.cases.one_person.is_among",
    "dashboard.services.cases.one_person.kept_under",
    "dashboard.services.cases.one_person.references_of",
    "dashboard.services.cases.opening.listed_on",
    "dashboard.services.cases.opening.newest_list",
    "dashboard.services.cases.meeting.usual_day",
    "dashboard.services.cases.opening.newest_listed",
    "dashboard.services.cases.opening.newest_places",
    "dashboard.services.cases.people.counter_allegations",
    "dashboard.services.cases.people.crimes_of",
    "dashboard.services.cases.people.names_of",
    "dashboard.services.cases.people.person_of",
    "dashboard.services.cases.victims.victims_in",
    "dashboard.services.cases.victims.victims_of",
    "dashboard.services.cases.people.visible_events",
    "dashboard.services.cases.people.visible_people",
    "dashboard.services.cases.proposing.begun",
    "dashboard.services.cases.proposing.opened_list",
    "dashboard.services.cases.texts.check_texts",
    "dashboard.services.cases.writing.refuse",
    "dashboard.services.cases.writing.write_events",
    "dashboard.services.data.erasures.erase_again",
    "dashboard.services.forces.bare_references",
    "dashboard.services.forces.forces_in",
    "dashboard.services.forces.forces_known",
    "dashboard.services.forces.forces_now",
    "dashboard.services.forces.forces_of",
    "dashboard.services.forces.known_force",
    "dashboard.services.forces.several_forces",
    "dashboard.services.forces.meant",
    "dashboard.services.forces.names_force",
    "dashboard.services.forces.people_of",
    "dashboard.services.forces.several_in",
    "dashboard.services.gate.admit",
    "dashboard.services.listing.pursued.measured_days",
    "dashboard.services.listing.pursued.with_pursued",
    "dashboard.services.listing.movement.compared",
    "dashboard.services.listing.movement.prepare_movement",
    "dashboard.services.preparation.prepare_pages",
    "dashboard.services.gate.check_right",
    "dashboard.services.identities.known_identities",
    "dashboard.services.gate.may",
    "dashboard.services.linking.decisions.pair_of",
    "dashboard.services.linking.goodness.name_groups",
    "dashboard.services.linking.goodness.raise_bands",
    "dashboard.services.linking.goodness.raised_bits",
    "dashboard.services.linking.newcomers.new_references",
    "dashboard.services.linking.register.decisions_key",
    "dashboard.services.linking.register.is_compared",
    "dashboard.services.linking.register.known_people",
    "dashboard.services.linking.register.pairs_found",
    "dashboard.services.linking.register.references_in",
    "dashboard.services.listing.choices.choices_of",
    "dashboard.services.listing.past_lists.look_back",
    "dashboard.services.listing.ranked_list.people_of",
    "dashboard.services.listing.settling.known_settling",
    "dashboard.services.listing.turnover.alike_lists",
    "dashboard.services.listing.two_indices.other_indices",
    "dashboard.services.listing.settling.settle_ahead",
    "dashboard.services.listing.settling.settling_of",
    "dashboard.services.listing.sureness.people_of",
    "dashboard.services.listing.ranked_list.with_particulars",
    "dashboard.services.grounds.listed_grounds",
    "dashboard.services.places.areas.areas_of_everybody",
    "dashboard.services.places.guarding.check_window",
    "dashboard.services.places.guarding.is_elsewhere",
    "dashboard.services.places.guarding.is_own",
    "dashboard.services.places.guarding.months_left_out",
    "dashboard.services.places.guarding.offences_together",
    "dashboard.services.places.guarding.totals_left_out",
    "dashboard.services.places.guarding.without_small_counts",
    "dashboard.services.question.ask",
    "dashboard.services.resources.demand.demand_of",
    "dashboard.services.sign_in.end_session",
    "dashboard.services.sign_in.ended_sessions",
    "dashboard.services.sign_in.note_refusal",
    "dashboard.services.review.check_list",
    "dashboard.services.review.check_loads",
    "dashboard.services.review.is_demonstration",
    "dashboard.services.review.is_locked",
    "dashboard.services.review.open_lists",
    "dashboard.services.review.reviews_of",
    "dashboard.services.suspects.suspect_file.number_of",
    "dashboard.services.suspects.suspect_file.take_apart",
    "dashboard.services.viewers.mode_of",
    "dashboard.services.viewers.viewer_of",
}


class Closed:
    """Nobody may do anything."""

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        return f"{viewer.who} may not {action.name} ({subject})."

    def visible(self, viewer: Viewer) -> pl.Expr | None:
        del viewer
        return None


class Broken(Closed):
    """A policy that cannot decide."""

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        raise ZeroDivisionError(f"{viewer} {action} {subject}")


class OneBorough(Closed):
    """Everything of those whose home is in Camden."""

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        return BY_ROLE.refusal(viewer, action, subject)

    def visible(self, viewer: Viewer) -> pl.Expr | None:
        del viewer
        return pl.col("suspect_home_borough") == CAMDEN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path)


@pytest.fixture(scope="module", params=[Closed(), Broken()])
def shut(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A desk at which nobody may do anything: what is asked there leaves it as it is."""
    return workspace(filled(tmp_path_factory.mktemp("shut")), request.param)


def filled(folder: Path) -> Path:
    rows = [
        row(crime_ref=f"C{n}", suspect_id=f"S{n}", suspect_home_borough=(CAMDEN, HACKNEY)[n % 2])
        for n in range(6)
    ]
    loaded(folder, *rows)
    return folder


def workspace(folder: Path, policy: Closed | None = None) -> Workspace:
    settings = Settings(data=folder)
    return Workspace(settings) if policy is None else Workspace(settings, policy=policy)


def first_parameter(function: Callable[..., Any]) -> type | None:
    """The type of a function's first parameter, if it is somebody who asks."""
    parameters = list(inspect.signature(function).parameters)
    if not parameters:
        return None
    first = get_type_hints(inspect.unwrap(function)).get(parameters[0])
    return first if first in {Caller, Question, Workspace} else None


def test_whatever_a_caller_can_ask_has_an_action() -> None:
    found = set()
    for module in pkgutil.walk_packages(services.__path__, "dashboard.services."):
        for name, function in vars(importlib.import_module(module.name)).items():
            own = inspect.isfunction(function) and function.__module__ == module.name
            if own and not name.startswith("_") and first_parameter(function) is not None:
                found.add(f"{module.name}.{name}")
    without = found - set(SERVICES)
    assert without == COMPOSED | PARTS | INSIDE
    assert len(found) > 25


def test_an_action_is_known_and_says_what_its_line_is() -> None:
    kinds = {*get_args(LogKind), *get_args(Unlogged)}
    for action in SERVICES.values():
        assert action in ACTIONS
        assert action.line in kinds
        assert (action.log_kind is None) == (action.line in get_args(Unlogged))
    assert set(SERVICES.values()) == ACTIONS


ASKS: Final[dict[str, Callable[[Question], object]]] = {
    "list": ranked_list,
    "suspect": lambda question: suspect_file(question, "S1"),
    "search": lambda question: search(question, "S1"),
    "cohorts": other_cohorts,
    "the listed counted": count_listed_people,
    "a later list counted": lambda question: count_later_list(question, "now", "now"),
    "a lane counted": lambda question: count_lane(question, "deceased"),
    "settling": settling,
    "choices": other_choices,
    "edition": lambda question: under_edition(question, question.index),
    "quality": data_quality,
    "areas": compare_areas,
    "listed of a borough": lambda question: listed_suspects(question, CAMDEN),
    "counts of the listed": count_listed,
    "allocation": lambda question: allocate_posts(question, Plan(240)),
    "corrections counted": count_corrections,
    "posts of a borough": lambda question: posts_of_borough(question, "E09000007"),
    "allocation drawn": lambda question: draw_allocation(question, Plan(240), "demand"),
    "areas of a file": lambda question: read_own_areas(question, File("a", b"code,base"), "own"),
    "sites": lambda question: list_sites(question, ReachChoice()),
    "reach": lambda question: reach_of(question, ReachChoice()),
    "change of reach": lambda question: compare_reach(question, ReachChoice(), ReachChoice()),
    "more sites": lambda question: find_more_sites(question, ReachChoice(), 1),
    "own sites": lambda question: read_sites(question, File("x.csv", b"name,lat,lon\nA,51.5,0\n")),
    "own bases": lambda question: read_bases(question, File("x.csv", b"name,ward,lat,lon\n")),
    "patches": patches_of,
    "streets": describe_streets,
    "streets brought": lambda question: bring_streets(question, File("x.parquet", b"PAR1")),
    "streets removed": remove_streets,
    "offences": lambda question: mix_of_offences(question, of="named", code=CAMDEN),
    "frozen": frozen_lists,
    "freeze": freeze_list,
    "link": lambda question: link_to(question, "S1"),
    "to remove": lambda question: to_remove(question, "S1"),
    "file": lambda question: hand_over(question, Outgoing(b"x", "x", 1)),
    "log": read_log,
    "verification": verify_log,
    "unusual use": unusual_use,
    "copy": lambda question: copy_register(question, f"{POSTGRESQL}nobody@nowhere/none"),
    "backup": lambda question: back_up(question, "b", io.BytesIO(), None),
    "restore": lambda question: restore_folder(question, Path("b"), replace=True),
    "restriction": lambda question: restrict(question, "S1", "doubt", "case 17"),
    "notice": lambda question: note_notice(question, 1, "somebody"),
    "subject access": lambda question: answer_access(question, "S1", "request 12 of May"),
    "results": results,
    "cases": see_cases,
    "case": lambda question: open_case(question, "S1"),
    "link to a case": lambda question: linked_case(question, "no link"),
    "blind reading": lambda question: read_blind(question, "S1"),
    "victim side": lambda question: open_victim_side(question, "S1"),
    "proposal": lambda question: nominate(question, "S1", "stalking", "as a partner says"),
    "work on a case": lambda question: work(question, "S1", "scheme", {"scheme": "mappa"}),
    "decision": lambda question: decide(question, ["S1"], "close", {"reason": "it has ended"}),
    "own work": count_own_work,
    "decision at a meeting": lambda question: open_for_decision(question, "S1"),
    "care": lambda question: note_victim_step(
        question, "S1", "V1", "contact", on="2026-05-05", done=True
    ),
    "erasure": lambda question: erase(question, "S1", "expired", "case 17"),
    "tables": lambda question: hand_over_tables(question, Outgoing(b"x", "x", 1)),
    "links": list_links,
    "proposals": see_proposals,
    "kept proposals": propose_links,
    "whom somebody may be": lambda question: perhaps_same(question, "S1"),
    "goodness of the matching": linking_goodness,
    "sample of the matching": sample_to_read,
    "second readings": second_readings,
    "two records side by side": lambda question: read_pair(question, "S1", "S2"),
    "decision on a link": lambda question: decide_link(question, "S1", "S2", "same", "one photo"),
    "undone link": lambda question: undo_link(question, "S1", "S2", "two brothers"),
}


@pytest.mark.parametrize("name", ASKS)
def test_a_closed_gate_answers_nothing_and_logs_nothing(shut: Workspace, name: str) -> None:
    before = shut.register.log().height
    with pytest.raises((NotAllowedError, ZeroDivisionError)):
        ASKS[name](ask(shut, ANALYST))
    assert shut.register.log().height == before
    assert not shut.register.all_frozen()


@pytest.mark.parametrize(
    "name",
    [*("list", "suspect", "search", "cohorts", "quality", "file", "tables"), "listed of a borough"],
)
def test_without_its_line_nothing_is_answered(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RegisterError("The register cannot be written to.")

    question = ask(workspace(folder), ANALYST)
    monkeypatch.setattr(type(question.workspace.register), "note", refuse)
    with pytest.raises(RegisterError):
        ASKS[name](question)


def test_what_is_no_action_is_refused(folder: Path) -> None:
    stray = Action("do as they like", "people", "list")
    with pytest.raises(NotAllowedError, match="Nobody is allowed to do as they like"):
        admit(Caller(workspace(folder), ANALYST), stray, "all")


def test_another_policy_shows_fewer_people_wherever_people_are_shown(folder: Path) -> None:
    usual, narrow = (
        ask(workspace(folder, policy), ANALYST, RankingSpec(Rules(top=2)))
        for policy in (None, OneBorough())
    )
    assert ranked_list(usual).people.height == 2
    theirs = {"S0", "S2", "S4"}
    assert set(ranked_list(narrow).people["suspect_id"]) < theirs
    usual_six, narrow_six = (q.on(RankingSpec(Rules(top=6))) for q in (usual, narrow))
    assert listed_suspects(usual_six, HACKNEY).living.height == 3
    assert listed_suspects(narrow_six, HACKNEY).living.is_empty()
    assert set(search(usual, "S1").rows["suspect_id"]) == {"S1"}
    assert search(narrow, "S1").rows.is_empty()
    assert set(other_cohorts(narrow).people["suspect_id"]) <= theirs
    with pytest.raises(NotAllowedError, match="not among those you may see"):
        suspect_file(narrow, "S1")
    assert suspect_file(narrow, "S2").explanation.suspect_id == "S2"


def test_pages_and_commands_reach_neither_the_register_nor_the_store() -> None:
    root = Path(dashboard.__file__).parent
    for path in [*(root / "web").rglob("*.py"), *(root / "cli").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"register", "store", "logbook"}:
                whose = ast.unparse(node.value)
                assert whose == "indices", f"{path.name}:{node.lineno} {whose}.{node.attr}"
