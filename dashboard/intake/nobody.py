"""Texts that stand where a reference should be, and name nobody."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from dashboard.intake.columns import any_has

#: Whole texts that name nobody, as `_folded`.
WORDS: Final = frozenset(
    [
        *("null", "none", "nil", "nan", "nat", "na", "n/a", "n.a", "nk", "n/k", "n.k", "unk"),
        *("tbc", "tbd", "tba", "blank", "empty", "missing", "void", "error", "err", "undefined"),
        *("anon", "anonymous", "anonymised", "redacted", "withheld", "restricted", "sealed"),
        *("confidential", "multiple", "various", "several", "many", "mixed", "other", "others"),
        *("ditto", "same", "pending", "outstanding", "awaited", "suspect", "suspects", "accused"),
        *("offender", "nominal", "perpetrator", "victim", "victims", "male", "female", "man"),
        *("woman", "person", "persons", "people", "nobody", "noone", "no one", "youth", "youths"),
        *("police", "public", "the public", "regina", "the crown", "crown", "state", "the state"),
        *(
            "no data",
            "nfa",
            "juvenile",
            "juveniles",
            "child",
            "adult",
            "x",
            "xx",
            "xxx",
            "test",
            "dummy",
        ),
    ]
)
#: How a text without a number begins that names nobody, folded.
BEGINNINGS: Final = (
    r"^(?:un(?:known|identified|named|traced|specified|recorded|available|disclosed|ident|k)\b|"
    r"no\b|not\b|none\b|nobody\b|nil\b|see\b|refer\b|refers\b|referred\b|same as\b|"
    r"as (?:above|per|below|before)\b|to be\b|awaiting\b|pending\b|withheld\b|redacted\b|"
    r"anonym|restricted\b|confidential\b|multiple\b|various\b|several\b|many\b|more than\b|"
    r"two or\b|three or\b|group of\b|gang of\b|data (?:not|missing)\b|missing\b|"
    r"(?:suspect|victim|offender|name|person|id|reference) (?:unknown|not|withheld|redacted)|"
    r"police generated\b|identity\b|under investigation\b)"
)
#: How a remark begins that says where to look, or what somebody looks like, whatever follows.
REMARKS: Final = (
    r"^(?:see|refers?(?: to)?|referred|as per|same as|cf|withheld|redacted|restricted|confidential|"
    r"(?:unknown |unidentified )?(?:male|female|man|woman|youth)s?) "
)
#: A spreadsheet's error, or a cell of a column that was too narrow.
AN_ERROR: Final = (
    r"(?i)^#(?:ref|value|name|n/?a|num|null|div/0|spill|calc|field|blocked|unknown|connect|busy|"
    r"external|getting[ _]data|error)[!?]?$|^#+$|^err:[0-9]{3}$"
)
#: No letter and no number; nothing but zeros; a database's sign for nothing.
EMPTY: Final = r"^[\W_]*$|^[0\s.:/_-]+$|^\\+n$"
#: One of several people of a crime of whom nobody knows more: Unknown male 2, Suspect 1.
NUMBERED: Final = (
    r"^((?:unknown|unidentified|unnamed|untraced|unk|suspects?|offender|nominal|victim|male|female|"
    r"person)\b[^0-9]*?)[\s#]+[0-9]{1,2}$"
)
#: A text that may name nobody: it has no digit but 0, or begins like an unknown person.
CANDIDATE: Final = (
    r"(?i)^[^1-9]*$|^[\W_]*(?:un[knit]|see\b|refer|as per|same as|cf\b|suspect|offender|nominal|"
    r"victim|person|male|female|man\b|woman|youth|withheld|redact|restrict|confid)|^err:"
)

_AROUND: Final = " ()[]{}<>*.:!?'\"-–—_"


def name_nobody(texts: pl.Series) -> pl.Series:
    """Whether each text stands for nobody; null where it is null.

    A list of words is never complete: what is on none is a reference, and one unlike the others of
    its column is reported elsewhere.

    Args:
        texts: without outer spaces.
    """
    if not any_has(texts, CANDIDATE):
        return pl.select(pl.when(pl.lit(texts).is_not_null()).then(pl.lit(value=False))).to_series()
    different = texts.filter(texts.str.contains(CANDIDATE)).unique()
    nobody = pl.Series([text for text in different if names_nobody(text)], dtype=pl.String)
    return texts.is_in(nobody.implode())


def names_nobody(text: str) -> bool:
    """Whether one text stands for nobody."""
    lower = re.sub(r"\s+", " ", text.casefold()).strip()
    if re.search(AN_ERROR, lower) or re.search(EMPTY, lower):
        return True
    words = re.sub(r"[\s_-]+", " ", lower).strip(_AROUND)
    words = re.sub(NUMBERED, r"\1", words).strip(_AROUND)
    if not words or words in WORDS:
        return True
    if re.search(REMARKS, words):
        return True
    return re.search(BEGINNINGS, words) is not None and re.search(r"\d", words) is None
