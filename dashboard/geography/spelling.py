"""How people write the names of boroughs."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from dashboard.geography.areas import boroughs
from dashboard.geography.resource_files import table

#: The number that census areas have after the name of their borough.
CENSUS_AREA: Final = re.compile(r"\s+\d{3}[A-Z]?\s*$")
WORDS: Final = re.compile(r"[^\W_]+")
#: Words before or after the name of a borough that are not part of it.
STYLE: Final = re.compile(
    r"^(the )?(london |royal |metropolitan )*(borough|lb|rb|city|bocu)( council)?( of)? "
    r"|^(lb|rb) | (london borough|borough|bocu|council|borough council|ocu|lb)$"
)


@cache
def _spellings() -> dict[str, str]:
    """GSS code by every folded name of a borough, and by its old census code."""
    named = boroughs().select("code", "name").rows() + table("spellings").rows()
    codes = {_folded(spelling): code for code, spelling in named}
    return codes | {code.casefold(): code for code in boroughs()["code"]}


@lru_cache(10_000)
def borough_of(text: str) -> str | None:
    """The GSS code of a borough, however people write it; None for a text that is not a borough.

    It knows the name and code, the code of the 2001 census (00AH), the usual short names, the
    styles (`LB of`, `Royal Borough of`), and the name of a census area in it (`Croydon 012B`).
    """
    folded = _folded(CENSUS_AREA.sub("", text))
    return _spellings().get(folded) or _spellings().get(STYLE.sub("", folded).strip())


def _folded(text: str) -> str:
    words = text.casefold().replace("&", " and ")
    return " ".join(WORDS.findall(words))
