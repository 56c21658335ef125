"""Files with every delimiter, and with delimiters where none are meant."""

from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import BOTH, FIRST, HEAD, SECOND, of_lines

TITLED: Final = "crime_ref;suspect_id;offence_title;recorded_on"
ONE: Final = "C1;S1;Assault, common, and battery, twice;2026-01-05"
OTHER: Final = "C2;S2;Theft, from a shop, of cheese, made up;2026-01-06"

TROUBLES: Final = [
    of_lines(
        "tabs",
        *(line.replace(",", "\t") for line in (HEAD, FIRST, SECOND)),
        file_name="made-up.tsv",
        rows=2,
        accepted=2,
        how={"delimiter": "\t"},
        values=BOTH,
    ),
    of_lines(
        "semicolons, with commas in the titles",
        TITLED,
        ONE,
        OTHER,
        rows=2,
        accepted=2,
        how={"delimiter": ";"},
        values=BOTH | {"offence_title": [ONE.split(";")[2], OTHER.split(";")[2]]},
    ),
    of_lines(
        "pipes",
        *(line.replace(",", "|") for line in (HEAD, FIRST, SECOND)),
        rows=2,
        accepted=2,
        how={"delimiter": "|"},
        values=BOTH,
    ),
    of_lines(
        "a first line that tells the delimiter",
        "sep=;",
        TITLED,
        ONE,
        OTHER.replace("2026-01-06", "never"),
        rows=2,
        accepted=1,
        rejected=1,
        reasons={"recorded_on cannot be read": 1},
        lines=[4],
        how={"delimiter": ";", "header_line": 2, "above": ()},
        values={"crime_ref": ["C1"]},
    ),
    of_lines(
        "delimiters and quotation marks in quoted cells",
        f"{HEAD},suspect_name",
        f'{FIRST},"Sample, Testina ""Tess"""',
        f'{SECOND},"Sample; Tom | Tim"',
        rows=2,
        accepted=2,
        how={"delimiter": ","},
        values=BOTH | {"suspect_name": ['Sample, Testina "Tess"', "Sample; Tom | Tim"]},
    ),
    of_lines(
        "every cell quoted",
        *('"' + line.replace(",", '","') + '"' for line in (HEAD, FIRST, SECOND)),
        rows=2,
        accepted=2,
        values=BOTH,
    ),
    of_lines(
        "spaces behind the delimiters",
        *(line.replace(",", ", ") for line in (HEAD, FIRST, SECOND)),
        rows=2,
        accepted=2,
        values=BOTH,
    ),
]
