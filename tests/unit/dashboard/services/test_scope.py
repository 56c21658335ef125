"""A supervisor learns nothing of people out of sight; without its guard each test fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError, UnknownSuspectError
from dashboard.intake import of_path, take
from dashboard.services.data.loading import read_file
from dashboard.services.data.quality import data_quality
from dashboard.services.handout import answer_handout
from dashboard.services.listing.cohorts import other_cohorts, people_under_18
from dashboard.services.listing.departure import differing_people
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.listing.movement import list_movement
from dashboard.services.listing.order import Neighbours, next_in_order
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.own_borough import answer_own_borough, choose_own_borough, own_borough
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.guarding import FEW_EACH, months_left_out, without_small_counts
from dashboard.services.places.hotspots import find_hotspots
from dashboard.services.places.listed_suspects import count_listed, listed_suspects
from dashboard.services.places.monthly import count_by_month
from dashboard.services.places.offence_mix import mix_of_offences
from dashboard.services.places.trends import NotCompared, compare_years
from dashboard.services.places.windows import Windows
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.scored_file import score_file
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.suspects.search import search
from dashboard.services.suspects.suspect_file import link_to, linked_reference, suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.filters import in_shown_words
from dashboard.wording.places import in_living_words, in_mix_words
from dashboard.wording.trends import in_change_words
from harm.offences import indices
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, TODAY, loaded, row, written
from tests.unit.harm.build import COERCIVE_CONTROL

CAMDEN, HACKNEY, BARNET = "E09000007", "E09000012", "E09000003"
SUPERVISOR: Final = Viewer("sam", role="supervisor", boroughs=frozenset({CAMDEN}))
RAPE, ODD = "019/16", "999/98"

#: In the order of the list by what they carry: HIGH and LOW are out of sight, HOME lives in Camden,
#: THERE is alleged to have harmed in it; PAIR is named with HOME, and with FAR in another crime.
ROWS: Final = (
    *(row(crime_ref=f"H{n}", suspect_id="HIGH", borough=HACKNEY, suspect_name="Hugo Highgate",
          suspect_home_borough=HACKNEY, victim_id=f"VH{n}") for n in range(6)),
    *(row(crime_ref=f"M{n}", suspect_id="HOME", borough=HACKNEY, suspect_name="Hilda Homerton",
          suspect_home_borough=CAMDEN, victim_id=f"VM{n}") for n in range(4)),
    *(row(crime_ref=f"T{n}", suspect_id="THERE", borough=CAMDEN, suspect_name="Theo Theydon",
          suspect_home_borough=HACKNEY, victim_id=f"VT{n}") for n in range(3)),
    row(crime_ref="M0", suspect_id="PAIR", borough=HACKNEY, suspect_name="Pat Pairman",
        suspect_home_borough=HACKNEY, victim_id="VM0"),
    row(crime_ref="P1", suspect_id="PAIR", borough=HACKNEY, suspect_name="Pat Pairman",
        suspect_home_borough=HACKNEY, victim_id="VP1"),
    row(crime_ref="P1", suspect_id="FAR", borough=HACKNEY, suspect_name="Fay Farley",
        suspect_home_borough=CAMDEN, victim_id="VP1"),
    row(crime_ref="L1", suspect_id="LOW", borough=BARNET, suspect_name="Lou Lowestoft",
        suspect_home_borough=BARNET, victim_id="VL1"),
    row(crime_ref="O1", suspect_id="CODE", offence_code=ODD, offence_title="Odd", borough=HACKNEY,
        suspect_home_borough=HACKNEY),
    row(crime_ref="E1", suspect_id="ENDED", borough=CAMDEN, suspect_home_borough=HACKNEY,
        allegation_status="eliminated"),
)  # fmt: skip
OWN: Final = {"HOME", "THERE", "FAR"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scope")
    loaded(folder, *ROWS)
    return folder


@pytest.fixture
def desk(folder: Path) -> Workspace:
    return Workspace(Settings(data=folder))


@pytest.fixture
def hers(desk: Workspace) -> Question:
    return ask(desk, SUPERVISOR)


@pytest.fixture
def whole(desk: Workspace) -> Question:
    return ask(desk, ANALYST)


def test_the_list_has_own_people_at_the_places_of_the_whole_list(
    hers: Question, whole: Question
) -> None:
    everyone, own = ranked_list(whole).people, ranked_list(hers).people
    assert set(own["suspect_id"]) == OWN
    both = own.join(everyone, on="suspect_id", suffix="_whole")
    assert both["position"].to_list() == both["position_whole"].to_list()
    assert own["position"].to_list() != list(range(1, own.height + 1))
    assert in_shown_words(ranked_list(hers)) == (
        f"Shown: 3 of the {everyone.height} listed: those with a home or an allegation in your "
        f"boroughs."
    )


def test_a_filter_counts_nobody_out_of_sight(hers: Question, whole: Question) -> None:
    elsewhere = Filter(show="everyone", home=(HACKNEY,))
    assert ranked_list(whole, elsewhere).matching > 1
    assert ranked_list(hers, elsewhere).matching == 1
    assert set(ranked_list(hers, elsewhere).people["suspect_id"]) == {"THERE"}


def test_whoever_has_no_score_is_out_of_sight_too(hers: Question, whole: Question) -> None:
    assert set(ranked_list(whole).unmapped["suspect_id"]) == {"CODE"}
    assert ranked_list(hers).unmapped.is_empty()


def test_an_answer_that_an_analyst_had_is_not_a_supervisors(desk: Workspace) -> None:
    for viewer, number in ((ANALYST, 6), (SUPERVISOR, 3), (ANALYST, 6)):
        assert ranked_list(ask(desk, viewer)).people.height == number


@pytest.mark.parametrize("reference", ["HIGH", "NOBODY", "ENDED"])
def test_an_unknown_and_a_forbidden_reference_are_the_same(
    desk: Workspace, hers: Question, reference: str
) -> None:
    before = desk.register.log().height
    query = (
        suspect_file,
        answer_suspect,
        link_to,
        lambda question, suspect: answer_handout(question, [suspect]),
    )
    for ask_for in query[:3]:
        with pytest.raises(UnknownSuspectError) as refused:
            ask_for(hers, reference)
        assert str(refused.value) == (
            f"The reference {reference!r} is not among those you may see; check it against the "
            f"list, where references stand as they were loaded."
        )
    assert desk.register.log().height == before
    near = next_in_order(hers, reference)
    assert (near.before, near.after) == (None, None)
    found = search(hers, reference)
    assert (found.matched, found.rows.height, found.exact) == (0, 0, None)
    with pytest.raises(UnknownSuspectError, match="not among those you may see"):
        query[3](hers, reference)


def test_a_forbidden_reference_asks_the_store_as_much_as_an_unknown_one(
    hers: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ = hers.seen
    reads: list[str] = []
    suspects = type(hers.store.suspects)
    for name in ("number_of", "crimes_of", "particulars", "record_of", "linked"):
        monkeypatch.setattr(suspects, name, lambda *_, name=name: reads.append(name))
    for reference in ("HIGH", "NOBODY"):
        with pytest.raises(UnknownSuspectError):
            suspect_file(hers, reference)
    assert reads == []


def test_a_link_leads_to_nobody_out_of_sight(hers: Question, whole: Question) -> None:
    assert linked_reference(hers, link_to(whole, "HIGH")) is None
    assert linked_reference(hers, "no such link") is None
    assert linked_reference(hers, link_to(whole, "HOME")) == "HOME"


def test_a_search_finds_what_it_would_if_the_others_were_in_no_record(
    hers: Question, whole: Question
) -> None:
    assert search(whole, "Highgate").matched == 1
    for text in ("Highgate", "Hugo Highgate", "H0", "HIG", "HI"):
        found = search(hers, text)
        assert set(found.rows["suspect_id"]) <= OWN
        assert found.matched == found.rows.height
    # Two references begin so: the only one in sight is told as it would be if it were the only one.
    assert search(whole, "T1").rows["suspect_id"].to_list() == ["THERE"]
    assert search(hers, "M0").rows["suspect_id"].to_list() == ["HOME"]
    assert set(search(whole, "M0").rows["suspect_id"]) == {"HOME", "PAIR"}


def test_next_goes_from_own_to_own(hers: Question) -> None:
    order = ranked_list(hers).people["suspect_id"].to_list()
    assert next_in_order(hers, order[0]).before is None
    assert next_in_order(hers, order[0]).after == order[1]
    assert next_in_order(hers, order[-1]).after is None
    by_name = next_in_order(hers, "HOME", order="name")  # without the others: FAR, HOME, THERE
    assert (by_name.before, by_name.after) == ("FAR", "THERE")
    assert next_in_order(hers, "THERE", Filter(home=(HACKNEY,))) == Neighbours(None, None)


def test_no_link_goes_to_or_through_somebody_out_of_sight(hers: Question, whole: Question) -> None:
    known, own = answer_suspect(whole, "HOME").associates, answer_suspect(hers, "HOME").associates
    assert set(known.people["suspect_id"]) == {"PAIR", "FAR"}
    assert own.people.is_empty()
    assert own.links.more == 0


def test_movement_has_own_people_and_counts_everybody(desk: Workspace, hers: Question) -> None:
    day = TODAY.replace(month=1).isoformat()
    moved = list_movement(hers, day, "now", as_known_today=True)
    assert set(moved.people["suspect_id"]) <= OWN
    assert set(moved.seen["suspect_id"]) <= OWN
    assert moved.changes.height > moved.seen.height > 0
    assert set(moved.people["suspect_id"])
    del desk


def test_who_differs_is_of_own_people(desk: Workspace) -> None:
    narrow = RankingSpec(Rules(top=1))
    for viewer, some in ((ANALYST, True), (SUPERVISOR, False)):
        people = differing_people(ask(desk, viewer, narrow))
        assert ("PAIR" in set(people["suspect_id"])) is some
        assert set(people["suspect_id"]) & OWN


def test_a_frozen_list_made_again_differs_for_own_people_alone(tmp_path: Path) -> None:
    loaded(tmp_path, *ROWS)
    desk = Workspace(Settings(data=tmp_path))
    kept = freeze_list(ask(desk, ANALYST))
    shown = reproduce_list(ask(desk, SUPERVISOR), kept.name)
    assert shown.identical
    assert shown.frozen.content == b""
    changed = kept.content.replace(b"HIGH", b"HIGX").replace(b"HOME", b"HOMX")
    other = Workspace(Settings(data=tmp_path))
    forged = replace(kept, name="2026-04-30-forged00", content=changed)
    other.register.freeze(forged)
    seen, whole = (
        reproduce_list(ask(other, viewer), forged.name) for viewer in (SUPERVISOR, ANALYST)
    )
    assert {"HIGH", "HIGX"} <= set(whole.differences["suspect_id"])
    assert set(seen.differences["suspect_id"]) == {"HOME"}
    with pytest.raises(NotAllowedError):
        freeze_list(ask(desk, SUPERVISOR))


def test_cohorts_have_own_people_and_sizes_of_everybody(tmp_path: Path) -> None:
    dead = [
        row(crime_ref=f"D{home}", suspect_id=home, suspect_home_borough=home, borough=HACKNEY,
            suspect_situation="deceased")
        for home in (CAMDEN, BARNET)
    ]  # fmt: skip
    children = [
        cells | {"crime_ref": f"{cells['crime_ref']} of a child",
                 "suspect_id": f"child of {cells['suspect_id']}",
                 "suspect_situation": "at_large",
                 "suspect_born": TODAY.replace(year=TODAY.year - 16)}
        for cells in dead
    ]  # fmt: skip
    loaded(tmp_path, *ROWS, *dead, *children)
    desk = Workspace(Settings(data=tmp_path))
    whole, hers = (ask(desk, viewer) for viewer in (ANALYST, SUPERVISOR))
    assert {CAMDEN, BARNET} <= set(other_cohorts(whole).people["suspect_id"])
    assert set(other_cohorts(hers).people["suspect_id"]) == {CAMDEN}
    assert other_cohorts(hers).sizes == other_cohorts(whole).sizes
    assert people_under_18(whole).height == 2
    assert people_under_18(hers)["suspect_id"].to_list() == [f"child of {CAMDEN}"]


def test_the_listed_of_another_borough_are_own_people_and_said_to_be(
    hers: Question, whole: Question
) -> None:
    known, own = (listed_suspects(question, HACKNEY) for question in (whole, hers))
    assert "HIGH" in set(known.living["suspect_id"])
    assert set(own.living["suspect_id"]) == {"THERE"}
    assert in_living_words(own, "Hackney").startswith("Of those whom you may see, 1 of the 6")
    here = listed_suspects(hers, CAMDEN)
    assert not here.partial
    assert here.living.equals(listed_suspects(whole, CAMDEN).living)
    assert here.harming.equals(listed_suspects(whole, CAMDEN).harming)


def test_small_counts_of_other_boroughs_are_left_out_with_their_complements(
    hers: Question, whole: Question
) -> None:
    known = {row["code"]: row for row in count_listed(whole).iter_rows(named=True)}
    own = {row["code"]: row for row in count_listed(hers).iter_rows(named=True)}
    assert known[BARNET]["living"] == 1
    assert own[BARNET]["living"] is None
    assert own[HACKNEY]["living"] is None  # the total less this one would be that one
    assert own[CAMDEN] == known[CAMDEN]
    areas, theirs = compare_areas(whole).rows, compare_areas(hers).rows
    assert areas.filter(code=BARNET)["crimes"].item() == 1
    hidden = theirs.filter(code=BARNET)
    assert hidden["crimes"].item() is None
    assert [hidden[name].item() for name in ("tenths", "days", "rate", "largest")] == [None] * 4
    camden = pl.col("code") == CAMDEN
    assert theirs.filter(camden).equals(areas.filter(camden))


def test_months_of_another_borough_with_few_crimes_are_left_out_with_their_complements(
    tmp_path: Path,
) -> None:
    months = [date(2025, number, 15) for number in (9, 10, 11, 12)]
    counts = {HACKNEY: (2, 8, 9, 20), BARNET: (11, 12, 13, 14), CAMDEN: (1, 2, 3, 4)}
    rows = [
        row(crime_ref=f"{code}{month}{n}", suspect_id=f"S{code}", borough=code, recorded_on=month)
        for code, numbers in counts.items()
        for month, number in zip(months, numbers, strict=True)
        for n in range(number)
    ]
    loaded(tmp_path, *rows)
    desk = Workspace(Settings(data=tmp_path))
    shown = {
        (viewer.who, code, measure): count_by_month(
            ask(desk, viewer), of="crimes", measure=measure, code=code
        )["value"].to_list()
        for viewer in (ANALYST, SUPERVISOR)
        for code in (*counts, None)
        for measure in ("crimes", "tenths")
    }
    sam, known = SUPERVISOR.who, ANALYST.who
    assert shown[known, HACKNEY, "crimes"] == [2, 8, 9, 20]
    # October goes since all months are known, Barnet since all of London is, in both months.
    assert shown[sam, HACKNEY, "crimes"] == [None, None, 9, 20]
    assert shown[sam, BARNET, "crimes"] == [None, None, 13, 14]
    for code in (HACKNEY, BARNET):
        crimes, days = (shown[sam, code, measure] for measure in ("crimes", "tenths"))
        assert [value is None for value in days] == [value is None for value in crimes]
    for place in (CAMDEN, None):
        assert shown[sam, place, "crimes"] == shown[known, place, "crimes"]


def test_a_month_with_no_other_count_takes_every_count_of_its_total(hers: Question) -> None:
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    cells = [(HACKNEY, march, 2), (HACKNEY, april, 0), (BARNET, march, 0), (BARNET, april, 30)]
    parts = pl.DataFrame(cells, schema=["borough", "part", "crimes"], orient="row")
    windows = Windows.to(date(2026, 4, 30), 365)
    assert months_left_out(hers, parts, HACKNEY, windows) == [march, april]
    assert months_left_out(hers, parts, BARNET, windows) == [march, april]
    assert months_left_out(hers, parts, CAMDEN, windows) == []
    assert months_left_out(hers, parts, None, windows) == [march, april]


def test_offences_of_another_borough_with_few_crimes_are_one(tmp_path: Path) -> None:
    few = [row(crime_ref=f"A{n}", suspect_id="A", borough=HACKNEY, suspect_home_borough=HACKNEY,
               offence_code=COERCIVE_CONTROL) for n in range(2)]  # fmt: skip
    more = [row(crime_ref=f"B{n}", suspect_id="B", borough=BARNET) for n in range(9)]
    loaded(tmp_path, *ROWS, *few, *more)
    desk = Workspace(Settings(data=tmp_path))
    known, own = (
        mix_of_offences(ask(desk, viewer), of="named", code=HACKNEY)
        for viewer in (ANALYST, SUPERVISOR)
    )
    small = known.filter(pl.col("crimes").is_between(1, 4))
    assert small.height == 1
    assert not set(small["offence"]) & set(own["offence"])
    assert FEW_EACH in set(own["offence"])
    for column in ("crimes", "tenths", "london_crimes", "london_tenths"):
        assert known[column].sum() == own[column].sum()
    years = compare_years(ask(desk, SUPERVISOR), of="named", measure="crimes", code=HACKNEY)
    assert not set(small["offence"]) & set(map(str, years.drivers.to_series(0)))


def test_a_total_of_few_is_not_shown_nor_what_it_could_be_worked_out_from(hers: Question) -> None:
    for code in (BARNET, HACKNEY):
        years = compare_years(hers, of="named", measure="crimes", code=code)
        assert (years.after, years.change) == (None, None)
        assert years.drivers.is_empty()
        old_enough = replace(years, why_not=NotCompared.FEW)
        assert "outside your boroughs" in in_change_words(old_enough)
        mix = mix_of_offences(hers, of="named", code=code)
        assert mix["crimes"].null_count() == mix["tenths"].null_count() == mix.height > 0
        assert in_mix_words(mix, "Barnet").startswith("What is counted in Barnet is not shown")
    own = compare_years(hers, of="named", measure="crimes", code=CAMDEN)
    assert own.after == 3


@pytest.mark.parametrize(
    "spec",
    [
        RankingSpec(as_of=date(2026, 3, 20)),
        RankingSpec(Rules(window_days=364)),
        RankingSpec(Rules(definition="all")),
        RankingSpec(Rules(custody="leave")),
        RankingSpec(index=indices.names()[1]),
    ],
)
def test_other_boroughs_are_counted_on_one_question_alone(
    desk: Workspace, spec: RankingSpec
) -> None:
    hers = ask(desk, SUPERVISOR, spec)
    asks: list[Callable[[], object]] = [
        lambda: compare_areas(hers),
        lambda: compare_areas(hers, by="bcu"),
        lambda: count_listed(hers),
        lambda: find_hotspots(hers, of="named", measure="days"),
        lambda: mix_of_offences(hers, of="named", code=CAMDEN),
        *(
            partial(work, hers, of="named", measure="crimes", code=code)
            for work in (count_by_month, compare_years)
            for code in (HACKNEY, None)
        ),
    ]
    for each in asks:
        with pytest.raises(NotAllowedError, match="only under the public rule and its index"):
            each()
    count_by_month(hers, of="named", measure="crimes", code=CAMDEN)
    compare_years(hers, of="named", measure="crimes", code=CAMDEN)
    compare_areas(hers, of="recorded")  # published


def test_another_borough_is_not_their_own(hers: Question, whole: Question) -> None:
    with pytest.raises(NotAllowedError, match="Hackney is none of the boroughs of sam"):
        choose_own_borough(hers, HACKNEY)
    with pytest.raises(NotAllowedError, match="Hackney is none of the boroughs"):
        answer_own_borough(hers, HACKNEY, None)
    choose_own_borough(ask(whole.workspace, Viewer("sam")), HACKNEY)
    assert own_borough(hers) is None
    choose_own_borough(hers, CAMDEN)
    assert own_borough(hers) == CAMDEN


def test_a_file_cannot_bring_somebody_of_the_record_into_sight(
    desk: Workspace, tmp_path: Path
) -> None:
    line = row(crime_ref="X1", suspect_id="high", borough=CAMDEN, suspect_name="Someone Else")
    file = of_path(written(tmp_path / "own.csv", line))
    caller = Caller(desk, SUPERVISOR)
    account = read_file(caller, file)
    assert account.warnings == take(file, today=TODAY).warnings
    assert set(account.accepted["suspect_id"]) == {"high"}
    assert {w.code for w in read_file(Caller(desk, ANALYST), file).warnings} & {
        "other_name_in_record"
    }
    with pytest.raises(NotAllowedError, match="score the file alone, or ask an analyst"):
        score_file(caller, account, RankingSpec(), "with_record")
    alone = score_file(caller, account, RankingSpec(), "alone")
    assert alone.people["suspect_id"].to_list() == ["high"]


def test_warnings_of_loads_name_nobody_to_a_supervisor(tmp_path: Path) -> None:
    from dashboard.exports.rejects_csv import load_files  # noqa: PLC0415

    desk = Workspace(Settings(data=tmp_path / "data"))
    own = Caller(desk, ANALYST)
    load_files(own, [written(tmp_path / "a.csv", row(suspect_name="Ann One"))])
    load_files(own, [written(tmp_path / "b.csv", row(crime_ref="C9", suspect_name="Bea Two"))])
    assert data_quality(ask(desk, ANALYST)).warnings.height
    quality = data_quality(ask(desk, SUPERVISOR))
    assert quality.warnings.is_empty()
    assert quality.versions["warnings"].null_count() == quality.versions.height


def test_an_auditors_reason_has_its_line_before_the_look(desk: Workspace) -> None:
    auditor = Viewer("ada", role="auditor")
    with pytest.raises(NotAllowedError, match="only with a reason"):
        suspect_file(ask(desk, auditor), "HIGH")
    before = desk.register.log().height
    suspect_file(ask(desk, replace(auditor, reason="complaint 12 of May")), "HIGH")
    lines = desk.register.log().slice(before)
    assert lines.select("who", "role", "action", "subject").rows() == [
        ("ada", "auditor", "reason", "complaint 12 of May"),
        ("ada", "auditor", "suspect", "HIGH"),
    ]


def test_with_a_small_count_goes_the_one_that_it_could_be_worked_out_from(hers: Question) -> None:
    codes = [BARNET, HACKNEY, CAMDEN, "E09000008", "E09000001"]
    rows = pl.DataFrame({"code": codes, "people": [1, 8, 2, 9, 20]})
    shown = without_small_counts(hers, rows, counts=("people",))
    assert shown["people"].to_list() == [None, None, 2, 9, 20]
