"""Figures of the shipped tables, checked against what was published."""

import pytest

from harm.offences.indices import get

CCHI = get("cchi-2020")
ONS = get("ons-css-2020")


def days(code: str | None, title: str | None = None) -> tuple[float, bool]:
    """What the Cambridge index gives, and whether it is in doubt."""
    found = CCHI.find(code, title)
    assert found is not None
    return CCHI.entries["tenths"][found[0]] / 10, found[1]


def test_the_cambridge_index_has_698_offences_and_12_derived_ones() -> None:
    derived = CCHI.entries["derived"]
    assert (~derived).sum() == 698
    assert derived.sum() == 12
    assert derived.to_list() == [False] * 698 + [True] * 12


def test_every_cambridge_score_is_a_whole_number_of_tenths_as_published() -> None:
    assert not CCHI.entries["rounded"].any()


@pytest.mark.parametrize(
    ("code", "title", "score", "ambiguous"),
    [
        ("019/08", "Rape of a female aged 16 or over", 1825, False),
        ("019/08", None, 1825, True),
        ("019/08", "Multiple Undefined Offenders Rape of a female aged 16 or over.", 2555, False),
        ("19C.19.8.0", None, 1825, False),
        ("008/01", None, 19, True),
        ("008/01", "Minor wound without intent (s20)", 19, False),
        ("008/01", "GBH serious wound without intent (s20)", 547.5, False),
        ("008/01", "Assault Police - GBH serious wound without intent (s20)", 912.5, False),
        ("008/06", None, 10, True),
        ("005/01", None, 1460, True),
        ("008/67", None, 84, False),
        ("002/00", None, 3285, False),
        (None, "Attempted - Murder - of persons aged 1 year or over", 3285, False),
        ("001/01", None, 5475, False),
        ("COML025", None, 3285, True),
        ("008/77", None, 547.5, False),
        (None, "Non Fatal Strangulation or Suffocation", 547.5, False),
        ("105/01", None, 1, False),
        ("195/94", None, 10, False),
        ("008/30", None, 5, False),
    ],
)
def test_an_offence_has_its_published_days(
    code: str | None, title: str | None, score: float, *, ambiguous: bool
) -> None:
    assert days(code, title) == (score, ambiguous)


@pytest.mark.parametrize("spelling", ["019/08", "19/8", "01908", "1908"])
def test_each_spelling_of_a_classification_scores_the_same(spelling: str) -> None:
    assert days(spelling) == (1825, True)


def test_strangulation_is_newer_than_the_index_and_marked_derived() -> None:
    found = CCHI.find("008/77", None)
    assert found is not None
    assert CCHI.entries["derived"][found[0]] is True


def test_exactly_eleven_classifications_are_ambiguous() -> None:
    classifications = [code for code in CCHI.entries["classification"].unique() if code]
    assert len(classifications) == 517
    assert {code for code in classifications if days(code)[1]} == {
        *("005/01", "008/01", "008/06", "019/08", "028/03", "067/01"),
        *("069/05", "079/05", "099/99", "125/12", "810/90"),
    }


def test_an_ambiguous_classification_takes_its_lowest_score() -> None:
    for code in ("005/01", "008/01", "028/03", "099/99", "810/90"):
        own = CCHI.entries.filter(CCHI.entries["classification"] == code)
        assert days(code)[0] * 10 == own["tenths"].min()


def test_attempts_score_as_the_full_offence_apart_from_murder_and_two_oddities() -> None:
    tenths = dict(CCHI.entries.select("urn", "tenths").iter_rows())
    attempts = CCHI.entries.filter("attempt")["urn"]
    assert len(attempts) == 149
    full = {urn: urn.removesuffix("A") for urn in attempts}
    differing = {u for u, whole in full.items() if tenths.get(whole, tenths[u]) != tenths[u]}
    assert differing == {"1.1.1.1A", "1.1.2.0A", "79.79.5.0A", "28F.28.3.1A"}


@pytest.mark.parametrize(
    ("code", "tenths"),
    [("001/01", 79734), ("019/08", 29529), ("105/01", 135), ("008/06", 1892)],
)
def test_an_ons_weight_is_rounded_to_tenths_and_says_so(code: str, tenths: int) -> None:
    found = ONS.find(code, None)
    assert found is not None
    assert ONS.entries["tenths"][found[0]] == tenths
    assert ONS.entries["rounded"][found[0]] is True


def test_the_ons_score_has_no_derived_offence_and_none_newer_than_itself() -> None:
    assert not ONS.entries["derived"].any()
    assert ONS.find("008/77", None) is None


def test_one_ons_weight_covers_a_class_of_offences() -> None:
    classes = ONS.entries.select("note", "tenths").unique()
    assert classes["note"].is_unique().all()
    assert ONS.entries.height > classes.height
