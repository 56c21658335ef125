"""Each time limit, from a day or a moment to its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest

from harm.cases.clock_rules import recall_lengths, rule_of, rules
from harm.cases.clocks import (
    End,
    charge_by,
    check_extension,
    end_of,
    moment,
    next_step,
    recall_days,
    reviews_of,
    standing_of,
    warnings_of,
)
from harm.cases.events import rows
from harm.errors import ClockError

FRIDAY = datetime.fromisoformat("2026-09-04T16:00")
BAIL = date(2026, 8, 31)


def at(day: int, hour: int = 16, month: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001 - London's


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ((), date(2026, 11, 30)),
        (("inspector",), date(2027, 2, 28)),
        (("inspector", "superintendent"), date(2027, 5, 31)),
        (("inspector", "superintendent", "magistrates"), date(2027, 8, 31)),
        (("inspector", "superintendent", "magistrates", "magistrates"), date(2028, 2, 29)),
        (("superintendent", "superintendent", *["magistrates"] * 3), date(2028, 8, 31)),
    ],
)
def test_bail_counts_calendar_months_from_the_first_release(
    given: tuple[str, ...], end: date
) -> None:
    assert end_of(rule_of("bail"), BAIL, [(by, "") for by in given]) == end


@pytest.mark.parametrize(
    ("given", "by", "who"),
    [
        (("inspector",), "inspector", "superintendent"),
        (("inspector", "superintendent"), "inspector", "magistrates"),
        (("inspector", "superintendent"), "superintendent", "magistrates"),
        ((), "magistrates", "inspector"),
    ],
)
def test_nobody_extends_bail_who_may_not(given: tuple[str, ...], by: str, who: str) -> None:
    with pytest.raises(ClockError, match=f"next by {who} and not by '{by}'"):
        end_of(rule_of("bail"), BAIL, [(each, "") for each in (*given, by)])


def test_bail_ends_for_good_after_two_years() -> None:
    given = [(by, "") for by in ("inspector", "superintendent", *["magistrates"] * 3)]
    assert next_step(rule_of("bail"), given) is None
    with pytest.raises(ClockError, match="any further"):
        check_extension(rule_of("bail"), given, "magistrates")


def test_an_extension_may_be_shorter_and_never_longer() -> None:
    assert end_of(rule_of("bail"), BAIL, [("inspector", "2027-01-15")]) == date(2027, 1, 15)
    with pytest.raises(ClockError, match="2027-02-28 at most and not to 2027-03-01"):
        end_of(rule_of("bail"), BAIL, [("inspector", "2027-03-01")])


def test_a_court_warns_of_bail_earlier_than_an_inspector() -> None:
    bail, end = rule_of("bail"), date(2027, 8, 31)
    assert warnings_of(bail, end) == (date(2027, 8, 17), date(2027, 8, 28))
    given = [("inspector", ""), ("superintendent", ""), ("magistrates", "")]
    assert warnings_of(bail, end, given)[0] == date(2027, 8, 3)


def test_detention_lasts_a_day_and_at_most_four() -> None:
    rule, steps = rule_of("detention"), ["superintendent", "magistrates", "magistrates"]
    ends = [
        end_of(rule, FRIDAY, [(by, "") for by in steps[:number]], condition="indictable")
        for number in range(4)
    ]
    assert ends == [FRIDAY + timedelta(hours=hours) for hours in (24, 36, 72, 96)]
    with pytest.raises(ClockError, match="only for what is indictable"):
        end_of(rule, FRIDAY, [("superintendent", "")])


def test_detention_is_reviewed_after_six_hours_and_every_nine() -> None:
    end = end_of(rule_of("detention"), FRIDAY)
    assert reviews_of(rule_of("detention"), FRIDAY, end) == (at(4, 22), at(5, 7), at(5))
    assert reviews_of(rule_of("bail"), FRIDAY, BAIL) == ()


@pytest.mark.parametrize(
    ("served", "due"),
    [
        (FRIDAY, at(7)),
        (at(3), at(5)),
        (at(5, 10), at(8, 10)),
        (at(6, 10), at(9, 0)),
        (datetime.fromisoformat("2026-12-24T16:00"), datetime.fromisoformat("2026-12-28T16:00")),
        (datetime.fromisoformat("2027-03-25T09:00"), datetime.fromisoformat("2027-03-29T09:00")),
    ],
    ids=["Friday", "Thursday", "Saturday", "Sunday", "Christmas", "Good Friday"],
)
def test_a_protection_notice_skips_sundays_christmas_and_good_friday(
    served: datetime, due: datetime
) -> None:
    assert end_of(rule_of("notice_to_court"), served) == due


def test_hours_that_passed_are_counted_when_clocks_change() -> None:
    before = datetime.fromisoformat("2026-10-24T12:00")
    assert end_of(rule_of("breach_to_court"), before) == datetime.fromisoformat("2026-10-25T11:00")


def test_a_moment_with_a_zone_is_that_moment_in_london() -> None:
    served = datetime(2026, 9, 4, 15, tzinfo=UTC)
    assert end_of(rule_of("notice_to_court"), served) == at(7)


@pytest.mark.parametrize(
    ("code", "starts", "end"),
    [
        ("custody_summary", date(2026, 9, 1), date(2026, 10, 27)),
        ("custody_either_way", date(2026, 9, 1), date(2026, 11, 10)),
        ("custody_crown", date(2026, 9, 1), date(2027, 3, 2)),
        ("custody_voluntary_bill", date(2026, 9, 1), date(2026, 12, 22)),
        ("custody_summary", date(2026, 11, 2), date(2026, 12, 24)),
        ("custody_summary", date(2026, 9, 5), date(2026, 10, 30)),
        ("breach_to_court", FRIDAY, at(5)),
        ("notification", date(2026, 9, 4), date(2026, 9, 7)),
        ("tag", date(2028, 2, 29), date(2029, 2, 28)),
        ("charge_summary", BAIL, date(2027, 2, 28)),
        ("disclosure", date(2026, 9, 4), date(2026, 10, 2)),
        ("review", date(2026, 9, 4), date(2026, 10, 2)),
        ("under_investigation", date(2026, 9, 4), date(2026, 12, 3)),
    ],
)
def test_a_limit_ends_after_its_time(code: str, starts: End, end: End) -> None:
    assert end_of(rule_of(code), starts) == end


def test_days_served_are_taken_off_in_the_crown_court_alone() -> None:
    starts = date(2026, 9, 1)
    assert end_of(rule_of("custody_crown"), starts, served=42) == date(2027, 1, 19)
    assert end_of(rule_of("custody_summary"), starts, served=42) == date(2026, 10, 27)


@pytest.mark.parametrize(
    ("code", "by"),
    [("custody_crown", "court"), ("tag", "court"), ("disclosure", "lead"), ("review", "chair")],
)
def test_some_set_a_day_and_may_do_so_again(code: str, by: str) -> None:
    given = [(by, "2027-05-04"), (by, "2027-06-01")]
    assert end_of(rule_of(code), date(2026, 9, 4), given) == date(2027, 6, 1)
    with pytest.raises(ClockError, match="to which day"):
        end_of(rule_of(code), date(2026, 9, 4), [(by, "")])


@pytest.mark.parametrize("code", ["notice_to_court", "breach_to_court", "notification"])
def test_what_nobody_extends_is_not_extended(code: str) -> None:
    with pytest.raises(ClockError, match="any further by anybody"):
        check_extension(rule_of(code), [], "court", until="2027-01-01")


def test_common_assault_in_domestic_abuse_counts_from_the_report() -> None:
    assert charge_by(date(2026, 8, 31)) == date(2027, 2, 28)
    assert charge_by(date(2026, 8, 31), date(2027, 8, 30)) == date(2028, 2, 29)
    assert charge_by(date(2026, 8, 31), date(2028, 7, 31)) == date(2028, 8, 31)


def test_the_length_of_a_recall_is_a_dated_setting() -> None:
    lengths = [*recall_lengths(), (date(2026, 4, 1), 56)]
    assert recall_days(date(2026, 3, 31), lengths) == 28
    assert recall_days(date(2026, 4, 1), lengths) == 56
    assert recall_days(date(2014, 1, 1), lengths) is None
    with pytest.raises(ClockError, match="until which day"):
        end_of(rule_of("recall"), date(2026, 9, 4))
    assert end_of(rule_of("recall"), date(2026, 9, 4), until=at(30)) == at(30)


def test_an_order_expires_on_the_day_that_it_says() -> None:
    until = date(2027, 3, 1)
    assert end_of(rule_of("order_expiry"), date(2026, 9, 4), until=until) == until


def test_what_counts_hours_needs_a_time() -> None:
    with pytest.raises(ClockError, match="at what time"):
        end_of(rule_of("detention"), date(2026, 9, 4))


def test_a_limit_is_overdue_once_its_last_day_is_over() -> None:
    end = date(2026, 9, 30)
    warned = warnings_of(rule_of("bail"), end)
    assert standing_of(end, warned, at(15, 23)) == "running"
    assert standing_of(end, warned, at(16, 0)) == "warned"
    assert standing_of(end, warned, at(30, 23, minute=59)) == "warned"
    assert standing_of(end, warned, at(1, 0, month=10)) == "overdue"
    # Half past midnight in London is the day before in UTC.
    assert standing_of(end, warned, datetime(2026, 9, 30, 23, 30, tzinfo=UTC)) == "overdue"


def test_a_limit_of_hours_is_overdue_by_the_minute() -> None:
    warned = warnings_of(rule_of("breach_to_court"), at(5))
    assert standing_of(at(5), warned, at(5, 3)) == "running"
    assert standing_of(at(5), warned, at(5, 4)) == "warned"
    assert standing_of(at(5), warned, at(5, 16)) == "warned"
    assert standing_of(at(5), warned, at(5, 16, minute=1)) == "overdue"


def test_every_rule_says_its_source_and_how_certain_it_is() -> None:
    for rule in rules().values():
        assert rule.name
        assert rule.starts
        assert rule.missed
        assert rule.source
        assert set(rule.certainty.split("/")) <= {"S", "S2", "K"}
        assert rule.warn_at
        assert list(rule.warn_at) == sorted(rule.warn_at, reverse=True)


def test_words_that_are_no_day_or_rule_are_refused() -> None:
    assert moment("2026-09-04T16:00") == FRIDAY
    assert moment("2026-09-04") == date(2026, 9, 4)
    for text in ("Friday", "2026-09-31", "2026-09-04T25:00", ""):
        with pytest.raises(ClockError, match="no day or moment"):
            moment(text)
    with pytest.raises(ClockError, match="There is no time limit 'beil'; choose one of detention"):
        rule_of("beil")


def test_a_rule_may_count_working_days() -> None:
    rule = replace(rule_of("review"), unit="working_days", limit=5)
    assert end_of(rule, date(2026, 12, 23)) == date(2027, 1, 4)


def test_every_shipped_table_says_where_it_is_from() -> None:
    folder = files("harm.cases") / "tables"
    named = {row["table"] for row in rows("SOURCES")}
    shipped = {file.name for file in folder.iterdir() if file.name.endswith(".csv")}
    assert named == shipped - {"SOURCES.csv"}
