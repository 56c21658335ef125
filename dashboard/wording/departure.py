"""How a list differs from that of the announced rule, in words."""

from __future__ import annotations

from typing import Final

from dashboard.services.listing.departure import ANNOUNCED, Departure
from dashboard.wording.formats import counted, day
from dashboard.wording.markdown import escaped
from harm.offences import definitions, indices
from harm.scoring.rules import Rules, Ties

_TIES: Final[dict[Ties, str]] = {
    "order": "the order decides among those level at the cut",
    "all_in": "all level at the cut are in",
    "stop_above": "the list stops above those level at the cut",
}


def in_departure_words(found: Departure) -> str:
    """What differs and whom it changes, as Markdown; empty for a list of the announced rule."""
    if not found.differs:
        return ""
    what = "; ".join(_differences(found))
    return f"**Not the announced rule**: {escaped(what)}. {_whom(found)}"


def in_window_words(found: Departure) -> str:
    """That a window reaches back beyond the record; empty where it does not."""
    if found.reaches_back_to is None:
        return ""
    return (
        f"The window of {found.rules.window} reaches back to {day(found.reaches_back_to)}, and "
        f"the record begins on {day(found.begins)}: what came before is not in any score."
    )


def _whom(found: Departure) -> str:
    if not found.entered and not found.left:
        return f"The same {counted(found.listed, 'suspect')} are listed."
    gone = f"{found.left:,} of the announced list’s {found.announced:,} are not here"
    new = f"{found.entered:,} of these {found.listed:,} are not there"
    return f"{gone}, and {new}." if found.left else f"{new[:1].upper()}{new[1:]}."


def _differences(found: Departure) -> list[str]:
    parts = [_difference(name, found.rules) for name in found.changed]
    if found.index is not None:
        usual = indices.get(ANNOUNCED.index).title
        parts.append(f"the index is {indices.get(found.index).title} (announced: {usual})")
    return parts


def _difference(name: str, rules: Rules) -> str:
    usual = ANNOUNCED.rules
    words = {
        "definition": f"{definitions.SPOKEN[rules.definition]} count",
        "window_days": f"a window of {rules.window} (announced: {usual.window})",
        "top": f"{counted(rules.top, 'place')} (announced: {usual.top:,})",
        "co_suspects": "those named in one crime share its days",
        "victim_rows": "a crime counts for each of its victims",
        "attempts": "attempts are left out",
        "derived": "offences newer than the index are left out",
        "custody": "people in custody or prison are left out",
        "police_generated": "reports by the police themselves are left out",
        "half_life_days": f"an allegation weighs half after {rules.half_life_days or 0:,} days",
        "minimum_allegations": f"at least {rules.minimum_allegations:,} allegations are needed",
        "seed": f"the last ties are drawn with the seed “{rules.seed}”",
        "ties": _TIES[rules.ties],
    }
    return words[name]
