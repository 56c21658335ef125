"""Files with rows that are at odds with a rule, or with each other."""

from datetime import date
from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import (
    FIRST,
    HEAD,
    SECOND,
    THIRD,
    Trouble,
    of_lines,
)

VICTIMS: Final = f"{HEAD},victim_id"
LONGER: Final = f"{HEAD},victim_id,committed_on,borough"
CONFLICT: Final = "rows of the same crime, suspect and victim disagree"
FACTS: Final = "rows of the same crime disagree about its facts"
ANOTHER: Final = "another row of this crime and suspect was rejected"

ALONE: Final = [
    of_lines(
        "rows without what a row must have",
        f"{HEAD},offence_title",
        f"{FIRST},",
        ",S2,019/08,2026-01-05,",
        "C3,S3,,2026-01-05,",
        "C4,S4,019/08,,",
        "N/A,S5,,,",
        "C6,S6,,2026-01-05,Rape",
        rows=6,
        accepted=2,
        rejected=4,
        reasons={
            "neither an offence code nor a title": 2,
            "no crime reference": 2,
            "no date recorded": 2,
        },
        lines=[3, 4, 5, 6],
        values={"crime_ref": ["C1", "C6"]},
    ),
    of_lines(
        "a date to come",
        HEAD,
        "C1,S1,019/08,2026-05-01",
        "C2,S2,019/08,2026-04-30",
        rows=2,
        accepted=1,
        rejected=1,
        reasons={"recorded after today": 1},
        lines=[2],
        values={"recorded_on": [date(2026, 4, 30)]},
    ),
    of_lines(
        "committed after it was recorded",
        LONGER,
        f"{FIRST},V1,2026-01-06,Camden",
        f"{SECOND},V2,2026-01-06,Camden",
        rows=2,
        accepted=1,
        rejected=1,
        reasons={"committed after it was recorded": 1},
        lines=[2],
        values={"crime_ref": ["C2"]},
    ),
    of_lines(
        "a suspect who is the victim",
        VICTIMS,
        f"{FIRST},S1",
        f"{SECOND},S1",
        rows=2,
        accepted=1,
        rejected=1,
        reasons={"the suspect and the victim are the same person": 1},
        lines=[2],
        values={"crime_ref": ["C2"], "victim_id": ["S1"]},
    ),
    of_lines(
        "a row with several reasons",
        LONGER,
        "C1,S1,019/08,2026-05-02,S1,2026-05-03,Atlantis",
        f"{SECOND},V2,,",
        rows=2,
        accepted=1,
        rejected=1,
        reasons={
            "committed after it was recorded": 1,
            "recorded after today": 1,
            "the suspect and the victim are the same person": 1,
        },
        lines=[2],
    ),
]

TOGETHER: Final = [
    of_lines(
        "rows that stand twice",
        HEAD,
        FIRST,
        SECOND,
        FIRST,
        f" {FIRST} ",
        rows=4,
        accepted=2,
        duplicates=2,
        values={"crime_ref": ["C1", "C2"]},
    ),
    of_lines(
        "rows that say the same in other words stand twice",
        f"{HEAD},borough,victim_sex",
        f"{FIRST},Camden,F",
        f"{FIRST},LB of Camden,Female",
        rows=2,
        accepted=1,
        duplicates=1,
        values={"borough": ["E09000007"], "victim_sex": ["F"]},
    ),
    of_lines(
        "rows of the same crime, suspect and victim that disagree",
        f"{VICTIMS},allegation_status",
        f"{FIRST},V1,named",
        f"{FIRST},V1,charged",
        f"{FIRST},V2,named",
        f"{SECOND},V2,named",
        rows=4,
        accepted=1,
        rejected=3,
        reasons={CONFLICT: 2, ANOTHER: 1},
        lines=[2, 3, 4],
        values={"crime_ref": ["C2"]},
    ),
    of_lines(
        "rows of the same crime whose facts disagree",
        LONGER,
        f"{FIRST},V1,2026-01-01,Camden",
        "C1,S2,019/08,2026-01-05,V1,2026-01-02,Camden",
        f"{SECOND},V1,,Camden",
        "C2,S3,008/06,2026-01-06,V1,,Croydon",
        f"{THIRD},V1,,Camden",
        "C3,S4,105/01,2026-01-07,V1,2026-01-02,",
        rows=6,
        accepted=2,
        rejected=4,
        reasons={FACTS: 4},
        lines=[2, 3, 4, 5],
        values={"crime_ref": ["C3", "C3"], "suspect_id": ["S3", "S4"]},
    ),
    of_lines(
        "several suspects and victims of a crime agree with each other",
        VICTIMS,
        f"{FIRST},V1",
        f"{FIRST},V2",
        "C1,S2,019/08,2026-01-05,V1",
        "C1,S2,020/05,2026-01-05,V2",
        rows=4,
        accepted=4,
        values={"suspect_id": ["S1", "S1", "S2", "S2"], "victim_id": ["V1", "V2", "V1", "V2"]},
    ),
    of_lines(
        "half of what is known of a crime and suspect is not taken",
        VICTIMS,
        f"{FIRST},V1",
        "C1,S1,019/08,never,V2",
        f"{SECOND},V1",
        rows=3,
        accepted=1,
        rejected=2,
        reasons={ANOTHER: 1, "recorded_on cannot be read": 1},
        lines=[2, 3],
        values={"crime_ref": ["C2"]},
    ),
]


def nobody(name: str, *words: str) -> Trouble:
    """Crimes whose suspect is a word for nobody: each is kept and names no one."""
    rows = (f"C{n},{word},019/08,2026-01-05" for n, word in enumerate(words))
    return of_lines(
        name,
        HEAD,
        *rows,
        rows=len(words),
        accepted=len(words),
        values={"suspect_id": [None] * len(words)},
    )


NOBODY: Final = [
    nobody(
        "placeholders where a suspect would be named",
        "UNKNOWN",
        "unknown",
        "NULL",
        "N/A",
        "n/k",
        "-",
        "?",
        "Not known",
        "none",
        "#N/A",
        " ",
        "",
    ),
    nobody(
        "placeholders of several words where a suspect would be named",
        "No suspect",
        "Unknown suspect",
        "No suspect identified",
        "Not identified",
        "Unidentified",
        "TBD",
        "Suspect unknown",
        "No named suspect",
    ),
]

TROUBLES: Final = [*ALONE, *TOGETHER, *NOBODY]
