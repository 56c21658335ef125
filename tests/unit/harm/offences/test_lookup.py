import pytest

from harm.offences.lookup import Keys, Lookup, classification, wording

LOOKUP = Lookup(
    [
        Keys(
            ["19C.19.8.0"],
            ["019/08"],
            ["SX03002"],
            ["Rape of a female aged 16 or over", "Rape (16)"],
        ),
        Keys(["19J.19.8.0"], ["019/08"], [], ["Multiple undefined"]),
        Keys(["1.1.1.1"], ["001/01"], ["COML025", ""], ["Murder"]),
        Keys(["1.1.1.1A"], ["002/00"], ["COML025"], ["Attempted murder"]),
        Keys(["X1"], [], [], ["Rape (16)"]),
    ]
)


@pytest.mark.parametrize(
    "spelling", ["019/08", "19/8", "019/8", "19/08", "01908", "1908", " 19 / 8 ", "\t01908\n"]
)
def test_every_usual_spelling_is_one_classification(spelling: str) -> None:
    assert classification(spelling) == "019/08"
    assert LOOKUP.find(spelling, None) == [0, 1]


@pytest.mark.parametrize("spelling", ["008/01", "8/1", "00801", "801"])
def test_a_classification_that_lost_its_zeros_in_a_spreadsheet_is_the_same(spelling: str) -> None:
    assert classification(spelling) == "008/01"


@pytest.mark.parametrize("spelling", ["002/00", "2/0", "2/00", "00200"])
def test_a_classification_may_end_in_zeros(spelling: str) -> None:
    assert classification(spelling) == "002/00"


@pytest.mark.parametrize("code", ["1.1.1.1", "SX03002", "19", "190800", "1908/1", "19/123", ""])
def test_what_is_no_classification_stays_as_it_is(code: str) -> None:
    assert classification(f" {code} ") == code


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("19c.19.8.0", [0]),
        (" 19C.19.8.0 ", [0]),
        ("sx03002", [0]),
        ("COML025", [2, 3]),
        ("2/0", [3]),
        ("999/99", []),
        ("", []),
        ("   ", []),
        (None, []),
    ],
)
def test_a_code_is_a_urn_or_a_classification_or_a_cjs_code(
    code: str | None, rows: list[int]
) -> None:
    assert LOOKUP.find(code, None) == rows


def test_a_urn_goes_before_a_classification_and_that_before_a_cjs_code() -> None:
    by_cjs, by_class, by_urn = Keys(cjs=["1/1"]), Keys(classifications=["1/1"]), Keys(urns=["1/1"])
    assert Lookup([by_cjs, by_class, by_urn]).find("1/1", None) == [2]
    assert Lookup([by_cjs, by_class]).find("1/1", None) == [1]
    assert Lookup([by_cjs]).find("1/1", None) == [0]


def test_the_title_decides_among_rows_of_one_code() -> None:
    assert LOOKUP.find("019/08", "rape of a FEMALE, aged 16 or over.") == [0]
    assert LOOKUP.find("019/08", "Multiple undefined") == [1]


def test_a_title_of_none_of_the_codes_rows_decides_nothing() -> None:
    assert LOOKUP.find("019/08", "Murder") == [0, 1]
    assert LOOKUP.find("019/08", "") == [0, 1]


@pytest.mark.parametrize("code", [None, "", "  ", "999/99"])
def test_without_a_known_code_the_title_alone_is_looked_up(code: str | None) -> None:
    assert LOOKUP.find(code, "Murder") == [2]
    assert LOOKUP.find(code, "Rape (16)") == [0, 4]


@pytest.mark.parametrize("title", [None, "", " ", "- , -", "Theft"])
def test_an_offence_that_the_table_does_not_have_is_not_found(title: str | None) -> None:
    assert LOOKUP.find(None, title) == []


def test_an_empty_key_finds_nothing() -> None:
    assert Lookup([Keys([""], [""], [""], [""])]).find("", "") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Threats to KILL", "threats to kill"),
        ("Arson, endangering  life.", "Arson endangering life"),
        ("Resist / prevent", "resist/prevent"),
        ("Non-Dwelling", "Non Dwelling"),
        ("Non-Dwelling", "Nondwelling"),
        ("Officer’s duty", "Officers duty"),
    ],
)
def test_titles_compare_without_case_punctuation_and_spacing(one: str, other: str) -> None:
    assert wording(one) == wording(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Murder", "Attempted murder"), ("aged 16", "aged 13"), ("Café", "Cafe")]
)
def test_titles_of_other_letters_or_figures_differ(one: str, other: str) -> None:
    assert wording(one) != wording(other)
