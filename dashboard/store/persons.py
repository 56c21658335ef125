"""People under several references: which rows of an offence file are theirs, and which stand twice.

A store that sees persons puts the number of one reference in place of those of the others wherever
rows are read, so that nothing that is asked of it can forget to. The file itself is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Final

import polars as pl

from dashboard.store import schema
from dashboard.store.doubles import double_rows, without_doubles
from dashboard.store.reading import Reader
from harm.suspects.persons import HeldBack, Known, persons
from harm.suspects.reviews import Pair, Standing


@dataclass(frozen=True, kw_only=True)
class Links:
    """What was said of pairs of references, at a version of the links.

    Attributes:
        version: of the links; 0: none.
        standing: how each pair stands.
    """

    version: int = 0
    standing: Mapping[Pair, Standing] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """What distinguishes them from other links."""
        pairs = self.standing.items()
        standings = sorted((pair, found.state, found.is_settled) for pair, found in pairs)
        return sha256(repr(standings).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Who is one person in one version of the data.

    Attributes:
        version: of the links; 0 where nobody has several references.
        people: the references of each person who has several, that by which they are called first.
        held: links that are not used, and why.
        called: for each reference that is not the first of its person, which is.
        numbers: for each number of such a reference that of the first.
        all_numbers: the same by place, of everybody in the file.
        twice: `crime`, `suspect` and `victim` of rows that another row of the person stands for.
    """

    version: int = 0
    people: tuple[tuple[str, ...], ...] = ()
    held: tuple[HeldBack, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
    all_numbers: pl.Series = field(default_factory=pl.Series)
    twice: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def key(self) -> str:
        """What distinguishes it from another of the same version of the data; empty for nobody."""
        return sha256(repr(self.people).encode()).hexdigest() if self.people else ""

    def person_of(self, reference: str) -> str:
        """The reference by which a person is called; the same one where it is their only one."""
        return self.called.get(reference, reference)

    def references_of(self, reference: str) -> tuple[str, ...]:
        """All references of a person, that by which they are called first."""
        first = self.person_of(reference)
        return next((own for own in self.people if own[0] == first), (reference,))


#: Everybody has one reference.
APART: Final = Together()


def together(reader: Reader, version: int, links: Links) -> Together:
    """Who is one person by the links, in one version of the data.

    Args:
        reader: of the file as it is.
        version: of the data.
        links: what was said of pairs.
    """
    asked = sorted({reference for pair in links.standing for reference in pair})
    if not asked:
        return APART
    known = _known(reader, version, asked)
    found = persons(
        links.standing,
        {
            reference: Known(
                first=first,
                is_suspect=is_suspect,
                sexes=frozenset(sex for sex in sexes if sex not in {None, "U"}),
                born=born,
            )
            for reference, _, first, is_suspect, *sexes, born in known.iter_rows()
        },
    )
    if not found.used:
        return Together(held=found.held)
    number_of = dict(known.select("reference", "person").iter_rows())
    called = {other: first for first, *others in found.used for other in others}
    numbers = {number_of[other]: number_of[first] for other, first in called.items()}
    return Together(
        version=links.version,
        people=found.used,
        held=found.held,
        called=called,
        numbers=numbers,
        all_numbers=_all_numbers(reader, numbers),
        twice=_twice(reader, version, numbers),
    )


def _known(reader: Reader, version: int, references: list[str]) -> pl.DataFrame:
    """What is recorded of each of these references, in valid rows."""
    latest = "arg_max({0}, (recorded_on, crime)) filter ({0} is not null and {0} <> 'U')"
    return reader.frame(
        f"""
        with asked as (
            select person, reference from people
            where reference in (select unnest($references))
        ),
        named as (
            select suspect as person, min(recorded_on) as first,
                {latest.format("suspect_sex")} as sex,
                arg_max(suspect_born, (recorded_on, crime))
                    filter (suspect_born is not null) as born
            from allegations
            where {schema.LIVE} and suspect in (select person from asked) group by suspect
        ),
        harmed as (
            select victim as person, min(recorded_on) as first,
                {latest.format("victim_sex")} as sex
            from allegations
            where {schema.LIVE} and victim in (select person from asked) group by victim
        )
        select reference, asked.person, least(named.first, harmed.first) as first,
            named.person is not null as is_suspect, named.sex::text as sex,
            harmed.sex::text as victim_sex, born
        from asked
        left join named on named.person = asked.person
        left join harmed on harmed.person = asked.person
        where named.person is not null or harmed.person is not null
        order by reference
        """,
        {"version": version, "references": references},
    )


def _all_numbers(reader: Reader, numbers: Mapping[int, int]) -> pl.Series:
    """The number by which each person in the file is called, at the place of each number."""
    last = int(reader.frame("select coalesce(max(person), 0) as last from people").item())
    own = pl.int_range(last + 1, dtype=pl.Int32, eager=True)
    return own.scatter(list(numbers), list(numbers.values()))


def _twice(reader: Reader, version: int, numbers: Mapping[int, int]) -> pl.DataFrame:
    """The rows that another row stands for, as `double_rows`."""
    rows = reader.frame(
        f"""
        select crime, suspect, victim, allegation_status, recorded_on
        from allegations
        where {schema.LIVE} and (suspect in (select unnest($people))
            or victim in (select unnest($people)))
        """,
        {"version": version, "people": sorted({*numbers, *numbers.values()})},
    )
    return double_rows(rows, numbers)


def once(rows: pl.DataFrame, found: Together) -> pl.DataFrame:
    """Rows as they were loaded, without those that another row stands for."""
    return without_doubles(rows, found.twice)


def rows_of_persons(rows: pl.DataFrame, found: Together) -> pl.DataFrame:
    """Rows of any version as they were loaded, as they are with persons in place of references.

    Args:
        rows: all of a period, so that what stands twice is among them.
        found: who has several references.
    """
    if not found.people:
        return rows
    theirs = pl.Series([*found.numbers, *found.numbers.values()], dtype=pl.Int32).implode()
    about = rows.filter(pl.col("suspect").is_in(theirs) | pl.col("victim").is_in(theirs))
    return as_persons(without_doubles(rows, double_rows(about, found.numbers)), found)


def as_persons(rows: pl.DataFrame, found: Together) -> pl.DataFrame:
    """Rows with the number by which a person is called in place of their others.

    Reading many rows so is faster than to let the engine do it.
    """
    if not found.numbers:
        return rows
    return rows.with_columns(
        found.all_numbers.gather(rows[name]).alias(name)
        for name in ("suspect", "victim")
        if name in rows.columns
    )


class PersonReader(Reader):
    """Reads a file as if each person had one reference."""

    def __init__(self, reader: Reader, found: Together) -> None:
        """Read the same file."""
        self._connection = reader._connection  # noqa: SLF001 - the same reader, seen otherwise
        self.file = reader.file
        self.edition = reader.edition
        self._numbers = {
            "link_own": list(found.numbers),
            "link_one": list(found.numbers.values()),
        }
        self._twice = {f"twice_{name}": found.twice[name].to_list() for name in found.twice.columns}
        self._has_twice = not found.twice.is_empty()

    def frame(
        self, query: str, values: dict[str, object] | None = None, *, whole: bool = False
    ) -> pl.DataFrame:
        """The frame that a query finds, with persons in place of references.

        Args:
            query: as `Reader.frame` takes it.
            values: that it needs.
            whole: whether rows that another row stands for are among those of `allegations`.
        """
        drops = self._has_twice and not whole
        beginning, rest = _with(drops=drops), query.strip()
        if rest[:5].lower() == "with ":
            beginning, rest = f"{beginning},", rest[5:]
        needed = {**self._numbers, **(self._twice if drops else {})}
        return super().frame(f"{beginning} {rest}", {**needed, **(values or {})})


def _with(*, drops: bool) -> str:
    """The beginning of a query, in which `allegations` are those of persons."""
    pairs = "(select unnest($link_own) as own, unnest($link_one) as one)"
    without = ""
    if drops:
        without = """
            where not exists (
                select 1 from (
                    select unnest($twice_crime) as crime, unnest($twice_suspect) as suspect,
                        unnest($twice_victim) as victim
                ) twice
                where twice.crime = loaded.crime
                    and twice.suspect is not distinct from loaded.suspect
                    and twice.victim is not distinct from loaded.victim
            )"""
    return f"""
        with allegations as (
            select loaded.* replace (
                coalesce(named.one, loaded.suspect)::integer as suspect,
                coalesce(harmed.one, loaded.victim)::integer as victim
            )
            from main.allegations loaded
            left join {pairs} named on named.own = loaded.suspect
            left join {pairs} harmed on harmed.own = loaded.victim{without}
        )"""
