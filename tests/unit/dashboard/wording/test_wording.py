"""The words that go with every figure."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.cli.display.output import plain
from dashboard.settings import Settings
from dashboard.store.facts import Facts, People
from dashboard.wording.formats import SITUATION, day, phrase
from dashboard.wording.listing import in_list_words
from dashboard.wording.notices import LIMITS, PEOPLE, provenance
from harm.record.allegations import SITUATION as SITUATIONS
from harm.scoring.rules import Rules, Ties
from tests.unit.harm.build import ABH, Cells, ranked, row


def facts(people: People) -> Facts:
    newest = date(2026, 2, 28)
    loaded_at = datetime.combine(newest, datetime.min.time())
    return Facts(3, newest, newest, loaded_at, people, allegations=1)


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (
            "synthetic",
            "SECRET · SYNTHETIC PEOPLE, REAL PLACES · data to 28 February 2026, version 3",
        ),
        ("real", "SECRET · data to 28 February 2026, version 3"),
    ],
)
def test_provenance_says_marking_people_date_and_version(people: People, words: str) -> None:
    assert provenance("SECRET", facts(people)) == words


def test_loaded_files_with_the_demonstration_are_reported() -> None:
    assert PEOPLE["mixed"] in provenance("SECRET", facts("mixed"))


def test_a_day_is_written_as_people_write_it() -> None:
    assert day(date(2026, 3, 1)) == "1 March 2026"


def test_a_value_is_written_as_words() -> None:
    assert phrase("no_further_action") == "No further action"


def test_every_situation_has_its_word() -> None:
    assert set(SITUATION) == set(SITUATIONS.categories)


def test_the_limits_of_use_are_the_designs() -> None:
    assert LIMITS == "Inclusion is not grounds for stop, search, arrest or refusal of bail."


def test_a_list_in_words_has_its_own_figures() -> None:
    ranking = ranked(
        row(),
        row(suspect_id="S2", crime_ref="C2"),
        row(suspect_id="S3", crime_ref="C3", offence_code=ABH),
        rules=Rules(top=1),
    )
    words = in_list_words(ranking)
    assert words.title == "Top 1"
    assert "**3** suspects assessed; half score 1,825 days or less" in words.sentence
    assert "**50 %** of all alleged harm" in words.sentence
    assert words.figures == {
        "Score at the cut": "1,825 days",
        "Tied at the cut": "2, of whom 1 is in",
        "Highest score": "1,825 days",
        "Offence not in the index": "0 suspects",
    }


def cut_words(top: int, ties: Ties = "order", *more: Cells) -> str:
    """Of three with the score of a rape and one with that of an assault, ten days ago."""
    rapes = [row(suspect_id=f"S{n}", crime_ref=f"C{n}") for n in range(3)]
    assault = row(suspect_id="S9", crime_ref="C9", offence_code=ABH)
    lot_seed = "a lot" if ties == "lot" else ""
    rules = Rules(top=top, ties=ties, lot_seed=lot_seed)
    return in_list_words(ranked(*rapes, assault, *more, rules=rules)).cut


def test_a_cut_that_splits_a_tie_says_by_what_and_what_another_choice_would_list() -> None:
    words = cut_words(2)
    assert words.startswith(
        "**The cut** falls among 3 with exactly 1,825 days: by the recorded draw, 2 are in and 1 "
        "out. With all of them in the list would have 3; stopping above them, 0."
    )
    assert "Within 0.1 days of it, the least that the index gives, stand 2 listed and 1 not." in (
        words
    )
    assert words.endswith("The next 2 have 1,825 to 10 days.")


def test_a_choice_at_a_tie_says_what_it_made_of_the_list() -> None:
    assert (
        "exactly 1,825 days: all of them are in, so 3 are listed instead of 2. Within 0.1 days of "
        "it, the least that the index gives, stand 3 listed and nobody else. The next one has 10 "
        "days."
    ) in cut_words(2, "all_in")
    assert ": the list stops above them, so 0 are listed instead of 2." in cut_words(
        2, "stop_above"
    )
    assert (
        "exactly 1,825 days: by a lot, 2 are in and 1 out. With all of them in the list would have "
        "3; stopping above them, 0. Whoever was drawn in and whoever was not differ by chance alone"
    ) in cut_words(2, "lot")


@pytest.mark.parametrize("ties", ["order", "all_in", "stop_above", "lot"])
def test_a_cut_between_two_scores_leaves_nothing_to_choose(ties: Ties) -> None:
    assert cut_words(3, ties).startswith(
        "**The cut** is at 1,825 days: 3 have exactly that score, all of them in."
    )
    assert cut_words(4, ties).startswith(
        "**The cut** is at 10 days: one suspect alone has that score."
    )
    assert cut_words(5, ties) == "**The cut**: of 5 places some are free, so nobody is left off."


def test_none_of_a_tie_is_in_where_the_list_stops_above_it() -> None:
    ranking = ranked(
        row(), row(suspect_id="S2", crime_ref="C2"), rules=Rules(top=1, ties="stop_above")
    )
    words = in_list_words(ranking)
    assert words.title == "Top 0"
    assert words.figures["Tied at the cut"] == "2, none in"


def test_a_list_of_nobody_is_reported_as_such() -> None:
    words = in_list_words(ranked(row(crime_status="cancelled")))
    assert "**0** suspects assessed" in words.sentence
    assert words.figures["Score at the cut"] == "Nobody is left off"


def test_a_tie_that_is_all_in_says_so() -> None:
    ranking = ranked(row(), row(suspect_id="S2", crime_ref="C2"), rules=Rules(top=2))
    assert in_list_words(ranking).figures["Tied at the cut"] == "2, all in"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HARMDESK_DATA", "elsewhere")
    monkeypatch.setenv("HARMDESK_MARKING", "OFFICIAL")
    monkeypatch.setenv("HARMDESK_MEMORY", "1.5GB")
    settings = Settings()
    assert (settings.data, settings.marking, settings.memory) == (
        Path("elsewhere"),
        "OFFICIAL",
        "1.5GB",
    )


@pytest.mark.parametrize("memory", ["", "lots", "1", "-1GB", "1 GB", "1TB", "1GB; drop table x"])
def test_a_memory_that_is_no_amount_is_refused(memory: str) -> None:
    with pytest.raises(ValidationError, match="memory"):
        Settings(memory=memory)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().marking = "NONE"


def test_a_terminal_shows_what_it_would_otherwise_obey() -> None:
    assert plain("\x1b[31mred\x07 [bold]Ann[/bold]") == "�[31mred� [bold]Ann[/bold]"
