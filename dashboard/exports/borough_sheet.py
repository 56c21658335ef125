"""A borough as a file: the figures of the page, small counts banded, marked, and in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import polars as pl

from dashboard.documents import Sheet, sheet_as_pdf
from dashboard.exports.borough_recorded import in_few_change_words, recorded_rows
from dashboard.exports.borough_suspects import sheet_suspects
from dashboard.exports.borough_tables import month_rows, neighbour_rows, ward_rows
from dashboard.exports.posts_note import posts_note
from dashboard.exports.reach_note import reach_note
from dashboard.exports.redaction import without_names
from dashboard.geography import ATTRIBUTION
from dashboard.geography.outlines import flat_outlines
from dashboard.geography.recorded_crime import SOURCE
from dashboard.services.files import WHOLE, Handling, Outgoing, hand_over, take_note
from dashboard.services.identities import known_identities
from dashboard.services.places.area_choices import BASES
from dashboard.services.places.areas import Areas
from dashboard.services.places.borough import BoroughAnswer, answer_borough
from dashboard.services.places.comparison import half_of, own_force
from dashboard.services.places.suppression import SuppressedAreas, suppress_areas
from dashboard.services.question import Question
from dashboard.wording.areas import (
    NO_WARDS,
    OWN_FORCE,
    in_area_words,
    in_areas_words,
    in_half_words,
    in_window_words,
    name_of,
    rate_unit,
)
from dashboard.wording.formats import (
    counted,
    day,
)
from dashboard.wording.hotspots import in_own_spots_words
from dashboard.wording.notices import LIMITS, in_data_words, in_taking_words, marking_of
from dashboard.wording.places import ordinal
from dashboard.wording.trends import in_change_words
from harm.areas.suppression import BAND, FEWEST, HIDDEN
from harm.days import spoken

FEW: Final = (
    "The figures of this borough are not shown: its crimes, or those of its wards or of its "
    "command unit, are so few that they could be worked out."
)
BANDED: Final = (
    "Counts from 1 to 4 are given as “1 to 4”; a larger count is “5 or more”, or a figure is left "
    "out (–), where a small one could otherwise be worked out."
)
LOW_AND_HIGH: Final = (
    "Low and high: how far chance could have moved the days; another year in which nothing changed "
    "lies outside in about one of six."
)

LEFT_OUT: Final = "Suspects are left out of this file, which has counts alone."
STANDING: Final = (
    "A ward stands out together with its neighbours, by its rate, among all of London’s; on "
    "average no more than 1 in 20 of those marked is so by chance alone."
)


def sheet_file(
    question: Question, *, basis: str = "named", borough: str, handling: Handling = WHOLE
) -> bytes:
    """A borough's sheet as PDF; the log has a line for each look at its suspects and for the file.

    The same data and the same rights give the same bytes but for its id, who printed it and when.

    Args:
        question: rules, index and date.
        basis: what is counted, one of `dashboard.services.places.area_choices.BASES`.
        borough: its GSS code.
        handling: how much of people it has, and to whom it goes.

    Raises:
        AreasError: there is no such borough, or no such basis.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    outgoing = sheet_outgoing(question, basis=basis, borough=borough, handling=handling)
    return hand_over(question, outgoing)


def sheet_outgoing(
    question: Question, *, basis: str = "named", borough: str, handling: Handling = WHOLE
) -> Outgoing:
    """A borough's sheet as PDF, before it leaves; the looks at its suspects are in the log.

    Arguments and errors are those of `sheet_file`.
    """
    taking = take_note(question, handling)
    sheet = sheet_of(question, basis=basis, borough=borough, taken=in_taking_words(taking))
    tables = () if handling.redaction == "aggregates" else (sheet.listed, sheet.near, sheet.harming)
    named = {own for table in tables for own in table["suspect_id"]}
    if handling.redaction == "no_names":
        sheet = without_names(sheet, known_identities(question))
    elif handling.redaction == "aggregates":
        sheet = _without_people(sheet)
    subject = f"sheet of {sheet.name}"
    return Outgoing(
        sheet_as_pdf(sheet), subject, question.version, people=tuple(sorted(named)), taking=taking
    )


def _without_people(sheet: Sheet) -> Sheet:
    """A sheet with its counts, which are banded already, and no suspect."""
    return replace(
        sheet,
        listed=sheet.listed.clear(),
        near=sheet.near.clear(),
        harming=sheet.harming.clear(),
        living_said="",
        near_said="",
        harming_said="",
        suspects_said=LEFT_OUT,
    )


def sheet_of(question: Question, *, basis: str = "named", borough: str, taken: str = "") -> Sheet:
    """What the sheet says: the figures of the page, and nothing worked out again.

    How it misleads: as `harm.areas.suppression` says, a band protects one table. Sheets of other
    dates, rules or boroughs, compared with this one, may give away what it hides.

    Args:
        question: rules, index and date.
        basis: what is counted, as of `sheet_file`.
        borough: its GSS code.
        taken: who printed it, and when.

    Raises:
        AreasError: there is no such borough, or no such basis.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    answer = answer_borough(question, borough, of=basis, changes=("crimes", "tenths"))
    areas, by_wards = answer.areas, answer.wards
    wards = by_wards if isinstance(by_wards, Areas) else None
    guarded = suppress_areas(areas, wards, borough)
    suspects = sheet_suspects(question, borough, areas, guarded)
    ward_table = ward_rows(question, wards, guarded, borough)
    months = month_rows(question, areas, guarded, borough)
    mix, mix_said, change = recorded_rows(question, borough)
    return Sheet(
        marking=marking_of(question.settings.marking, areas.facts.people),
        provenance=_provenance(areas),
        taken=taken,
        as_of=areas.as_of,
        name=name_of(borough),
        outlines=tuple((code == borough, rings) for code, rings in flat_outlines()),
        limits=LIMITS,
        sentence=_sentence(answer, guarded),
        year_before=_change_of(answer, guarded),
        counted=_plain(in_areas_words(areas))
        if guarded.london
        else f"{BASES[areas.basis].title}, {in_window_words(areas)}.",
        unit=f"Rates: {rate_unit(areas.measure)}. A small place’s rate moves by chance; the last "
        f"column draws it towards London’s by as much. No order of places is meant.",
        beside=neighbour_rows(question, areas, guarded, borough),
        wards=ward_table,
        wards_said=_wards_said(by_wards, guarded, ward_table, borough)
        if isinstance(by_wards, Areas)
        else NO_WARDS[by_wards],
        mix=mix,
        mix_said=mix_said,
        change=change,
        months=months,
        months_said="" if months.is_empty() else _months_said(areas),
        listed=suspects.listed,
        near=suspects.near,
        harming=suspects.harming,
        living_said=suspects.living_said,
        near_said=suspects.near_said,
        harming_said=suspects.harming_said,
        suspects_said=suspects.said,
        notes=(*_notes(areas), reach_note(question, borough), posts_note(question, borough)),
    )


def _plain(markdown: str) -> str:
    return markdown.replace("**", "")


def _provenance(areas: Areas) -> str:
    facts = areas.facts
    return (
        f"{BASES[areas.basis].title} · {in_data_words(facts)} · as "
        f"of {day(areas.as_of)} · rules {areas.rules.id}"
    )


def _sentence(answer: BoroughAnswer, guarded: SuppressedAreas) -> str:
    if not guarded.own:
        return FEW
    if not guarded.london and not answer.recorded_elsewhere:
        rows = answer.areas.rows
        row = rows.filter(pl.col("code") == answer.code).row(0, named=True)
        return f"{spoken(row['tenths'])} days of harm, from {counted(row['crimes'], 'crime')}."
    return _plain(in_area_words(answer.areas, answer.code, answer.limits))


def _change_of(answer: BoroughAnswer, guarded: SuppressedAreas) -> str:
    """The change of what is counted on the year before; empty where few were counted.

    In days without what it is made of, since an offence can be a single crime; in crimes with it,
    where none of these offences is rare.
    """
    if answer.recorded_elsewhere:
        return ""
    crimes, days = answer.changes["crimes"], answer.changes["tenths"]
    if crimes.before is None or crimes.after is None:
        return ""
    few = min(crimes.before, crimes.after) < FEWEST
    if few or crimes.why_not is not None or not guarded.london:
        return ""
    whole = in_change_words(replace(days, drivers=days.drivers.clear()))
    return f"{whole} {in_few_change_words(crimes)}"


def _months_said(areas: Areas) -> str:
    """What a month is, and whether the last of them is whole."""
    last = areas.as_of
    whole = (last + timedelta(days=1)).day == 1 or areas.basis == "recorded"
    end = "" if whole else f" {last:%B %Y} runs to the {ordinal(last.day)}."
    return (
        f"Whole days of harm by the month in which they were recorded. One serious crime can make "
        f"a month stand out.{end}"
    )


def _wards_said(wards: Areas, guarded: SuppressedAreas, rows: pl.DataFrame, borough: str) -> str:
    if own_force(wards, borough):
        return OWN_FORCE
    if not guarded.shows_wards:
        return "The wards are not shown, since the count of the borough could be had from them."
    half = half_of(wards, borough)
    hidden = guarded.wards.filter(pl.col("crimes").is_in([BAND, HIDDEN]))
    # The sentence gives the days of these wards together, and those of no known ward.
    summarised = pl.col("code").is_null() | pl.col("code").is_in(half["code"].to_list())
    whole = hidden.filter(summarised).is_empty()
    words = [
        f"Bold: {in_half_words(half, wards, borough)}" if whole else "",
        LOW_AND_HIGH,
        "" if hidden.is_empty() else "Where few crimes are banded, days are left out too (–).",
        f"{in_own_spots_words(rows, name_of(borough))} {STANDING}" if hidden.is_empty() else "",
    ]
    return " ".join(filter(None, words))


#: What is said of the City of London, by whether its force's rows are counted.
CITY_IN: Final = "The City of London has a force of its own, whose crimes are counted here too."
CITY_OUT: Final = "The City of London has a force of its own, whose crimes are not in this data."


def _notes(areas: Areas) -> tuple[str, ...]:
    people = {
        "synthetic": "Suspects, victims and allegations are made up; boroughs, wards, residents "
        "and recorded crime are real.",
        "mixed": "Made-up people and loaded files are mixed; places and recorded crime are real.",
        "real": "The record is as loaded; places and recorded crime are real.",
    }
    return (
        people[areas.facts.people],
        "An allegation is no finding of guilt; what was never reported is in no figure.",
        "This is no ranking of places: another order may be chance. One crime can move a borough.",
        BANDED,
        CITY_IN if areas.knows_city else CITY_OUT,
        SOURCE,
        ATTRIBUTION,
    )
