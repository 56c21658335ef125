"""What is chosen on the page of an allocation: pool, areas, demand, strength, and a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.geography import STRENGTHS, StrengthName
from dashboard.intake import of_upload
from dashboard.intake.area_table import OwnAreas
from dashboard.services.question import Question
from dashboard.services.resources.allocation import read_own_areas
from dashboard.services.resources.allocation_choices import (
    BYS,
    DEMANDS,
    POOLS,
    By,
    DemandName,
    Plan,
)
from dashboard.web.kit.parameters import take_choice, take_number
from dashboard.web.kit.text import escaped
from dashboard.wording.allocation import (
    BY_TITLE,
    DEMAND_TITLE,
    RULE_TITLE,
    STRENGTH_TITLE,
)
from harm.allocation.areas import MOST_DIMINISHING, RULES, RuleName, RuleSettings

Choice = TypeVar("Choice", bound=str)

#: Demand that is not known by ward.
NOT_BY_WARD: Final = ("homes", "hundred")


def choose_plan(question: Question) -> Plan:
    """Ask for the pool, the areas, the demand and the strength."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        usual = POOLS["officers"]
        take_number("pool", low=1, high=MOST_DIMINISHING, usual=usual)
        pool = st.number_input(
            "Posts",
            min_value=1,
            max_value=MOST_DIMINISHING,
            value=usual,
            step=1,
            key="pool",
            bind="query-params",
            width=120,
            help="Announced for London: 240 officers, 500 PCSOs, 565 specialists",
        )
        take_choice("areas", BYS, title=BY_TITLE.__getitem__)
        by = _choice("Areas", BYS, BY_TITLE, key="areas", width=210)
        known = _demands(by)
        take_choice("demand", known, title=DEMAND_TITLE.__getitem__)
        demand = _choice("Demand", known, DEMAND_TITLE, key="demand", width=330)
        strength: StrengthName = STRENGTHS[0]
        if by == "bcu":
            take_choice("strength", STRENGTHS, title=STRENGTH_TITLE.__getitem__)
            strength = _choice("Strength", STRENGTHS, STRENGTH_TITLE, key="strength", width=320)
    with st.container(horizontal=True, gap="small"):
        settings = _choose_settings()
        own = _choose_own(question, by)
    return Plan(pool=pool, by=by, demand=demand, strength=strength, settings=settings, own=own)


def _demands(by: By) -> tuple[DemandName, ...]:
    """The demand that is known of such areas; that of a file is offered last."""
    if by == "own":
        return ("own",)
    return tuple(name for name in DEMANDS if by != "ward" or name not in NOT_BY_WARD)


def _choose_settings() -> RuleSettings:
    """Ask for what is chosen within the rules."""
    with st.popover("Settings of the rules"):
        usual = RuleSettings()
        part = st.number_input("Blend: percent by demand", 0, 100, usual.demand_percent)
        floor = st.number_input("Blend: posts for each area first", 0, 1_000, usual.floor)
        cap = st.number_input(
            "Gap, capped: at most this percent of strength",
            0.0,
            100.0,
            usual.cap_per_mille / 10,
            0.1,
        )
        falloff = st.number_input(
            "Diminishing return: percent less for each further post", 1, 99, usual.falloff_percent
        )
    return RuleSettings(int(part), int(floor), round(float(cap) * 10), int(falloff))


def _choose_own(question: Question, by: By) -> OwnAreas | None:
    """A file of areas with their strength or demand; what is wrong with it is shown."""
    with st.popover("Areas of a file"):
        st.markdown(
            "A line for each area, under the headings code and base, or code and demand; residents "
            "if you like. Or the Datastore’s workbook of ward officers as it is published. Nothing "
            "of it is kept. An empty cell is not known; it is not 0."
        )
        dropped = st.file_uploader("A file of areas", key="areas of a file")
    if dropped is None:
        return None
    try:
        return read_own_areas(question, of_upload(dropped.name, dropped.getvalue()), by)
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return None


def _choice(
    label: str,
    options: Sequence[Choice],
    titles: Mapping[Choice, str],
    *,
    key: str,
    width: int,
) -> Choice:
    """A choice whose value in the link was checked before."""
    return st.selectbox(
        label,
        list(options),
        format_func=titles.__getitem__,
        key=key,
        bind="query-params",
        width=width,
    )


def choose_rule() -> RuleName:
    """Ask which rule is looked at."""
    take_choice("rule", RULES, title=RULE_TITLE.__getitem__)
    return _choice("Rule", RULES, RULE_TITLE, key="rule", width=220)


def choose_against() -> RuleName:
    """Ask with which rule the others are compared."""
    take_choice("against", RULES, title=RULE_TITLE.__getitem__)
    return _choice("Posts elsewhere than by", RULES, RULE_TITLE, key="against", width=220)
