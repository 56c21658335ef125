"""Officers' walks to their patch, and where more hubs would reach most, in words."""

from __future__ import annotations

from typing import Final

from dashboard.analysis.reach.walking import PATCH_MINUTES
from dashboard.geography.counters import PREMISES_SOURCE
from dashboard.services.resources.more_sites import MoreSites
from dashboard.services.resources.patches import Patches
from dashboard.wording.formats import counted
from dashboard.wording.reach import in_walk_words

BUILDINGS: Final = (
    "Buildings, not bases: where officers start from is not public. Here each ward has the nearest "
    "placed building of its own command unit on the Met's list of August 2023, some of which are "
    "closed. To see the real walks, load bases and wards of your own."
)
CENTRES: Final = (
    "A hub is put at the centre of where a ward's residents live, which is no building: a place to "
    "look near, no more. Which people matter most to reach is not asked here; each resident counts "
    "the same."
)


def in_patch_words(patches: Patches) -> str:
    """In how many wards the walk is within the Met's own standard."""
    wards = patches.wards
    if not wards:
        return "No base of the file has a ward and a place, so no walk is known."
    return (
        f"In {patches.within('mean'):,} of {counted(wards, 'ward')} "
        f"({100 * patches.within('mean') / wards:.0f} %) officers walk no more than "
        f"{PATCH_MINUTES} minutes to a resident on average, {in_walk_words(patches.detour)}; in "
        f"{patches.within('nearest'):,} to the nearest resident, and in "
        f"{patches.within('farthest'):,} to the farthest. {PATCH_MINUTES} minutes is the Met's "
        f"own standard."
    )


def in_missing_words(patches: Patches) -> str:
    """What has no walk, and why; or nothing."""
    parts = []
    if patches.not_placed:
        have = "has" if patches.not_placed == 1 else "have"
        what = "building" if patches.origin == "premises" else "base"
        parts.append(
            f"{counted(patches.not_placed, what)} {have} no coordinates: not placed, and left out."
        )
    if patches.without:
        have = "has" if patches.without == 1 else "have"
        parts.append(f"{counted(patches.without, 'ward')} of the Met {have} no base here.")
    return " ".join(parts)


def in_more_words(more: MoreSites) -> str:
    """How many more people new hubs could reach, and whether that is the best."""
    walk = in_walk_words(more.choice.detour)
    head = (
        f"{counted(more.count, 'more hub')} could bring {more.reached:,} more residents within "
        f"{more.minutes} minutes' walk, {walk}, beside the {more.within:,} who are within it "
        f"already."
    )
    if not more.proven:
        return (
            f"{head} Whether another choice reaches more was not settled within "
            f"{more.seconds:g} seconds: this is the order by hand."
        )
    if more.reached == more.by_hand:
        return f"{head} No other choice of as many reaches more, and the order by hand is one."
    short = 100 * (1 - more.by_hand / more.reached)
    return (
        f"{head} No other choice of as many reaches more. The order by hand, one hub at a time, "
        f"reaches {more.by_hand:,}: {short:.1f} % fewer."
    )


def in_patch_source_words(patches: Patches) -> str:
    """Where the bases are from."""
    return "Bases: your own file." if patches.origin == "own" else f"{PREMISES_SOURCE}."
