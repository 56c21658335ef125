"""How a list differs from that of the announced rule, in words."""

from __future__ import annotations

from dashboard.services.listing.departure import ANNOUNCED, Departure
from dashboard.wording.formats import counted, day
from dashboard.wording.lot import in_lot_words
from dashboard.wording.markdown import escaped
from dashboard.wording.rules import DEFINITION_WORDS, choice_words, window_words
from harm.offences import indices
from harm.scoring.rules import Rules


def in_departure_words(found: Departure) -> str:
    """What differs and whom it changes, as Markdown; empty for a list of the announced rule."""
    if not found.differs:
        return ""
    what = "; ".join(_differences(found))
    words = f"**Not the announced rule**: {escaped(what)}. {_whom(found)}"
    if found.rules.ties != "lot":
        return words
    lot = in_lot_words(found.level, found.drawn_in, found.rules.lot_seed)
    title, said = lot.split(":", 1)
    return f"{words}\n\n**{title}**: {escaped(said)}"


def in_window_words(found: Departure) -> str:
    """That a window reaches back beyond the record; empty where it does not."""
    if found.reaches_back_to is None:
        return ""
    return (
        f"The window of {window_words(found.rules)} reaches back to "
        f"{day(found.reaches_back_to)}, and the record begins on "
        f"{day(found.begins)}: what came before is not in any score."
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
        **choice_words(rules),
        "definition": f"{DEFINITION_WORDS[rules.definition]} count",
        "window_days": f"a window of {window_words(rules)} (announced: {window_words(usual)})",
        "top": f"{counted(rules.top, 'place')} (announced: {usual.top:,})",
    }
    return words[name]
