"""Whatever is said about a score adds up to it."""

from hypothesis import given, settings

from dashboard.wording.explanation import in_explanation_words
from harm.areas.area_harm import by_area
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations, complete
from harm.scoring.ranking import Ranking
from harm.suspects.explanation import Explanation, Standing, explain
from harm.suspects.list_line import PARTS, profile
from tests.depth import examples
from tests.oracle.rules import Row
from tests.property.bridge import frame_of, ranked
from tests.property.strategies import Case, cases

QUICK = settings(max_examples=examples(60))
MOST_WORDS = 40


#: What tells of a death or of youth, whoever's crime it stands in.
KNOWN = ["suspect_id", "suspect_situation", "suspect_born"]


def explained(case: Case, suspect: str, ranking: Ranking) -> Explanation:
    crimes = {row["crime_ref"] for row in case.rows if row["suspect_id"] == suspect}
    rows: list[Row] = [row for row in case.rows if row["crime_ref"] in crimes]
    positions = dict(ranking.table.select("suspect_id", "position").iter_rows())
    return explain(
        frame_of(rows),
        suspect,
        standing=Standing(positions.get(suspect), ranking.assessed),
        rules=case.rules,
        index=get_index("cchi-2020"),
        as_of=case.as_of,
        record=complete(frame_of(case.rows)).select(
            "suspect_id", "suspect_situation", "suspect_born"
        ),
    )


@QUICK
@given(case=cases())
def test_an_explanation_adds_up_to_the_place_on_the_list(case: Case) -> None:
    ranking = ranked(case.rows, case.rules, case.as_of)
    for place in ranking.table.iter_rows(named=True):
        answer = explained(case, place["suspect_id"], ranking)
        assert answer.tenths == place["tenths"]
        assert answer.counting.height == place["allegations"]
        assert answer.counting["tenths"].max() == place["most_serious"]
        assert in_explanation_words(answer).startswith(
            f"Position {place['position']} of {ranking.assessed}: "
        )


@QUICK
@given(case=cases())
def test_an_explanation_has_every_row_of_the_suspect_and_is_short(case: Case) -> None:
    ranking = ranked(case.rows, case.rules, case.as_of)
    for suspect in {str(row["suspect_id"]) for row in case.rows if row["suspect_id"]}:
        answer = explained(case, suspect, ranking)
        assert answer.rows.height == sum(row["suspect_id"] == suspect for row in case.rows)
        assert answer.rows["counts"].to_list() == answer.rows["reason"].is_null().to_list()
        assert answer.rows.filter(~answer.rows["counts"])["tenths"].sum() == 0
        assert len(in_explanation_words(answer).split()) < MOST_WORDS


@QUICK
@given(case=cases())
def test_the_parts_of_a_profile_add_up_to_the_score(case: Case) -> None:
    ranking = ranked(case.rows, case.rules, case.as_of)
    numbers = ranking.table["suspect"].to_list()
    answer = profile(
        Allegations.of(frame_of(case.rows)),
        numbers,
        rules=case.rules,
        index=get_index("cchi-2020"),
        as_of=case.as_of,
    )
    assert {len(parts) for parts in answer["by_part"]} <= {PARTS}
    assert {row["suspect"]: sum(row["by_part"]) for row in answer.iter_rows(named=True)} == dict(
        ranking.table.select("suspect", "tenths").iter_rows()
    )


@QUICK
@given(case=cases())
def test_areas_add_up_to_all_scores(case: Case) -> None:
    everyone = case.rules.minimum_allegations == 1
    ranking = ranked(case.rows, case.rules, case.as_of)
    areas = by_area(
        Allegations.of(frame_of(case.rows)),
        "borough",
        rules=case.rules,
        index=get_index("cchi-2020"),
        as_of=case.as_of,
    )
    assert areas["area"].n_unique() == areas.height
    for column in ("tenths", "allegations"):
        summed, scored = areas[column].sum(), ranking.table[column].sum()
        assert summed == scored if everyone else summed >= scored
