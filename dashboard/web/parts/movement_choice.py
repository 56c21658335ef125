"""Which two lists are compared: frozen ones, the sidebar's, or those of two dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import streamlit as st

from dashboard.services.listing.frozen_lists import FrozenList
from dashboard.services.listing.movement import NOW, date_of, month_end_before
from dashboard.services.workspace import Facts
from dashboard.web.kit.parameters import take_choice, take_date, take_switch
from dashboard.web.kit.text import escaped
from dashboard.wording.formats import day

#: How the two lists are chosen.
BY_LIST: Final = "Lists"
BY_DATE: Final = "Two dates"


@dataclass(frozen=True)
class Chosen:
    """Which two lists are compared.

    Attributes:
        before: a frozen list's name, a date, or `now`.
        after: the same.
        as_known_today: whether dates are as known today.
    """

    before: str
    after: str
    as_known_today: bool


def choose_two(lists: Sequence[FrozenList], facts: Facts, as_of: date) -> Chosen:
    """Ask which two lists are compared.

    At first it is the list of the last month's end before the one that the sidebar asks for, as it
    was known then, and that list.
    """
    dates = earlier_dates(facts, as_of)
    ways = [BY_LIST, BY_DATE]
    take_choice("by", ways)
    way = st.segmented_control(
        "Compare by", ways, key="by", bind="query-params", required=True, default=ways[0]
    )
    if way == BY_DATE:
        before, after = _choose_dates(facts, as_of, next(iter(dates), as_of.isoformat()))
    else:
        before, after = _choose_lists([frozen.name for frozen in reversed(lists)], dates)
    today = False
    if date_of(before) or date_of(after):
        take_switch("today")
        today = st.toggle(
            "Dates as known today",
            key="today",
            bind="query-params",
            help="Otherwise each date is as the record was known on it, where it reaches back",
        )
    return Chosen(before, after, today)


def _choose_dates(facts: Facts, as_of: date, usual: str) -> tuple[str, str]:
    """Two dates of the record, as ISO dates."""
    pickers = (
        ("From the list of", "first", date.fromisoformat(usual)),
        ("To the list of", "second", as_of),
    )
    chosen = []
    for place, (label, key, value) in zip(st.columns(2), pickers, strict=True):
        take_date(key, low=facts.oldest, high=facts.newest, usual=value)
        picked = place.date_input(
            escaped(label),
            value=value,
            min_value=facts.oldest,
            max_value=facts.newest,
            format="DD/MM/YYYY",
            key=key,
            bind="query-params",
        )
        chosen.append(str(picked))
    return chosen[0], chosen[1]


def _choose_lists(names: Sequence[str], dates: Mapping[str, str]) -> tuple[str, str]:
    """Two of the frozen lists, the usual dates and the list that the sidebar asks for."""

    def title(name: str) -> str:
        if name == NOW:
            return "The list that the sidebar asks for"
        return f"{day(date.fromisoformat(name))}, {dates[name]}" if name in dates else name

    left, right = st.columns(2)
    first, second = [*dates, *names, NOW], [NOW, *names]
    take_choice("from", first, title=title)
    before = left.selectbox("From", first, format_func=title, key="from", bind="query-params")
    take_choice("to", second, title=title)
    after = right.selectbox("To", second, format_func=title, key="to", bind="query-params")
    return before, after


def earlier_dates(facts: Facts, as_of: date) -> dict[str, str]:
    """Dates before a list that it is usually compared with, as ISO dates, and what each is."""
    month_end = month_end_before(as_of)
    quarter_end = month_end_before(month_end_before(month_end))
    found = {
        month_end.isoformat(): "the month's end before",
        (as_of - timedelta(days=7)).isoformat(): "a week before",
        quarter_end.isoformat(): "a quarter before",
        years_before(as_of).isoformat(): "a year before",
    }
    return {text: what for text, what in found.items() if text >= facts.oldest.isoformat()}


def years_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
