"""The list as a CSV file, marked."""

from __future__ import annotations

from dashboard.documents import list_as_csv
from dashboard.services.files import Outgoing
from dashboard.services.listing.ranked_list import RankedList
from dashboard.services.question import Caller
from dashboard.wording.filters import in_shown_words
from dashboard.wording.notices import LIMITS, provenance


def list_outgoing(caller: Caller, listing: RankedList) -> Outgoing:
    """The list as a file, before it leaves."""
    ranking, facts = listing.ranking, listing.facts
    marking = provenance(caller.settings.marking, facts)
    parts = [ranking.rules.describe(), in_shown_words(listing), LIMITS]
    header = f"{marking} · {' '.join(filter(None, parts))}"
    return Outgoing(list_as_csv(listing.people, header=header), listing.name, facts.version)
