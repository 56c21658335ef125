"""Names as they are compared: their parts, their letters alone, and their consonants."""

from __future__ import annotations

from itertools import chain
from typing import Final

import polars as pl

from dashboard.search.letters import romanised
from dashboard.search.normalise import parts

#: What different spellings have in common is written the same; in this order.
SPELLINGS: Final = {"ph": "f", "ck": "k", "y": "i", "ch": "c", "ow": "o", "aw": "a", "ew": "e"}
DOUBLES: Final = {2 * letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
SILENT: Final = r"[aeiouh]"

#: The first vowel of a forename, by how it sounds: Hassan and Hussein differ in it.
VOWELS: Final = {"o": "u", "e": "a"}
#: First letters that are written for one another.
FIRST_LETTERS: Final = {"q": "k", "c": "k", "z": "s", "y": "i", "j": "i"}

NAMES: Final = pl.Schema(
    {
        "given": pl.String(),
        "surname": pl.String(),
        "letters": pl.String(),
        "ordered": pl.String(),
        "given_skeleton": pl.String(),
        "surname_skeleton": pl.String(),
        "skeleton": pl.String(),
        "sound": pl.String(),
        "first": pl.String(),
        "surname_first": pl.String(),
    }
)


def name_columns(names: pl.Series) -> pl.DataFrame:
    """What of names is compared; a row for each, in their order.

    Args:
        names: texts; empty where there is no name. Other scripts are written in a to z.

    Returns:
        The columns of `NAMES`: `given`, the first word; `surname`, the others (null where there is
        one word alone); `letters`, all of it without spaces; `ordered`, the skeletons of the words
        in the order of the alphabet, which parts that changed places share; `given_skeleton`,
        `surname_skeleton`, and `skeleton`, both; `sound`, which spellings of one name share and
        other names with the same skeleton seldom do; `first` and `surname_first`, the first letters
        as they may be written. All null where there is no name.
    """
    different = names.unique().drop_nulls().sort()
    words = [romanised(parts(name)) for name in different]
    table = pl.DataFrame(
        {
            "name": different,
            "given": [name[0] if name else None for name in words],
            "surname": [" ".join(name[1:]) or None for name in words],
        },
        schema={"name": pl.String, "given": pl.String, "surname": pl.String},
    )
    skeletons = _skeletons(chain.from_iterable(words))
    ordered = [" ".join(sorted(filter(None, map(skeletons.get, name)))) or None for name in words]
    table = table.with_columns(pl.Series("ordered", ordered, pl.String)).with_columns(
        letters=pl.concat_str("given", "surname", ignore_nulls=True).str.replace_all(" ", ""),
        given_skeleton=skeleton(pl.col("given")),
        surname_skeleton=skeleton(pl.col("surname")),
        first=_first("given"),
        surname_first=_first("surname"),
    )
    table = table.with_columns(
        letters=pl.when(pl.col("letters") != "").then("letters"),
        skeleton=pl.concat_str(
            "given_skeleton", pl.col("surname_skeleton").fill_null(""), separator=" "
        ),
    ).with_columns(sound=pl.concat_str(_vowel_and_first(), "skeleton", separator=" "))
    found = names.to_frame("name").join(table, on="name", how="left", maintain_order="left")
    return found.select(NAMES.names())


def skeleton(word: pl.Expr) -> pl.Expr:
    """The consonants of a name, as its spellings share them: Mohammed and Muhammad are mmd.

    A name of vowels alone keeps its first letter, so that it has something to be found by.
    """
    alike = word.str.replace_all(" ", "", literal=True)
    for spelling, instead in SPELLINGS.items():
        alike = alike.str.replace_all(spelling, instead, literal=True)
    single = alike.str.replace_many(DOUBLES)
    bare = single.str.replace_all(SILENT, "")
    return pl.when(bare != "").then(bare).otherwise(single.str.slice(0, 1))


def _first(column: str) -> pl.Expr:
    return pl.col(column).str.slice(0, 1).replace(FIRST_LETTERS)


def _skeletons(words: chain[str]) -> dict[str, str]:
    """The skeleton of each word."""
    table = pl.DataFrame({"word": sorted(set(words))}, schema={"word": pl.String})
    return dict(table.select("word", skeleton(pl.col("word")).alias("bare")).iter_rows())


def _vowel_and_first() -> pl.Expr:
    """The first vowel of a forename, and whether it begins with one."""
    vowel = pl.col("given").str.extract("([aeiou])", 1).replace(VOWELS).fill_null("i")
    begins = pl.col("given").str.contains("^[aeiou]").cast(pl.String)
    return pl.concat_str(vowel, begins)
