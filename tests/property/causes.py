"""A record in which every row counts, and single causes that change it in a known way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, RAPE, Cells, days_ago, row

SUSPECTS = ("S1", "S10", "S2", "s3")
VICTIMS = ("V1", "V2", None)
OFFENCES = (RAPE, COERCIVE_CONTROL, ABH)

Rows = list[Cells]


@dataclass(frozen=True)
class State:
    """What a list is made from."""

    rows: Rows
    rules: Rules
    as_of: date = AS_OF
    index: str = "cchi-2020"


@dataclass(frozen=True)
class Effect:
    """What a cause made of a state.

    Attributes:
        state: as it is after.
        part: where the change of the suspects' own rows belongs.
        own: whose rows it changed. Others can have only their shares changed.
    """

    state: State
    part: str
    own: frozenset[str]


Cause = Callable[[st.DrawFn, State], Effect]


def rules() -> st.SearchStrategy[Rules]:
    """Rules with and without a half-life, a minimum and shares."""
    return st.builds(
        Rules,
        window_days=st.sampled_from((365, 182)),
        top=st.integers(1, 4),
        co_suspects=st.sampled_from(("full", "equal_share")),
        victim_rows=st.sampled_from(("once", "each")),
        custody=st.just("leave"),
        half_life_days=st.sampled_from((None, None, 1, 30, 365)),
        minimum_allegations=st.integers(1, 3),
    )


@st.composite
def states(draw: st.DrawFn) -> State:
    """Up to five crimes of one date and one offence each, with one to three suspects."""
    crimes = [draw(_crime(f"C{number}")) for number in range(draw(st.integers(1, 5)))]
    return State([cells for crime in crimes for cells in crime], draw(rules()))


@st.composite
def _crime(draw: st.DrawFn, reference: str, ages: tuple[int, int] = (0, 400)) -> Rows:
    suspects = draw(st.lists(st.sampled_from(SUSPECTS), min_size=1, max_size=3, unique=True))
    victims = draw(st.lists(st.sampled_from(VICTIMS), min_size=1, max_size=2, unique=True))
    offence, age = draw(st.sampled_from(OFFENCES)), draw(st.integers(*ages))
    return [
        row(
            crime_ref=reference,
            suspect_id=suspect,
            victim_id=victim,
            offence_code=offence,
            recorded_on=days_ago(age),
        )
        for suspect, victim in product(suspects, victims)
    ]


def _changed(rows: Rows, where: Cells, to: Cells) -> Rows:
    """The rows, with other cells in those that have certain cells."""
    return [{**each, **to} if where.items() <= each.items() else each for each in rows]


def _suspects(rows: Sequence[Cells]) -> frozenset[str]:
    return frozenset(str(each["suspect_id"]) for each in rows)


def _a_crime(draw: st.DrawFn, state: State) -> Rows:
    """The rows of one crime."""
    crime = draw(st.sampled_from(state.rows))["crime_ref"]
    return [each for each in state.rows if each["crime_ref"] == crime]


def time_passes(draw: st.DrawFn, state: State) -> Effect:
    later = state.as_of + timedelta(days=draw(st.integers(1, 400)))
    return Effect(replace(state, as_of=later), "aged_out", _suspects(state.rows))


def new_crime(draw: st.DrawFn, state: State) -> Effect:
    crime = draw(_crime("new"))
    return Effect(replace(state, rows=[*state.rows, *crime]), "new", _suspects(crime))


def co_suspect_added(draw: st.DrawFn, state: State) -> Effect:
    suspect = draw(st.sampled_from([*SUSPECTS, "A1", "Z1"]))
    crime = _a_crime(draw, state)
    added = []
    if suspect not in _suspects(crime):
        first = crime[0]["suspect_id"]
        added = [{**each, "suspect_id": suspect} for each in crime if each["suspect_id"] == first]
    return Effect(replace(state, rows=[*state.rows, *added]), "new", frozenset({suspect}))


def co_suspect_taken_off(draw: st.DrawFn, state: State) -> Effect:
    gone = draw(st.sampled_from(state.rows))
    pair = ("crime_ref", "suspect_id")
    kept = [each for each in state.rows if any(each[name] != gone[name] for name in pair)]
    return Effect(replace(state, rows=kept or state.rows), "status", _suspects([gone]))


def allegation_ends(draw: st.DrawFn, state: State) -> Effect:
    """A suspect is eliminated or acquitted of one crime."""
    ended = draw(st.sampled_from(state.rows))
    where = {name: ended[name] for name in ("crime_ref", "suspect_id")}
    status = draw(st.sampled_from(("eliminated", "acquitted")))
    rows = _changed(state.rows, where, {"allegation_status": status})
    return Effect(replace(state, rows=rows), "status", _suspects([ended]))


def situation_changes(draw: st.DrawFn, state: State) -> Effect:
    """A suspect dies or is taken into custody, which these rules leave out."""
    suspect = draw(st.sampled_from(state.rows))["suspect_id"]
    situation = draw(st.sampled_from(("deceased", "custody")))
    rows = _changed(state.rows, {"suspect_id": suspect}, {"suspect_situation": situation})
    return Effect(replace(state, rows=rows), "status", frozenset({str(suspect)}))


def crime_changes(draw: st.DrawFn, state: State) -> Effect:
    """Every row of a crime says that it was cancelled, or that its victim is a man, or so."""
    crime = _a_crime(draw, state)
    facts: list[Cells] = [
        {"crime_status": "cancelled"},
        {"crime_status": "transferred"},
        {"victim_sex": "M"},
        {"recorded_on": days_ago(draw(st.integers(0, 400)))},
    ]
    where = {"crime_ref": crime[0]["crime_ref"]}
    rows = _changed(state.rows, where, draw(st.sampled_from(facts)))
    return Effect(replace(state, rows=rows), "status", _suspects(crime))


def victim_added(draw: st.DrawFn, state: State) -> Effect:
    """A crime has another victim, by the rows of one of its suspects or of all."""
    crime = _a_crime(draw, state)
    chosen = crime if draw(st.booleans()) else crime[:1]
    added = [{**each, "victim_id": "V9"} for each in chosen]
    rows = [*state.rows, *{str(each["suspect_id"]): each for each in added}.values()]
    return Effect(replace(state, rows=rows), "status", _suspects(chosen))


def reclassified(draw: st.DrawFn, state: State) -> Effect:
    crime = _a_crime(draw, state)
    offence = {"offence_code": draw(st.sampled_from((*OFFENCES, "105/01", "999/98")))}
    rows = _changed(state.rows, {"crime_ref": crime[0]["crime_ref"]}, offence)
    return Effect(replace(state, rows=rows), "reclassified", _suspects(crime))


def other_rules(draw: st.DrawFn, state: State) -> Effect:
    return Effect(replace(state, rules=draw(rules())), "rules", frozenset())


def other_index(draw: st.DrawFn, state: State) -> Effect:
    other = draw(st.sampled_from(("cchi-2020", "ons-css-2020")))
    return Effect(replace(state, index=other), "index", frozenset())


#: Causes of the record and of time. What they change depends on the minimum and on shares.
OF_ALLEGATIONS: Sequence[Cause] = (
    time_passes,
    new_crime,
    co_suspect_added,
    co_suspect_taken_off,
    allegation_ends,
    situation_changes,
    crime_changes,
    victim_added,
    reclassified,
)
#: What a cause is called when it is undone, where that is not its own part.
UNDONE: Mapping[Cause, str] = {
    new_crime: "status",
    co_suspect_added: "status",
    co_suspect_taken_off: "new",
}
#: Choices, which are a cause of all that they change.
OF_CHOICES: Sequence[Cause] = (other_rules, other_index)
