import polars as pl
import pytest

from harm.assurance.data_quality import ALSO, DECISIVE, DEFECTS, defects, defects_of, unscored
from harm.offences.indices import get
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from tests.unit.harm.build import (
    ABH,
    AS_OF,
    COERCIVE_CONTROL,
    RAPE,
    STRANGULATION,
    UNKNOWN,
    Cells,
    days_ago,
    frame,
    row,
)

INDEX = get("cchi-2020")
NO_RULES = Rules()

#: Of each defect the cells that a sound row has it by.
CAUSES: dict[str, Cells] = {
    "unmapped": {"offence_code": UNKNOWN},
    "ambiguous": {"offence_code": RAPE},
    "derived": {"offence_code": STRANGULATION},
    "alike": {"committed_on": days_ago(20)},  # as the sound row next to it
    "one_case": {"victim_id": None},
    "births": {"suspect_born": days_ago(9_000)},
    "victim": {"victim_id": None, "recorded_on": days_ago(200)},
    "victim_sex": {"victim_sex": "U"},
    "born": {"suspect_born": None},
    "name": {"suspect_name": None},
    "committed": {"committed_on": None},
    "borough": {"borough": None},
    "home": {"suspect_home_borough": None},
    "source": {"source": None},
}
#: Rows of the two that have it.
ROWS = dict.fromkeys(CAUSES, 1) | {"alike": 2, "births": 2}


def sound(**cells: object) -> Cells:
    """A row that counts and lacks nothing."""
    whole = {
        "offence_code": COERCIVE_CONTROL,
        "victim_id": "V1",
        "suspect_born": days_ago(10_000),
        "suspect_name": "Ann",
        "committed_on": days_ago(20),
        "borough": "E09000001",
        "suspect_home_borough": "E09000002",
        "source": "victim",
    }
    return row(**(whole | cells))


def another(**cells: object) -> Cells:
    """A second one of the same suspect, of another crime on another day."""
    return sound(**({"crime_ref": "C2", "committed_on": days_ago(30)} | cells))


def figures(*rows: Cells, rules: Rules = NO_RULES) -> pl.DataFrame:
    """The defects behind the list that these rows give."""
    allegations = Allegations.of(frame(*rows))
    listed = rank(allegations, rules=rules, index=INDEX, as_of=AS_OF).listed["suspect"].to_list()
    return defects(allegations, listed, rules=rules, index=INDEX, as_of=AS_OF)


def found(*rows: Cells, rules: Rules = NO_RULES) -> dict[str, tuple[int, int]]:
    """Rows and places of each defect that there is."""
    answer = figures(*rows, rules=rules).filter(pl.col("rows") > 0)
    return {name: (rows, places) for name, rows, _, places in answer.iter_rows()}


def places(defect: str, *rows: Cells, rules: Rules = NO_RULES) -> int:
    return found(*rows, rules=rules)[defect][1]


def test_rows_that_lack_nothing_have_no_defect() -> None:
    assert found(sound(), another()) == {}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_is_found_alone(defect: str) -> None:
    others = {"victim": (1, 1)} if defect == "one_case" else {}
    expected = others | {defect: (ROWS[defect], 1)}
    assert found(sound(), another(**CAUSES[defect])) == expected


@pytest.mark.parametrize(
    "cells",
    [
        {"recorded_on": days_ago(200)},
        {"offence_code": STRANGULATION},
        {"suspect_id": "another"},
        {"crime_ref": "C1"},
    ],
)
def test_what_is_of_another_day_offence_or_suspect_is_another_case(cells: Cells) -> None:
    assert "one_case" not in found(sound(victim_id=None), another(victim_id=None, **cells))


def test_every_defect_is_reported_in_its_order() -> None:
    answer = figures(sound())
    assert answer["defect"].to_list() == list(DEFECTS) == list(CAUSES)
    assert answer.columns == ["defect", "rows", "of", "places"]
    assert {"committed_on", "borough", "suspect_name", "suspect_home_borough"} == set(ALSO)


def test_the_rows_are_of_those_that_count_or_would_if_the_index_had_a_score() -> None:
    answer = figures(
        sound(),
        another(offence_code=UNKNOWN, borough=None),
        another(crime_ref="C3", crime_status="cancelled", borough=None),
        another(crime_ref="C4", recorded_on=days_ago(365), committed_on=None, borough=None),
        another(crime_ref="C5", victim_sex="M", borough=None),
        another(crime_ref="C6", suspect_id=None, borough=None),
    )
    assert set(answer["of"]) == {2}
    assert answer.filter(pl.col("defect") == "borough")["rows"].item() == 1


def test_rows_never_exceed_those_that_they_are_of() -> None:
    worst = {
        **row(offence_code=RAPE, victim_sex="U"),
        **dict.fromkeys(("victim_id", "suspect_born", "suspect_name", "committed_on")),
    }
    many = [{**worst, "crime_ref": f"C{n}", "suspect_id": f"S{n % 3}"} for n in range(9)]
    alike = [sound(crime_ref=f"D{n}", suspect_id="S0") for n in range(4)]
    answer = figures(*many, *alike)
    assert set(answer["of"]) == {13}
    assert (answer["rows"] <= answer["of"]).all()
    by_name = dict(answer.select("defect", "rows").iter_rows())
    assert (by_name["born"], by_name["ambiguous"], by_name["alike"]) == (9, 9, 4)


def test_places_are_listed_suspects_with_a_defect_however_many_rows_have_it() -> None:
    rows = [
        sound(crime_ref="C1", suspect_id="S1", offence_code="019/16", source=None),
        another(crime_ref="C2", suspect_id="S1", source=None),
        sound(crime_ref="C3", suspect_id="S2", source=None),
        sound(crime_ref="C4", suspect_id="S3", offence_code=ABH, source=None),
    ]
    assert places("source", *rows) == 3
    assert places("source", *rows, rules=Rules(top=2)) == 2
    assert places("source", *rows, rules=Rules(top=1)) == 1


def test_who_is_not_listed_has_the_rows_and_no_place() -> None:
    assert found(sound(offence_code=UNKNOWN)) == {"unmapped": (1, 0)}
    rows = [sound(offence_code="019/16"), sound(crime_ref="C2", suspect_id="S2", borough=None)]
    assert found(*rows, rules=Rules(top=1)) == {"borough": (1, 0)}


def test_where_nothing_counts_nothing_is_wrong() -> None:
    answer = figures(sound(crime_status="cancelled", victim_id=None))
    assert answer["defect"].to_list() == list(DEFECTS)
    assert answer.select("rows", "of", "places").sum().row(0) == (0, 0, 0)


@pytest.mark.parametrize(
    "cells",
    [
        {"suspect_id": "S2"},
        {"victim_id": "V2"},
        {"offence_code": ABH},
        {"committed_on": days_ago(21)},
        {"crime_ref": "C1", "victim_sex": "X"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_what_differs_in_anything_but_the_reference_is_not_alike(cells: Cells) -> None:
    assert "alike" not in found(sound(), sound(**{"crime_ref": "C2", **cells}))


@pytest.mark.parametrize("lacks", ["victim_id", "committed_on"])
def test_rows_of_which_nobody_knows_victim_or_date_are_not_alike(lacks: str) -> None:
    rows = [sound(**{lacks: None}), sound(**{"crime_ref": "C2", lacks: None})]
    assert "alike" not in found(*rows)


def test_what_an_index_does_not_score_is_listed_by_how_many_rows_have_it() -> None:
    rows = [
        sound(),
        *(sound(crime_ref=f"A{n}", offence_code="999/97") for n in range(2)),
        *(sound(crime_ref=f"B{n}", offence_code=UNKNOWN) for n in range(3)),
        sound(crime_ref="C1", offence_code=None, offence_title="Of no index"),
        sound(crime_ref="D1", offence_code="999/96", crime_status="cancelled"),
    ]
    answer = unscored(Allegations.of(frame(*rows)), rules=NO_RULES, index=INDEX, as_of=AS_OF)
    assert answer.columns == ["offence_code", "offence_title", "rows"]
    assert answer.rows() == [(UNKNOWN, None, 3), ("999/97", None, 2), (None, "Of no index", 1)]


def test_where_all_is_scored_nothing_is_listed() -> None:
    allegations = Allegations.of(frame(sound()))
    assert unscored(allegations, rules=NO_RULES, index=INDEX, as_of=AS_OF).is_empty()


def test_each_suspect_has_the_defects_of_any_of_their_rows() -> None:
    rows = [
        sound(),
        another(offence_code=UNKNOWN, borough=None),
        sound(crime_ref="C3", suspect_id="S2"),
        sound(crime_ref="C4", suspect_id="S3", crime_status="cancelled", borough=None),
    ]
    allegations = Allegations.of(frame(*rows))
    found = defects_of(allegations, rules=NO_RULES, index=INDEX, as_of=AS_OF)
    names = dict(allegations.suspects.select("suspect", "suspect_id").collect().iter_rows())
    assert {names[suspect]: of for suspect, of in found.iter_rows()} == {
        "S1": ["unmapped", "borough"],
        "S2": [],
    }


def test_what_can_change_a_place_is_a_defect() -> None:
    assert set(DEFECTS) > DECISIVE > {"unmapped", "alike", "births"}
