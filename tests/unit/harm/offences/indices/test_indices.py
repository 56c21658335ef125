"""What holds for every harm index: the same tests, over whatever is registered."""

from collections.abc import Iterator

import polars as pl
import pytest

from harm.errors import IndexTableError
from harm.offences import indices
from harm.offences.indices import Index
from harm.offences.indices.index import ENTRY, SCORE, of_your_own
from harm.offences.indices.registry import _made, _makers

WORDS = ("name", "title", "edition", "unit", "source", "licence", "caveat")


@pytest.fixture(params=indices.names())
def index(request: pytest.FixtureRequest) -> Index:
    return indices.get(request.param)


@pytest.fixture
def _registry() -> Iterator[None]:
    """Let a test register what it likes."""
    before = dict(_makers)
    yield
    _makers.clear()
    _makers.update(before)
    _made.cache_clear()


def test_the_default_index_is_named_first() -> None:
    assert indices.names()[0] == "cchi-2020"


def test_an_index_says_all_that_a_reader_must_know(index: Index) -> None:
    assert [word for word in WORDS if not getattr(index, word).strip()] == []
    assert indices.get(index.name) is index


def test_the_entries_have_their_schema_and_no_empty_cell(index: Index) -> None:
    assert index.entries.schema == ENTRY
    assert index.entries.height > 0
    assert index.entries.null_count().sum_horizontal().item() == 0


def test_no_entry_scores_less_than_nothing_and_each_has_a_title(index: Index) -> None:
    assert index.entries["tenths"].min() >= 0  # type: ignore[operator]
    assert (index.entries["title"] != "").all()


def test_urns_are_unique_whatever_their_case(index: Index) -> None:
    assert index.entries["urn"].str.to_lowercase().is_unique().all()


def test_every_entry_is_found_by_its_urn_without_doubt(index: Index) -> None:
    for number, urn in enumerate(index.entries["urn"]):
        assert index.find(urn, None) == (number, False)
        assert index.find(f" {urn.lower()} ", "a title of nothing") == (number, False)


def test_every_entry_is_found_by_its_other_keys_or_by_a_lower_one_that_shares_them(
    index: Index,
) -> None:
    for entry in index.entries.iter_rows(named=True):
        codes = [entry["classification"], *entry["cjs_codes"].split(";")]
        keys = [(code, entry["title"]) for code in codes if code]
        titles = [title for title in (entry["title"], entry["short_title"]) if title]
        keys += [(None, title) for title in titles]
        for code, title in keys:
            found = index.find(code, title)
            assert found is not None, (code, title)
            other = index.entries.row(found[0], named=True)
            assert other["tenths"] <= entry["tenths"]
            assert found[1] or other["tenths"] == entry["tenths"]


@pytest.mark.parametrize(
    ("code", "title"),
    [("999/98", None), (None, "An offence of nobody's index"), (None, None), ("", ""), ("?", "?")],
)
def test_there_is_no_default_weight(index: Index, code: str | None, title: str | None) -> None:
    assert index.find(code, title) is None
    offences = pl.DataFrame(
        {"offence": [7], "offence_code": [code], "offence_title": [title]},
        schema={"offence": pl.UInt32, "offence_code": pl.String, "offence_title": pl.String},
    )
    scored = index.score(offences)
    assert scored.schema == SCORE
    assert scored.rows() == [(7, None, None, None, None, None)]


def test_scores_come_in_the_order_in_which_offences_are_asked_for(index: Index) -> None:
    codes = ["001/01", "999/98", "019/08", "001/01"]
    offences = pl.DataFrame(
        {"offence": [3, 1, 2, 0], "offence_code": codes, "offence_title": [None] * 4},
        schema={"offence": pl.Int64, "offence_code": pl.String, "offence_title": pl.String},
    )
    scored = index.score(offences)
    assert scored.schema == SCORE
    assert scored["offence"].to_list() == [3, 1, 2, 0]
    for number, code in enumerate(codes):
        found = index.find(code, None)
        line = scored.row(number, named=True)
        assert (found and found[0], found and found[1]) == (line["entry"], line["ambiguous"])
        if found:
            entry = index.entries.row(found[0], named=True)
            assert {key: line[key] for key in ("tenths", "derived", "attempt")} == {
                key: entry[key] for key in ("tenths", "derived", "attempt")
            }


def test_an_unknown_index_is_refused_with_the_known_ones_named() -> None:
    with pytest.raises(
        IndexTableError,
        match=r"^There is no index called 'cchi-1066'; choose one of cchi-2020, ons-css-2020",
    ):
        indices.get("cchi-1066")


@pytest.mark.usefixtures("_registry")
def test_a_registered_index_is_made_once_and_can_be_replaced() -> None:
    table = pl.DataFrame({"code": ["X1"], "title": ["X"], "days": ["1"]})
    made = []

    def make() -> Index:
        made.append(1)
        return of_your_own("tests-own", table)

    indices.register("tests-own", make)
    assert "tests-own" in indices.names()
    first = indices.get("tests-own")
    assert indices.get("tests-own") is first
    assert len(made) == 1
    indices.register("tests-own", make)
    assert indices.get("tests-own") is not first
