"""The rules of a list in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.wording.formats import counted
from harm.offences import definitions
from harm.scoring.rules import Rules, Ties

#: What each definition is called in a sentence.
DEFINITION_WORDS: Final[dict[definitions.Name, str]] = {
    "vawg": "VAWG allegations (violence against women and girls)",
    "vawg-any-sex": "allegations of the VAWG offences against a victim of any sex",
    "all": "allegations of any offence",
}
_TIES: Final[dict[Ties, str]] = {
    "order": "the order decides who of those level at the cut is in",
    "all_in": "everyone level at the cut is in",
    "stop_above": "nobody level at the cut is in, unless all of them have a place",
    "lot": "a lot decides who of those level at the cut is in",
}


def in_rules_words(rules: Rules) -> str:
    """The rules in one plain sentence, which names what differs from the public rule."""
    plain = (
        f"Days of harm, added up over {DEFINITION_WORDS[rules.definition]} recorded in the "
        f"{window_words(rules)} to the date of the list"
    )
    usual = Rules()
    changed = [
        words
        for name, words in choice_words(rules).items()
        if getattr(rules, name) != getattr(usual, name)
    ]
    return "; ".join([plain, *changed]) + "."


def window_words(rules: Rules) -> str:
    """The window in words: `365 days`, or `day`."""
    return _days(rules.window_days)


def choice_words(rules: Rules) -> Mapping[str, str]:
    """Each choice but definition and window in words, as it reads where it is not the usual one."""
    return {
        "co_suspects": "the people whose allegation of a crime counts share its days equally",
        "victim_rows": "a crime counts once for each of its victims",
        "attempts": "attempts are left out",
        "derived": "offences newer than the index are left out",
        "custody": "people whom their latest row has in custody or prison are left out",
        "police_generated": "reports by the police themselves are left out",
        "half_life_days": f"an allegation weighs half after {_days(rules.half_life_days or 0)}",
        "minimum_allegations": f"at least {rules.minimum_allegations:,} allegations are needed",
        "top": f"the list has {counted(rules.top, 'place')}",
        "seed": f"the last ties are drawn with the seed {rules.seed!r}",
        "ties": _TIES[rules.ties],
        "lot_seed": f"the seed of the lot is {rules.lot_seed!r}",
    }


def _days(number: int) -> str:
    return "day" if number == 1 else f"{number:,} days"
