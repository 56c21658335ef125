"""Does an allegation count, and for how much?"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from tests.oracle.rules import Cell, OracleRules, Row
from tests.oracle.tables import Found, Table, index_table, vawg


@dataclass(frozen=True)
class Judgement:
    """One row's outcome: the first step that it fails, or none, and its tenths of a day."""

    reason: str | None
    tenths: int
    urn: str | None
    derived: bool
    ambiguous: bool

    @property
    def counts(self) -> bool:
        return self.reason is None


def text(row: Row, column: str, empty: str = "") -> str:
    return str(row.get(column) or empty)


def day(value: Cell) -> date:
    assert isinstance(value, date)
    return value


def judge(row: Row, rules: OracleRules, as_of: date, table: Table | None = None) -> Judgement:
    index = table or index_table(rules.index)
    found = index.find(text(row, "offence_code"), text(row, "offence_title"))
    reason = first_failure(row, rules, as_of, found)
    tenths = 0
    if found is not None and reason is None:
        age = (as_of - day(row["recorded_on"])).days
        tenths = weigh(found.offence.tenths, age, rules.half_life_days)
    return Judgement(
        reason=reason,
        tenths=tenths,
        urn=found.offence.urn if found else None,
        derived=found is not None and found.offence.derived,
        ambiguous=found is not None and found.ambiguous,
    )


def weigh(tenths: int, age: int, half_life: Fraction | None) -> int:
    if half_life is None:
        return tenths
    with localcontext() as context:
        context.prec = 60
        halvings = Fraction(age) / half_life
        power = Decimal(halvings.numerator) / Decimal(halvings.denominator)
        weighed = tenths * Decimal("0.5") ** power
        return int(weighed.to_integral_value(rounding=ROUND_HALF_UP))


def first_failure(row: Row, rules: OracleRules, as_of: date, found: Found | None) -> str | None:
    recorded = day(row["recorded_on"])
    crime_status = text(row, "crime_status")
    status = text(row, "allegation_status")
    situation = text(row, "suspect_situation")
    born = row.get("suspect_born")
    outside = outside_definition(row, rules, found)
    steps = (
        ("nobody_named", not text(row, "suspect_id")),
        ("cancelled", crime_status == "cancelled"),
        ("transferred", crime_status == "transferred"),
        ("before_window", recorded <= as_of - timedelta(days=rules.window_days)),
        ("after_as_of", recorded > as_of),
        ("male_victim", outside == "male_victim"),
        ("not_in_definition", outside == "not_in_definition"),
        ("eliminated", status == "eliminated"),
        ("acquitted", status == "acquitted"),
        ("deceased", situation == "deceased"),
        ("under_18", born is not None and age_on(day(born), as_of) < 18),
        ("in_custody", situation in ("custody", "prison") and not rules.with_custody),
        ("police_generated", text(row, "source") == "police" and not rules.with_police),
        ("derived_left_out", found and found.offence.derived and not rules.with_derived),
        ("attempt_left_out", found and found.offence.attempt and not rules.with_attempts),
        ("unmapped", found is None),
    )
    return next((reason for reason, fails in steps if fails), None)


def age_on(born: date, as_of: date) -> int:
    """Whole years; someone born on 29 February turns a year older on 1 March of a common year."""
    before_birthday = (as_of.month, as_of.day) < (born.month, born.day)
    return as_of.year - born.year - before_birthday


def outside_definition(row: Row, rules: OracleRules, found: Found | None) -> str | None:
    if rules.definition == "all":
        return None
    # The definition is keyed by the CCHI's rows, whatever index gives the days.
    picked = index_table("cchi-2020").find(text(row, "offence_code"), text(row, "offence_title"))
    tier, sex_in_title = vawg()[picked.offence.urn] if picked else ("", "")
    sex = text(row, "victim_sex", "U")
    if sex == "U":
        sex = sex_in_title or "U"
    if rules.definition == "vawg" and sex == "M":
        return "male_victim"
    if picked is None:
        return "not_in_definition" if found else None
    flagged = bool(row.get("domestic")) or bool(row.get("honour_based"))
    admitted = {
        "core": True,
        "person": flagged or sex == "F" or (rules.definition == "vawg-any-sex" and sex == "M"),
        "flagged": flagged,
        "out": False,
    }
    return None if admitted[tier] else "not_in_definition"
