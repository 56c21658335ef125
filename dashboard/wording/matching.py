"""What the matching found, and how good it is, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.analysis.linking.goodness import TOO_FAR, GroupShare, Share
from dashboard.analysis.linking.sampling import SIZE
from dashboard.services.linking.goodness import Goodness, Known
from dashboard.services.linking.proposals import Proposals
from dashboard.wording.formats import counted

#: What the figures rest on.
KNOWN: Final[Mapping[Known, str]] = {
    "truth": "The people are made up, so that it is known who is one person: nothing was learnt "
    "from that.",
    "reviews": "Who is one person is known of the pairs that reviewers decided, and of no others: "
    "they are right as far as those are like the rest.",
    "nothing": "Nobody has decided on any pair yet, so that nothing is known of how good they are.",
}
#: What every figure about pairs goes with.
CAUTION: Final = (
    "No pair is joined by itself: a reviewer decides each. The more people a register has, the "
    "more of them agree by chance."
)


def in_proposed_words(found: Proposals) -> str:
    """What the matching found, and what was kept of it."""
    pairs = found.pairs
    crossing = int(pairs["crosses"].sum())
    return (
        f"{counted(pairs.height, 'pair')} of {found.people:,} references may be one person, of "
        f"which {found.written:,} {'is' if found.written == 1 else 'are'} new as proposals; "
        f"{crossing:,} would bring somebody on the list. {CAUTION}"
    )


def in_goodness_words(found: Goodness) -> str:
    """How good the matching is, in a few sentences."""
    sentences = [KNOWN[found.known]]
    precision = found.likely.precision
    if precision is not None:
        sentences.append(
            f"Of {found.likely.judged:,} pairs that are at least likely, {precision:.1%} are one "
            f"person, among {found.people:,} references."
        )
    if found.recall is not None:
        sentences.append(f"Of all pairs that are one person, {found.recall:.1%} are among them.")
    if found.sampled is not None:
        sentences.append(in_sample_words(found))
    sentences += [in_group_words(group) for group in found.groups if group.is_lower]
    return " ".join([*sentences, CAUTION])


def in_sample_words(found: Goodness) -> str:
    """How far the sample was read by which each band is judged."""
    sampled = sum((found.sampled or {}).values())
    judged = sum(share.judged for share in found.bands.values())
    return (
        f"Each band is judged by a sample drawn by chance of at most {SIZE} pairs, of which "
        f"{judged:,} of {sampled:,} have been decided."
    )


def in_group_words(group: GroupShare) -> str:
    """That a group's pairs are less often right, and what follows."""
    return (
        f"Of the pairs of the group {group.group}, only {in_share_words(group.share)} are one "
        f"person, over {TOO_FAR:.0%} less than of another group: its upper bands ask for "
        f"{group.raised:g} bits more."
    )


def in_share_words(share: Share) -> str:
    """A share with its interval, or a dash."""
    if share.precision is None or share.interval is None:
        return "–"
    low, high = share.interval
    return f"{share.precision:.1%} ({low:.1%} to {high:.1%})"
