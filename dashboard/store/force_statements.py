"""Whose the references of a load are, in SQL: those of other forces begin with the force's name.

Allegations are `staged`; `staged_forces` has the names of the other forces among them.
"""

from __future__ import annotations

from typing import Final

from harm.record.forces import SEPARATOR

_STAGED_PEOPLE: Final = """
select suspect_id as reference from staged where suspect_id is not null
union
select victim_id from staged where victim_id is not null
"""
_STAGED_CRIMES: Final = "select distinct crime_ref as reference from staged"
#: References that the record has as another force's than the load does: one of the two has a
#: stroke by chance, and what stands before it is a force's name.
CLASHING: Final = f"""
with known as (
    select reference, force from people
    left join person_forces using (person)
    where reference in ({_STAGED_PEOPLE})
    union all
    select reference, force from crimes
    left join crime_forces using (crime)
    where reference in ({_STAGED_CRIMES})
)
select reference from known
left join staged_forces coming on starts_with(reference, coming.force || '{SEPARATOR}')
where known.force is distinct from coming.force
order by reference
"""
#: The record's own force: the first that is said stays.
SETTLE_OWN: Final = """
insert into forces select $own, true
where $own is not null and not exists (select 1 from forces where own)
"""
#: What people and crimes are of other forces; done once both have their numbers.
NAME_FORCES: Final = (
    f"""
    insert into person_forces
    select person, force
    from people join staged_forces on starts_with(reference, force || '{SEPARATOR}')
    where reference in ({_STAGED_PEOPLE}) and person not in (select person from person_forces)
    order by person
    """,
    f"""
    insert into crime_forces
    select crime, force
    from crimes join staged_forces on starts_with(reference, force || '{SEPARATOR}')
    where reference in ({_STAGED_CRIMES}) and crime not in (select crime from crime_forces)
    order by crime
    """,
    """
    insert into forces
    select force, false from staged_forces
    where force not in (select force from forces) order by force
    """,
)
