"""What the list and the record have of the reader's own borough, a sentence for each."""

from __future__ import annotations

from dashboard.geography import borough_names
from dashboard.services.own_borough import OwnBorough
from dashboard.wording.rules import window_words
from harm.days import spoken
from harm.scoring.ranking import Ranking


def in_own_borough_words(own: OwnBorough, ranking: Ranking) -> dict[str, str]:
    """A sentence for each thing that there is, by what leads to it; none of them is of nothing.

    Returns:
        Markdown by `home`, `at_large`, `incident`, `movement` and `boroughs`, in this order.
    """
    name = borough_names()[own.code]
    lives = "lives" if own.home == 1 else "live"
    has = "has an allegation" if own.incident == 1 else "have allegations"
    words = {}
    where = f"in {name}"
    if own.home:
        words["home"] = f"**{own.home:,}** of the {own.listed:,} listed {lives} {where}"
        where = "there"
    if own.at_large:
        words["at_large"] = f"**{own.at_large:,}** of these at large, with two or more victims"
    if own.incident:
        words["incident"] = f"**{own.incident:,}** listed {has} {where}"
        where = "there"
    if own.new:
        words["movement"] = f"**{own.new:,}** of these {'is' if own.new == 1 else 'are'} new"
    if own.tenths:
        days = f"**{spoken(own.tenths)}** days of harm {where}"
        words["boroughs"] = f"{days} in {window_words(ranking.rules)}"
    return words
