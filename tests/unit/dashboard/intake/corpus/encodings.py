"""Files in every encoding that is met with, plain and packed."""

import codecs
import gzip
from datetime import date
from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import (
    BOTH,
    FIRST,
    HEAD,
    SECOND,
    Trouble,
    joined,
    of_lines,
)

NAMED: Final = f"{HEAD},suspect_name"
ZOE: Final = f"{FIRST},Zoë Exemplová"
LUKASZ: Final = f"{SECOND},Łukasz Przykład"
WIDE: Final = joined(NAMED, ZOE, LUKASZ)
NAMES: Final = {"suspect_name": ["Zoë Exemplová", "Łukasz Przykład"]}

POUNDS: Final = joined(
    "crime_ref,suspect_id,offence_title,recorded_on,suspect_name",
    "C1,S1,Theft of £5 – a “sample”,2026-01-05,Siobhán O’Sample",
    "C2,S2,Theft of €5,2026-01-06,Plain Sample",
    end="\r\n",
)
OF_POUNDS: Final = {
    "offence_title": ["Theft of £5 – a “sample”", "Theft of €5"],
    "suspect_name": ["Siobhán O’Sample", "Plain Sample"],
}

TROUBLES: Final = [
    of_lines(
        "UTF-8",
        *WIDE.splitlines(),
        rows=2,
        accepted=2,
        how={"kind": "CSV", "encoding": "UTF-8", "delimiter": ",", "header_line": 1, "blank": 0},
        values=NAMES | BOTH | {"recorded_on": [date(2026, 1, 5), date(2026, 1, 6)]},
    ),
    Trouble(
        name="UTF-8 with a byte order mark",
        content=codecs.BOM_UTF8 + WIDE.encode(),
        rows=2,
        accepted=2,
        how={"encoding": "UTF-8 with a mark"},
        values=NAMES | BOTH,
    ),
    Trouble(
        name="UTF-16, least byte first",
        content=codecs.BOM_UTF16_LE + WIDE.encode("utf-16-le"),
        rows=2,
        accepted=2,
        how={"encoding": "UTF-16"},
        values=NAMES | BOTH,
    ),
    Trouble(
        name="UTF-16, greatest byte first",
        content=codecs.BOM_UTF16_BE + WIDE.encode("utf-16-be"),
        rows=2,
        accepted=2,
        how={"encoding": "UTF-16"},
        values=NAMES | BOTH,
    ),
    Trouble(
        name="UTF-16 with tabs, as Excel saves Unicode text",
        file_name="made-up.txt",
        content=codecs.BOM_UTF16_LE
        + WIDE.replace(",", "\t").replace("\n", "\r\n").encode("utf-16-le"),
        rows=2,
        accepted=2,
        how={"encoding": "UTF-16", "delimiter": "\t"},
        values=NAMES | BOTH,
    ),
    Trouble(
        name="Windows-1252 with pounds, a dash and curly quotes",
        content=POUNDS.encode("cp1252"),
        rows=2,
        accepted=2,
        how={"encoding": "Windows-1252", "delimiter": ","},
        values=OF_POUNDS,
    ),
    Trouble(
        name="pounds and curly quotes in UTF-8",
        content=POUNDS.encode(),
        rows=2,
        accepted=2,
        how={"encoding": "UTF-8"},
        values=OF_POUNDS,
    ),
    Trouble(
        name="gzip",
        file_name="made-up.csv.gz",
        content=gzip.compress(WIDE.encode()),
        rows=2,
        accepted=2,
        how={"kind": "CSV", "encoding": "UTF-8"},
        values=NAMES | BOTH,
    ),
    Trouble(
        name="gzip of UTF-16 with pipes, under a name that does not say so",
        file_name="made-up.csv",
        content=gzip.compress(WIDE.replace(",", "|").encode("utf-16")),
        rows=2,
        accepted=2,
        how={"kind": "CSV", "encoding": "UTF-16", "delimiter": "|"},
        values=NAMES | BOTH,
    ),
]
