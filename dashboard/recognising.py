"""What people recognise a suspect by; never part of a score."""

from __future__ import annotations

from typing import Final

from dashboard.answers import SuspectFile
from dashboard.geography import borough_names
from dashboard.wording import SITUATION, day

SEX: Final = {"F": "female", "M": "male", "X": "other", "U": "sex not recorded"}


def recognised_by(file: SuspectFile) -> str:
    """Name, date of birth, sex, home and situation in one line."""
    facts = file.particulars
    born = facts["suspect_born"]
    home = facts["suspect_home_borough"]
    parts = [
        str(facts["suspect_name"] or "Name not recorded"),
        f"born {day(born)}" if born else "date of birth not recorded",  # type: ignore[arg-type] # a date
        SEX[str(facts["suspect_sex"])],
        f"home in {borough_names().get(str(home), 'an unknown borough')}",
        SITUATION[str(facts["suspect_situation"])].lower(),
    ]
    return " · ".join(parts)
