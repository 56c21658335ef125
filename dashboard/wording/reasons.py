"""Why an allegation does not count, in words."""

from __future__ import annotations

from typing import Final

#: Each of `harm.scoring.eligibility.REASONS`.
REASON_WORDS: Final[dict[str, str]] = {
    "nobody_named": "nobody is named as a suspect",
    "cancelled": "the crime was cancelled",
    "transferred": "the crime was transferred to another force",
    "before_window": "recorded before the window",
    "after_as_of": "recorded after the date of the list",
    "male_victim": "the victim is male, which this definition leaves out",
    "not_in_definition": "the offence, with this victim and these flags, is not in the definition",
    "eliminated": "the suspect was eliminated from the inquiry",
    "acquitted": "the suspect was acquitted",
    "deceased": "the suspect has died",
    "under_18": "the suspect is under 18 on the date of the list",
    "in_custody": "the suspect is in custody or prison, which these rules leave out",
    "police_generated": "the police made the report, which these rules leave out",
    "derived_left_out": "the offence is newer than the index, which these rules leave out",
    "attempt_left_out": "the offence is an attempt, which these rules leave out",
    "unmapped": "the index has no score for this offence",
    "counted_once": "another victim's row of the same crime carries the days",
}
