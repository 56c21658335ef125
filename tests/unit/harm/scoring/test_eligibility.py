from datetime import date
from itertools import combinations

import polars as pl
import pytest

from harm.offences.indices import get, of_your_own
from harm.record.allegations import Allegations
from harm.scoring.eligibility import REASONS, adult_if_born_by, explain_rows
from harm.scoring.rules import Rules
from tests.unit.harm.build import (
    ABH,
    ARSON,
    AS_OF,
    COERCIVE_CONTROL,
    STRANGULATION,
    UNKNOWN,
    days_ago,
    frame,
    own_index,
    reason_of,
    row,
)

LEAVING = Rules(attempts="leave", derived="leave", custody="leave", police_generated="leave")

#: For each reason the cells that bring it about, in the order in which the tests are made.
CAUSES: dict[str, dict[str, object]] = {
    "nobody_named": {"suspect_id": None},
    "cancelled": {"crime_status": "cancelled"},
    "transferred": {"crime_status": "transferred"},
    "before_window": {"recorded_on": days_ago(365)},
    "after_as_of": {"recorded_on": days_ago(-1)},
    "male_victim": {"victim_sex": "M"},
    "not_in_definition": {"offence_code": ABH, "victim_sex": "U"},
    "eliminated": {"allegation_status": "eliminated"},
    "acquitted": {"allegation_status": "acquitted"},
    "deceased": {"suspect_situation": "deceased"},
    "under_18": {"suspect_born": date(2008, 4, 1)},
    "in_custody": {"suspect_situation": "custody"},
    "police_generated": {"source": "police"},
    "derived_left_out": {"offence_code": STRANGULATION},
    "attempt_left_out": {"offence_code": "002/00"},
    "unmapped": {"offence_code": UNKNOWN},
}


def test_every_reason_is_tried_and_only_explanations_know_one_more() -> None:
    assert list(REASONS) == [*CAUSES, "counted_once"]


def test_an_allegation_that_nothing_speaks_against_counts() -> None:
    assert reason_of(row()) is None
    assert reason_of(row(), LEAVING) is None


@pytest.mark.parametrize("reason", CAUSES)
def test_each_reason_has_its_cause(reason: str) -> None:
    assert reason_of(row(**CAUSES[reason]), LEAVING) == reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (first, second)
        for first, second in combinations(CAUSES, 2)
        if not set(CAUSES[first]) & set(CAUSES[second])  # one cell cannot hold both causes
    ],
)
def test_of_two_reasons_the_first_tested_is_given(first: str, second: str) -> None:
    assert reason_of(row(**CAUSES[second], **CAUSES[first]), LEAVING) == first


@pytest.mark.parametrize("later", list(CAUSES)[1:])
def test_that_nobody_is_named_goes_before_all(later: str) -> None:
    assert reason_of(row(**{**CAUSES[later], "suspect_id": None}), LEAVING) == "nobody_named"


@pytest.mark.parametrize(
    "reason", ["in_custody", "police_generated", "derived_left_out", "attempt_left_out"]
)
def test_what_the_rules_may_leave_out_stays_by_default(reason: str) -> None:
    assert reason_of(row(**CAUSES[reason])) is None


def test_an_empty_reference_names_nobody() -> None:
    assert reason_of(row(suspect_id="")) == "nobody_named"


@pytest.mark.parametrize(
    ("age", "reason"), [(364, None), (365, "before_window"), (0, None), (-1, "after_as_of")]
)
def test_the_window_holds_its_days_and_ends_with_the_date_of_the_list(
    age: int, reason: str | None
) -> None:
    assert reason_of(row(recorded_on=days_ago(age))) == reason


def test_a_window_of_a_day_is_the_date_of_the_list() -> None:
    one_day = Rules(window_days=1)
    assert reason_of(row(recorded_on=AS_OF), one_day) is None
    assert reason_of(row(recorded_on=days_ago(1)), one_day) == "before_window"


FLAGS = [{}, {"domestic": True}, {"honour_based": True}]
ADMITTED = [
    # offence, victim's sex, whether flagged: under vawg, under vawg-any-sex
    (COERCIVE_CONTROL, "F", False, None, None),
    (COERCIVE_CONTROL, "U", False, None, None),
    (COERCIVE_CONTROL, "X", False, None, None),
    (COERCIVE_CONTROL, "M", False, "male_victim", None),
    (COERCIVE_CONTROL, "M", True, "male_victim", None),
    (ABH, "F", False, None, None),
    (ABH, "U", False, "not_in_definition", "not_in_definition"),
    (ABH, "X", False, "not_in_definition", "not_in_definition"),
    (ABH, "X", True, None, None),
    (ABH, "U", True, None, None),
    (ABH, "M", False, "male_victim", None),
    (ARSON, "F", False, "not_in_definition", "not_in_definition"),
    (ARSON, "F", True, None, None),
    (ARSON, "U", True, None, None),
    ("810/90", "F", True, "not_in_definition", "not_in_definition"),
    (UNKNOWN, "F", False, "unmapped", "unmapped"),
    (UNKNOWN, "M", False, "male_victim", "unmapped"),
]


@pytest.mark.parametrize(("code", "sex", "flagged", "vawg", "any_sex"), ADMITTED)
def test_the_definition_admits_by_offence_victim_and_flag(
    *, code: str, sex: str, flagged: bool, vawg: str | None, any_sex: str | None
) -> None:
    for flags in FLAGS[1:] if flagged else FLAGS[:1]:
        one = row(offence_code=code, victim_sex=sex, **flags)
        assert reason_of(one) == vawg
        assert reason_of(one, Rules(definition="vawg-any-sex")) == any_sex
        everything = "unmapped" if code == UNKNOWN else None
        assert reason_of(one, Rules(definition="all")) == everything


@pytest.mark.parametrize(
    ("recorded", "title", "reason"),
    [
        ("U", "Rape of a male aged 16 or over", "male_victim"),
        (None, "Rape of a male aged 16 or over", "male_victim"),
        ("F", "Rape of a male aged 16 or over", None),
        ("X", "Rape of a male aged 16 or over", None),
        ("M", "Rape of a female aged 16 or over", "male_victim"),
        ("U", "Rape of a female aged 16 or over", None),
    ],
)
def test_the_title_says_the_victims_sex_only_where_none_is_recorded(
    recorded: str | None, title: str, reason: str | None
) -> None:
    one = row(offence_code=None, offence_title=title, victim_sex=recorded)
    assert reason_of(one) == reason


def test_an_offence_that_only_the_index_knows_is_not_in_the_definition() -> None:
    own = of_your_own("mine", own_index((UNKNOWN, "", "7")))
    assert reason_of(row(offence_code=UNKNOWN), index=own) == "not_in_definition"
    assert reason_of(row(offence_code=UNKNOWN), Rules(definition="all"), index=own) is None


def test_an_offence_that_only_the_definition_knows_is_unmapped() -> None:
    ons = get("ons-css-2020")
    assert reason_of(row(offence_code=STRANGULATION), index=ons) == "unmapped"
    outside = row(offence_code=STRANGULATION, victim_sex="U")
    assert reason_of(outside, index=ons) == "not_in_definition"


@pytest.mark.parametrize("situation", ["custody", "prison"])
def test_custody_and_prison_are_left_out_together(situation: str) -> None:
    assert reason_of(row(suspect_situation=situation), LEAVING) == "in_custody"


@pytest.mark.parametrize(
    "cells",
    [
        *[{"allegation_status": s} for s in ("interviewed", "convicted", "no_further_action")],
        *[{"suspect_situation": s} for s in ("at_large", "unknown")],
        *[{"source": source} for source in ("victim", "witness", "third_party", None)],
    ],
)
def test_nothing_else_said_of_suspect_or_source_leaves_a_row_out(cells: dict[str, object]) -> None:
    assert reason_of(row(**cells), LEAVING) is None


@pytest.mark.parametrize(
    ("born", "as_of", "adult"),
    [
        (date(2008, 3, 31), date(2026, 3, 31), True),
        (date(2008, 4, 1), date(2026, 3, 31), False),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2006, 2, 28), date(2024, 2, 29), True),
        (date(2006, 3, 1), date(2024, 2, 29), False),
        (None, date(2026, 3, 31), True),
    ],
)
def test_a_person_is_an_adult_from_the_eighteenth_birthday(
    *, born: date | None, as_of: date, adult: bool
) -> None:
    assert born is None or (born <= adult_if_born_by(as_of)) is adult
    one = row(suspect_born=born, recorded_on=as_of)
    assert reason_of(one, as_of=as_of) == (None if adult else "under_18")


def test_each_row_is_judged_by_its_own_columns() -> None:
    rows = [row(), row(victim_sex="M", victim_id="V2"), row(offence_code=None, victim_id="V3")]
    judged = explain_rows(
        Allegations.of(frame(*rows)), rules=Rules(), index=get("cchi-2020"), as_of=AS_OF
    ).collect()
    by_victim = dict(judged.select("victim_id", "reason").iter_rows())
    assert by_victim == {None: None, "V2": "male_victim", "V3": "unmapped"}


def test_a_judged_row_keeps_its_columns_and_tells_what_the_index_says() -> None:
    allegations = Allegations.of(frame(row(), row(suspect_id="S2", offence_code=UNKNOWN)))
    judged = explain_rows(allegations, rules=Rules(), index=get("cchi-2020"), as_of=AS_OF).collect()
    words = ["tenths", "ambiguous", "derived", "entry", "reason"]
    given = allegations.rows.collect_schema().names()
    assert sorted(judged.columns) == sorted([*given, *words])
    assert judged.sort("suspect").select(words[:3]).rows() == [
        (18250, True, False),
        (None, None, None),
    ]
    entry = judged.sort("suspect")["entry"][0]
    assert get("cchi-2020").entries["urn"][entry] == "19C.19.8.0"
    assert judged.select(pl.col("reason").is_null().sum()).item() == 1
