"""What commands about links between references show."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.services.linking.decisions import Decided
from dashboard.services.linking.links import Link, LinkList, band_of
from dashboard.wording.linking import in_decided_words, in_held_words, in_links_words

#: Pairs that a terminal shows at most; JSON has all.
MOST_PAIRS = 100


def show_decided(done: Decided, *, json: bool) -> None:
    """What became of a decision."""
    text, row = in_decided_words(done), done.row
    if json:
        answer(
            a=row.a,
            b=row.b,
            weight=_bits(row.weight),
            band=band_of(row.weight),
            decision=row.decision,
            who=row.who,
            needs=row.needs,
            waits=done.waits,
            held=list(done.held),
            references=list(done.references),
            text=text,
        )
        return
    sys.stdout.write(f"{plain(text)}\n")


def show_links(found: LinkList, *, json: bool) -> None:
    """Pairs, the most likely first."""
    if json:
        both = found.agreement
        answer(
            links=[link_row(link) for link in found.links],
            version=found.version,
            people=[list(references) for references in found.people],
            read_twice={
                "pairs": both.pairs,
                "agreed": both.agreed,
                "kappa": None if both.kappa is None else both.kappa / 1000,
            },
        )
        return
    rows = Table("Reference", "Reference", "Weight", "Band", "State", "By", "Not used since")
    rows.columns[2].justify = "right"
    for link in found.links[:MOST_PAIRS]:
        rows.add_row(
            plain(link.a),
            plain(link.b),
            "–" if link.weight is None else f"{link.weight / 1000:.1f}",
            link.band or "–",
            link.state,
            plain(", ".join(link.who)),
            in_held_words(link.held),
        )
    if found.links:
        Console(markup=False, highlight=False).print(rows)
    if len(found.links) > MOST_PAIRS:
        sys.stdout.write(f"The first {MOST_PAIRS:,} are shown; --json has all.\n")
    sys.stdout.write(f"{plain(in_links_words(found))}\n")


def link_row(link: Link) -> dict[str, object]:
    """A pair as the JSON has it; its weight in bits."""
    return {
        "a": link.a,
        "b": link.b,
        "weight": _bits(link.weight),
        "band": link.band,
        "raised_by": _bits(link.raised),
        "decision": link.decision,
        "who": ", ".join(link.who),
        "state": link.state,
        "held": list(link.held),
    }


def _bits(weight: int | None) -> float | None:
    return None if weight is None else weight / 1000
