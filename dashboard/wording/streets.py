"""Walks along streets in words: the network, how good straight lines are, and what is not known."""

from __future__ import annotations

from typing import Final

from dashboard.analysis.reach.streets import FARTHEST_M, Ratio
from dashboard.analysis.reach.walking import DETOUR, METRES_A_MINUTE
from dashboard.geography.streets import StreetFacts
from dashboard.services.resources.walks import RATIO_FROM_M, RATIO_TO_M, OnStreets
from dashboard.wording.formats import counted

#: What each number of minutes along streets rests on.
ALONG: Final = f"at {METRES_A_MINUTE:g} m a minute along streets"
#: Sites that are named one by one.
NAMED: Final = 5
#: What an area without a shade is.
GREY: Final = "Grey on the map: of over 5 in 100 residents it is not known."
#: What walks along streets are not.
STREETS_CAVEAT: Final = (
    "A walk goes from the middle of a small area straight to the nearest junction, and along "
    "streets to the site: footpaths and ways through parks are in it only where the network has "
    "them, and near its edge a walk may be shorter by a street outside it. Bridges are in the "
    "network, so the Thames needs no flag. Not everybody walks at this speed. A counter within "
    "reach is not a report made; nothing here says what a counter brings about."
)


def in_ratio_words(ratio: Ratio | None) -> str:
    """How much longer than straight lines walks along streets are, next to what is assumed else."""
    if ratio is None:
        return (
            f"How much longer than straight lines these walks are is not known: no small area with "
            f"a known walk lies {RATIO_FROM_M:g} to {RATIO_TO_M:,.0f} m from its site."
        )
    lie = "that lies" if ratio.homes == 1 else "that lie"
    return (
        f"Along streets a walk is {ratio.median:.2f} times its straight line by the median, and "
        f"{ratio.p5:.2f} to {ratio.p95:.2f} times in nine of ten; {counted(ratio.homes, 'area')} "
        f"{lie} {RATIO_FROM_M:g} to {RATIO_TO_M:,.0f} m from the site. Without streets {DETOUR:g} "
        f"times is assumed."
    )


def in_not_placed_words(on: OnStreets) -> str:
    """Which residents and sites are not on the network; or nothing."""
    parts = []
    if on.not_placed:
        parts.append(
            f"{on.not_placed:,} residents counted live over {FARTHEST_M:g} m from the network: of "
            f"them it is not known, and they are not taken for far."
        )
    if sites := on.sites_not_placed:
        names = ", ".join(sites[:NAMED]) + (" and others" if len(sites) > NAMED else "")
        parts.append(
            f"{counted(len(sites), 'site')} {'is' if len(sites) == 1 else 'are'} over "
            f"{FARTHEST_M:g} m from the network and not placed on it ({names}): whoever might "
            f"reach one of them is not known to be beyond the walk."
        )
    return " ".join(parts)


def in_network_words(facts: StreetFacts) -> str:
    """What a network has, how far it is joined, and what of its file is left out."""
    walked = facts.links + facts.loose
    joined = _percent(facts.largest, walked)
    between = f"{counted(facts.links, 'link')} between {counted(facts.points, 'point')}"
    parts = [
        f"The street network from {facts.file} has {between}.",
        f"Of the links that can be walked, {joined} are joined into one.",
    ]
    if facts.parts > 1:
        parts.append(
            f"It is in {facts.parts} parts that no street joins: of an area in a part without a "
            f"site the walk is not known."
        )
    if facts.loose:
        parts.append(
            f"{counted(facts.loose, 'link')} in {counted(facts.pieces, 'small piece')} that "
            f"{'is' if facts.pieces == 1 else 'are'} joined to nothing else "
            f"{'is' if facts.loose == 1 else 'are'} left out."
        )
    if facts.motorways is None:
        parts.append("The file does not say which links are motorways, so all are walked.")
    elif facts.motorways:
        parts.append(f"{counted(facts.motorways, 'link')} of motorways and slip roads: not walked.")
    left = (
        (facts.outside, "outside London"),
        (facts.unusable, "without a usable line or length"),
        (facts.loops, "that end where they begin"),
    )
    out = [f"{number:,} {what}" for number, what in left if number]
    if out:
        parts.append(
            f"Of {counted(facts.read, 'link')} in the file also left out: {', '.join(out)}."
        )
    return " ".join(parts)


def in_no_network_words() -> str:
    """That there is none, and how to bring one."""
    return (
        "There is no street network here: walks are straight lines times a detour. Bring one with "
        "`harmdesk streets import FILE`."
    )


def _percent(part: int, whole: int) -> str:
    """A share that is 100 % only where it is all of it."""
    share = 100 * part / whole
    return f"{min(share, 99.9):.1f} %" if part < whole else "100 %"
