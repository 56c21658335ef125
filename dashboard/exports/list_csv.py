"""The list as a CSV file, marked, with a text next to it that says what it rests on."""

from __future__ import annotations

from dashboard.documents import files_as_zip, list_as_csv, marked_as_csv
from dashboard.exports.force_column import with_force_column
from dashboard.exports.list_counts import counts_of
from dashboard.exports.redaction import without_names
from dashboard.geography import borough_names
from dashboard.services.files import WHOLE, Handling, Outgoing, Taking, take_note
from dashboard.services.forces import several_forces
from dashboard.services.identities import known_identities
from dashboard.services.listing.ranked_list import RankedList
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.wording.filters import in_file_name, in_shown_words
from dashboard.wording.formats import SITUATION, day
from dashboard.wording.listing import in_cut_words
from dashboard.wording.notices import LIMITS, in_taken_words, marking_of, provenance
from dashboard.wording.rules import in_rules_words
from harm.offences import indices


def list_outgoing(caller: Caller, listing: RankedList, handling: Handling = WHOLE) -> Outgoing:
    """The list as a file, before it leaves: a ZIP archive of a CSV file and a text.

    As counts alone it has how many of those listed there are by home borough and by situation,
    and no count below five.

    Raises:
        OutputError: so few are listed that counts alone could name them.
    """
    stem, taking = list_stem(listing), take_note(caller, handling)
    marking = marking_of(caller.settings.marking, listing.facts.people)
    text = in_list_text(caller, listing, taking)
    named = tuple(listing.people["suspect_id"].to_list())
    if handling.redaction == "aggregates":
        table, named = marked_as_csv(counts_of(listing.people), marking=marking), ()
    else:
        people = with_force_column(listing.people, several_forces(caller.workspace))
        if handling.redaction == "no_names":
            people = without_names(people, known_identities(_record_of(caller, listing)))
        table = list_as_csv(people, marking=marking, boroughs=borough_names(), situations=SITUATION)
    content = files_as_zip({f"{stem}.csv": table, f"{stem}.txt": text.encode()})
    return Outgoing(content, listing.name, listing.facts.version, people=named, taking=taking)


def _record_of(caller: Caller, listing: RankedList) -> Question:
    """The record that the list rests on."""
    if isinstance(caller, Question):
        return caller
    return ask(caller.workspace, caller.viewer, RankingSpec(version=listing.facts.version))


def list_stem(listing: RankedList) -> str:
    """What the files of a list are called: its date, and its filter in words."""
    return f"harmdesk-list-{listing.ranking.as_of:%Y-%m-%d}{in_file_name(listing.filter)}"


def in_list_text(caller: Caller, listing: RankedList, taking: Taking) -> str:
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
        f"{in_taken_words(taking)}.",
        f"Limits of use: {LIMITS}",
    )
    return "\ufeff" + "".join(f"{line}\n" for line in lines if line)
