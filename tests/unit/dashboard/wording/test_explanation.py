"""Why a suspect has their place, in a sentence."""

import pytest

from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.formats import share
from harm.offences.indices import of_your_own
from harm.scoring.rules import Rules
from harm.suspects.explanation import Standing
from tests.unit.harm.build import ABH, STRANGULATION, UNKNOWN, own_index, row
from tests.unit.harm.suspects.test_explanation import NOT_ASSESSED, explained

RAPE_SENTENCE = (
    "Position 1 of 9: 1,825 days from one allegation by one victim in the last 365 days, "
    "of “Rape of a female aged 16 or over”."
)


def test_one_allegation_is_one_sentence() -> None:
    assert in_explanation_words(explained(row(victim_id="V1"))) == RAPE_SENTENCE


def test_several_of_one_offence_are_said_to_be_all_of_it() -> None:
    rows = [row(crime_ref=f"C{n}", victim_id=f"V{n}", offence_code=STRANGULATION) for n in range(2)]
    standing = Standing(position=1234, assessed=36000)
    assert in_explanation_words(explained(*rows, standing=standing)) == (
        "Position 1,234 of 36,000: 1,095 days from two allegations by two victims in the last "
        "365 days, all of “Strangulation or suffocation”."
    )


def test_of_several_offences_the_one_with_most_days_is_named_with_its_share() -> None:
    one_rape = [row(), *(row(crime_ref=f"D{n}", offence_code=ABH) for n in range(2))]
    assert in_explanation_words(explained(*one_rape, rules=Rules(window_days=1000))) == (
        "Position 1 of 9: 1,845 days from three allegations by victims not recorded in the last "
        "1,000 days; one of “Rape of a female aged 16 or over” is 99 % of it."
    )
    two_rapes = [*one_rape, row(crime_ref="C9")]
    assert "; two of “Rape of a female aged 16 or over” are 99 % of it." in (
        in_explanation_words(explained(*two_rapes))
    )


def test_of_offences_of_equal_days_the_first_by_name_is_named() -> None:
    rows = [row(offence_code="008/30"), row(crime_ref="C2", offence_code="DERIVED.3")]
    for in_any_order in (rows, rows[::-1]):
        assert in_explanation_words(explained(*in_any_order)).endswith(
            "; one of “Harassment - Putting people in fear of violence” is 50 % of it."
        )


def test_a_long_title_is_cut_after_nine_words() -> None:
    long_one = row(offence_code="NN.810.90.9", offence_title=None)
    sentence = in_explanation_words(explained(long_one, rules=Rules(definition="all")))
    assert "“Vehicle Excise and Registration Act 1994 , Contravention of …”" in sentence


def test_from_ten_on_allegations_are_counted_in_figures() -> None:
    rows = [row(crime_ref=f"C{n}", victim_id=f"V{n % 9}") for n in range(10)]
    sentence = in_explanation_words(explained(*rows))
    assert "from 10 allegations by nine victims in the last" in sentence


def test_victims_of_a_crime_that_counts_once_are_all_counted() -> None:
    rows = [row(victim_id="V1"), row(victim_id="V2"), row(victim_id="V3", victim_sex="M")]
    assert "from one allegation by two victims in" in in_explanation_words(explained(*rows))


def test_who_is_not_assessed_for_want_of_allegations_is_told_so() -> None:
    answer = explained(row(), rules=Rules(minimum_allegations=3), standing=NOT_ASSESSED)
    assert in_explanation_words(answer) == (
        "Not assessed: one allegation counted, and these rules need three allegations."
    )


def test_who_has_no_score_is_told_the_two_commonest_reasons() -> None:
    rows = [
        row(crime_ref="C1", crime_status="cancelled"),
        row(crime_ref="C2", offence_code=UNKNOWN),
        row(crime_ref="C3", offence_code=UNKNOWN),
        row(crime_ref="C4", crime_status="transferred"),
    ]
    assert in_explanation_words(explained(*rows, standing=NOT_ASSESSED)) == (
        "Has no score: of four records none counts (2 because the index has no score for this "
        "offence; 1 because the crime was cancelled)."
    )


def test_an_offence_without_a_title_is_not_called_nothing() -> None:
    untitled = of_your_own("mine", own_index(("X1", "", "5"), ("X2", "", "7")))
    rows = [row(offence_code="X1"), row(crime_ref="C2", offence_code="X2")]
    sentence = in_explanation_words(explained(*rows, index=untitled, rules=Rules(definition="all")))
    assert "“”" not in sentence


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (1, 2, "50 %"),
        (995, 1000, "over 99 %"),
        (999, 1000, "over 99 %"),
        (1000, 1000, "100 %"),
        (994, 1000, "99 %"),
        (1, 1000, "under 1 %"),
        (0, 1000, "0 %"),
        (0, 0, "0 %"),
    ],
)
def test_a_share_is_never_said_to_be_all_or_none_unless_it_is(
    part: int, whole: int, words: str
) -> None:
    assert share(part, whole) == words
