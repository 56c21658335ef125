"""The list as a CSV file, marked, with a text beside it that says what it rests on."""

from __future__ import annotations

from dashboard.documents import files_as_zip, list_as_csv
from dashboard.geography import borough_names
from dashboard.services.files import Outgoing
from dashboard.services.listing.ranked_list import RankedList
from dashboard.services.question import Caller
from dashboard.wording.filters import in_file_name, in_shown_words
from dashboard.wording.formats import SITUATION, day
from dashboard.wording.listing import in_cut_words
from dashboard.wording.notices import LIMITS, PEOPLE, provenance
from dashboard.wording.rules import in_rules_words
from harm.offences import indices


def list_outgoing(caller: Caller, listing: RankedList) -> Outgoing:
    """The list as a file, before it leaves: a ZIP archive of a CSV file and a text."""
    stem = list_stem(listing)
    marking = " · ".join(filter(None, (caller.settings.marking, PEOPLE[listing.facts.people])))
    table = list_as_csv(
        listing.people, marking=marking, boroughs=borough_names(), situations=SITUATION
    )
    files = {f"{stem}.csv": table, f"{stem}.txt": in_list_text(caller, listing).encode()}
    return Outgoing(files_as_zip(files), listing.name, listing.facts.version)


def list_stem(listing: RankedList) -> str:
    """What the files of a list are called: its date, and its filter in words."""
    return f"harmdesk-list-{listing.ranking.as_of:%Y-%m-%d}{in_file_name(listing.filter)}"


def in_list_text(caller: Caller, listing: RankedList) -> str:
    """What a list rests on, a line each, ending in the limits of use."""
    ranking = listing.ranking
    index = indices.get(ranking.index)
    lines = (
        provenance(caller.settings.marking, listing.facts),
        f"List: {ranking.name}",
        f"As of: {day(ranking.as_of)}",
        f"Rules: {in_rules_words(ranking.rules)}",
        f"Index: {index.title} ({index.edition}). {index.caveat}",
        in_cut_words(ranking).replace("**", "") if ranking.assessed else "",
        in_shown_words(listing),
        f"Limits of use: {LIMITS}",
    )
    return "\ufeff" + "".join(f"{line}\n" for line in lines if line)
