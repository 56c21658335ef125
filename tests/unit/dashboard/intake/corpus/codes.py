"""Files whose offence codes a spreadsheet has had in hand."""

from collections.abc import Sequence
from typing import Any, Final

from tests.unit.dashboard.intake.corpus.trouble import HEAD, Trouble, of_lines

DATES: Final = "offence codes that a spreadsheet had turned into dates"
NOUGHTS: Final = "offence codes without their leading noughts"
TITLED: Final = "crime_ref,suspect_id,offence_code,recorded_on,offence_title"
CARELESS: Final = "Causing death by careless or inconsiderate driving"


def left(codes: int) -> str:
    """The beginning of what is reported of codes that nobody can mend."""
    return f"{codes} offence codes look like dates"


def coded(name: str, *codes: str, become: Sequence[str], **expected: Any) -> Trouble:  # noqa: ANN401 - of the fields of `Trouble`
    """Sound rows of offences so written."""
    rows = (f"C{n},S{n},{code},2026-01-05" for n, code in enumerate(codes))
    return of_lines(
        name,
        HEAD,
        *rows,
        rows=len(codes),
        accepted=len(codes),
        values={"offence_code": become},
        **expected,
    )


TROUBLES: Final = [
    coded(
        "codes that became a day and a month",
        "08-Jan",
        "8-Feb",
        "20-Mar",
        "019/08",
        become=["008/01", "008/02", "020/03", "019/08"],
        repaired={DATES: 3},
    ),
    coded(
        "codes that became a month and a year",
        "Aug-53",
        "Aug-77",
        become=["008/53", "008/77"],
        repaired={DATES: 2},
    ),
    coded(
        "codes that became whole dates",
        "08/01/2026",
        "2026-01-08",
        "2025-01-08 00:00:00",
        become=["008/01"] * 3,
        repaired={DATES: 3},
    ),
    coded(
        "a date that two codes can have become",
        "04-Aug",
        "08-Apr",
        "2026-08-01",
        become=["04-Aug", "08-Apr", "2026-08-01"],
        notes=[left(3)],
    ),
    coded(
        "a date that no code can have become",
        "27-Jun",
        become=["27-Jun"],
        notes=[left(1)],
    ),
    of_lines(
        "a date that two codes can have become, and a title that tells",
        TITLED,
        f"C1,S1,04-Aug,2026-01-05,{CARELESS.upper()}",
        "C2,S2,04-Aug,2026-01-05,An offence made up",
        rows=2,
        accepted=2,
        repaired={DATES: 1},
        notes=[left(1)],
        values={"offence_code": ["004/08", "04-Aug"]},
    ),
    coded(
        "codes that lost their leading noughts",
        "19/8",
        "8/06",
        "1908",
        "806",
        "1908.0",
        become=["019/08", "008/06", "019/08", "008/06", "019/08"],
        repaired={NOUGHTS: 5},
    ),
    coded(
        "codes of other series stay as they are",
        "SX03001",
        "made-up/1",
        "12",
        "99999",
        become=["SX03001", "made-up/1", "12", "99999"],
    ),
    coded(
        "an unknown code is kept and guessed by nobody",
        "777/77",
        "ZZ99999",
        become=["777/77", "ZZ99999"],
    ),
]
