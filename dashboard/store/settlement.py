"""What a withdrawal does with the rows of a load, in SQL: which go, and which return."""

from __future__ import annotations

from dashboard.store.schema import COUNTS, KEPT, NUMBERED


def settling(table: str, key: tuple[str, ...]) -> tuple[str, ...]:
    """Statements that make the latest of `loads` valid for everything the load `root` was about.

    Args:
        table: `allegations` or `counts`.
        key: the columns that name the rows which a load replaces together.
    """
    columns = ", ".join(key)
    same = " and ".join(f"{table}.{name} is not distinct from owners.{name}" for name in key)
    own = ", ".join(
        f"{table}.{name}" for name in ((*NUMBERED, *KEPT) if table == "allegations" else COUNTS)
    )
    return (
        # For each key, the load whose rows are valid now and the one whose rows are to be valid;
        # null for none.
        f"""
        create or replace temp table owners as
        with mine as (
            select distinct {columns} from {table}
            where from_version = $root and brought_by is null
        )
        select {", ".join(f"{table}.{name}" for name in key)},
            max(coalesce(brought_by, from_version)) filter (to_version is null) as now,
            max(from_version) filter (
                brought_by is null and list_contains($loads, from_version)
            ) as "then"
        from {table} join mine
            on {" and ".join(f"{table}.{name} is not distinct from mine.{name}" for name in key)}
        group by all
        """,
        f"""
        update {table} set to_version = $coming from owners
        where {table}.to_version is null and owners.now is distinct from owners."then" and {same}
        """,
        f"""
        insert into {table}
        select {own}, $coming, null, owners."then" from {table} join owners on {same}
        where owners.now is distinct from owners."then" and {table}.brought_by is null
            and {table}.from_version = owners."then"
        order by {own}
        """,
    )


def settled(table: str, key: tuple[str, ...]) -> str:
    """How many rows went, how many returned, and how many of `root` a later load keeps replaced."""
    same = " and ".join(f"{table}.{name} is not distinct from owners.{name}" for name in key)
    return f"""
        select
            (select count(*) from {table} where to_version = $coming),
            (select count(*) from {table} where from_version = $coming),
            (select count(*) from {table} join owners on {same}
                where from_version = $root and brought_by is null and owners."then" > $root)
    """
