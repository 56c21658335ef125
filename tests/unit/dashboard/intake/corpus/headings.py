"""Files whose headings are not ours."""

from datetime import date
from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import (
    BOTH,
    DAY_FIRST,
    FIRST,
    HEAD,
    SECOND,
    Trouble,
    of_lines,
)

DAYS: Final = [date(2026, 1, 15), date(2026, 1, 16)]


def wild(system: str, heads: str, *rows: str, **columns: tuple[str, str]) -> Trouble:
    """Two sound rows under the headings of a records system, the dates in British order."""
    recorded = columns["recorded_on"][0]
    return of_lines(
        f"headings such as {system} writes",
        heads,
        *rows,
        rows=2,
        accepted=2,
        mapping=columns,
        notes=[f"The dates of “{recorded}” are read day first."],
        values=BOTH | {"recorded_on": DAYS, "borough": ["E09000007", "E09000008"]},
    )


OF_CELLS: Final = [
    of_lines(
        "an Offence column that holds codes",
        "crime_ref,suspect_id,Offence,recorded_on",
        FIRST,
        SECOND,
        rows=2,
        accepted=2,
        mapping={"offence_code": ("Offence", "cells")},
        values=BOTH | {"offence_code": ["019/08", "008/06"], "offence_title": [None, None]},
    ),
    of_lines(
        "an Offence column that holds words, and a code or two",
        "crime_ref,suspect_id,Offence,recorded_on",
        "C1,S1,Rape,2026-01-05",
        "C2,S2,008/06,2026-01-06",
        rows=2,
        accepted=2,
        mapping={"offence_title": ("Offence", "synonym")},
        values=BOTH | {"offence_title": ["Rape", "008/06"]},
    ),
    of_lines(
        "an Offence column that holds codes, beside one of codes",
        "crime_ref,suspect_id,Offence,HO Code,recorded_on",
        "C1,S1,019/08,019/16,2026-01-05",
        "C2,S2,008/06,019/16,2026-01-06",
        rows=2,
        accepted=2,
        mapping={
            "offence_code": ("HO Code", "synonym"),
            "offence_title": ("Offence", "synonym"),
        },
        values=BOTH | {"offence_code": ["019/16", "019/16"]},
    ),
]

SYSTEMS: Final = [
    wild(
        "Niche",
        "NICHE RMS Occurrence,Nominal ID,Occurrence Type,Reported Date/Time,Local Authority",
        "C1,S1,Rape,15/01/2026 09:30,Camden",
        "C2,S2,Assault,16/01/2026 21:05,Croydon",
        crime_ref=("NICHE RMS Occurrence", "synonym"),
        suspect_id=("Nominal ID", "synonym"),
        offence_title=("Occurrence Type", "synonym"),
        recorded_on=("Reported Date/Time", "synonym"),
        borough=("Local Authority", "synonym"),
    ),
    wild(
        "Athena",
        "Investigation URN,Suspect Person ID,HO Class,Created Date,District,Suspect Status",
        "C1,S1,019/08,15/01/2026,Camden,Arrested",
        "C2,S2,008/06,16/01/2026,Croydon,Voluntary Attendance",
        crime_ref=("Investigation URN", "synonym"),
        suspect_id=("Suspect Person ID", "synonym"),
        offence_code=("HO Class", "synonym"),
        recorded_on=("Created Date", "synonym"),
        borough=("District", "synonym"),
        allegation_status=("Suspect Status", "synonym"),
    ),
    wild(
        "CONNECT",
        "CONNECT Ref,Suspect Nominal Ref,Home Office Classification,Date Recorded,OCU Name,DA Flag",
        "C1,S1,019/08,15-01-2026,Camden,Y",
        "C2,S2,008/06,16-01-2026,Croydon,N",
        crime_ref=("CONNECT Ref", "synonym"),
        suspect_id=("Suspect Nominal Ref", "synonym"),
        offence_code=("Home Office Classification", "synonym"),
        recorded_on=("Date Recorded", "synonym"),
        borough=("OCU Name", "synonym"),
        domestic=("DA Flag", "synonym"),
    ),
    wild(
        "CRIS",
        "CRIS No.,SUSPECT NO.,HO_CODE,DATE_RECORDED,BOCU,VIC SEX",
        "C1,S1,019/08,15.01.26,Camden,F",
        "C2,S2,008/06,16.01.26,Croydon,M",
        crime_ref=("CRIS No.", "synonym"),
        suspect_id=("SUSPECT NO.", "synonym"),
        offence_code=("HO_CODE", "synonym"),
        recorded_on=("DATE_RECORDED", "synonym"),
        borough=("BOCU", "synonym"),
        victim_sex=("VIC SEX", "synonym"),
    ),
]

OTHERS: Final = [
    of_lines(
        "our own headings in capitals, with spaces and quotation marks",
        '" CRIME REF ","SuspectId","OFFENCE-CODE","Recorded   On"',
        FIRST,
        SECOND,
        rows=2,
        accepted=2,
        mapping={
            "crime_ref": ("CRIME REF", "name"),
            "suspect_id": ("SuspectId", "name"),
            "offence_code": ("OFFENCE-CODE", "name"),
            "recorded_on": ("Recorded On", "name"),
        },
        values=BOTH,
    ),
    of_lines(
        "the same heading twice: the first is read",
        f"{HEAD},recorded_on",
        f"{FIRST},1999-09-09",
        f"{SECOND},1999-09-09",
        rows=2,
        accepted=2,
        dropped=["recorded_on (2)"],
        mapping={"recorded_on": ("recorded_on", "name")},
        values=BOTH | {"recorded_on": [date(2026, 1, 5), date(2026, 1, 6)]},
    ),
    of_lines(
        "headings without a name",
        "crime_ref,suspect_id,,offence_code,recorded_on, ",
        "C1,S1,anything,019/08,2026-01-05,anything",
        "C2,S2,anything,008/06,2026-01-06,anything",
        rows=2,
        accepted=2,
        dropped=["column 3", "column 6"],
        values=BOTH,
    ),
    of_lines(
        "headings with a letter too many or two changed about",
        "Crime Ref,Susspect Ref,Offence Code,Recorded Dtae",
        FIRST,
        SECOND,
        rows=2,
        accepted=2,
        mapping={
            "suspect_id": ("Susspect Ref", "likeness"),
            "recorded_on": ("Recorded Dtae", "likeness"),
            "crime_ref": ("Crime Ref", "name"),
        },
        values=BOTH,
    ),
    of_lines(
        "columns that nobody asked for",
        f"Officer,{HEAD},Suspect Ethnicity,Suspect Height,MO Text",
        f"PC Made-Up,{FIRST},any,174,a long story",
        f"PC Made-Up,{SECOND},any,175,another",
        rows=2,
        accepted=2,
        dropped=["Officer", "Suspect Ethnicity", "Suspect Height", "MO Text"],
        values=BOTH,
    ),
    of_lines(
        "a better heading right of a good one",
        "Incident Number,Crime Number,Suspect ID,Offence,Reported Date,Recorded Date",
        "I1,C1,S1,Rape,01/12/2025,15/01/2026",
        "I1,C2,S2,Assault,01/12/2025,16/01/2026",
        rows=2,
        accepted=2,
        dropped=["Incident Number", "Reported Date"],
        mapping={
            "crime_ref": ("Crime Number", "synonym"),
            "recorded_on": ("Recorded Date", "synonym"),
        },
        notes=[DAY_FIRST.replace("recorded_on", "Recorded Date")],
        values=BOTH | {"recorded_on": DAYS},
    ),
    of_lines(
        "a typo must not beat a heading that is known",
        "crime_ref,suspect_idd,suspect_id,offence_code,recorded_on",
        "C1,wrong,S1,019/08,2026-01-05",
        "C2,wrong,S2,008/06,2026-01-06",
        rows=2,
        accepted=2,
        dropped=["suspect_idd"],
        values=BOTH,
    ),
]

TROUBLES: Final = [*SYSTEMS, *OF_CELLS, *OTHERS]
