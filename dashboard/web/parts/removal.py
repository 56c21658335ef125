"""Erasing and restricting on a page: what is planned, what it means, what was done, who has files.

An administrator is shown no names here: what they write, and what became of it, is all there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl
import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.exports.subject_access import prepare_notice
from dashboard.services.data.removal import (
    Erasure,
    Removable,
    erase,
    grounds_of,
    restrict,
    to_remove,
)
from dashboard.services.forces import several_forces
from dashboard.services.removal.receivers import by_holder
from dashboard.web.kit.download import download
from dashboard.web.kit.force_choice import choose_force_of
from dashboard.web.kit.session import the_caller
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.forces import with_force
from dashboard.wording.removal import (
    KINDS,
    STEPS,
    Step,
    in_erasure_words,
    in_plan_words,
    in_restriction_words,
)
from dashboard.wording.subject_access import RECEIVED_HEADINGS, received_rows

#: Where a session keeps what it is about to do, and what it did last.
PLANNED: Final = "removal planned"
DONE: Final = "removal done"
#: Where a session keeps how often it was done: each time the fields are new, and empty.
TIMES: Final = "times something was removed"
LEAD: Final = (
    "To erase takes a person or a crime out of everything that is kept here, for good. To restrict "
    "leaves a suspect in the record and shows them to nobody, until it is lifted. Both need a "
    "reason and an authority, which the log keeps; neither may name whom it is about."
)
#: What each step's last button says.
BUTTONS: Final[dict[Step, str]] = {
    "erase": "Erase for good",
    "restrict": "Restrict",
    "lift": "Lift the restriction",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody is about to do.

    Attributes:
        step: to erase, to restrict, or to lift a restriction.
        kind: what the reference is of; only an erasure asks.
        reference: as it was written.
        reason: why.
        authority: who decided it, or on what grounds.
    """

    step: Step
    kind: Removable
    reference: str
    reason: str
    authority: str


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom or what a plan is about.

    Attributes:
        reference: as the record has it.
        force: which the reader chose; None: there was nothing to choose.
        words: the reference as a sentence has it, with its force where it was not written so.
    """

    reference: str
    force: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, until the reader leaves it.

    Attributes:
        words: what became of it.
        reference: of whoever it was, for the notices; empty where there is none to write.
        erasure: what was erased; None: nothing was.
    """

    words: str
    reference: str = ""
    erasure: Erasure | None = None


def ask_for_plan() -> Plan | None:
    """Ask what is to be done to whom and why; None until that is whole."""
    st.markdown(LEAD)
    step = st.segmented_control(
        "What is to be done",
        list(STEPS),
        format_func=STEPS.__getitem__,
        default="erase",
        required=True,
        key="removal step",
    )
    with st.form("removal", border=False):
        kind: Removable = "person"
        if step == "erase":
            kind = st.selectbox(
                "Of what", list(KINDS), format_func=KINDS.__getitem__, key="kind to remove"
            )
        times = st.session_state.get(TIMES, 0)
        reference = st.text_input(
            "Reference", key=f"reference to remove {times}", width=320, autocomplete="off"
        )
        reason = st.text_input("Reason", key=f"reason to remove {times}", autocomplete="off")
        authority = st.text_input(
            "Authority",
            key=f"authority to remove {times}",
            help="Who decided it, or on what grounds",
            autocomplete="off",
        )
        if st.form_submit_button("Go on", help="Nothing is done yet"):
            st.session_state[PLANNED] = Plan(
                step, kind, reference.strip(), reason.strip(), authority.strip()
            )
            st.session_state.pop(DONE, None)
    plan: Plan | None = st.session_state.get(PLANNED)
    return plan if plan is not None and plan.step == step and _is_whole(plan) else None


def _is_whole(plan: Plan) -> bool:
    """Whether nothing is lacking; what is, is said."""
    if not plan.reference:
        st.error("No reference is given; write that of the person or the crime.")
        return False
    try:
        what = "An erasure" if plan.step == "erase" else "A restriction"
        grounds_of(plan.reason, plan.authority, what=what)
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return False
    return True


def confirm_plan(plan: Plan) -> None:
    """Say what will happen, and do it once the reader says so."""
    meant = _meant(plan)
    if meant is None:
        return
    lead, changes = in_plan_words(plan.step, plan.kind, meant.words)
    with st.container(border=True):
        st.markdown(f"**{escaped(lead)}**")
        st.markdown("\n".join(f"- {escaped(change)}" for change in changes))
        st.markdown(
            f":small[Reason: {escaped(plan.reason)}. Authority: {escaped(plan.authority)}.]"
        )
        with st.container(horizontal=True, gap="small"):
            agreed = st.button(BUTTONS[plan.step], type="primary")
            if st.button("Cancel"):
                st.session_state.pop(PLANNED, None)
                st.rerun()
    if agreed:
        _carry_out(plan, meant)


def _meant(plan: Plan) -> Meant | None:
    """Whom or what a plan is about; None until the reader has said of which force, if several."""
    caller = the_caller()
    forces = several_forces(caller.workspace)

    def find(force: str | None) -> Meant:
        key = to_remove(caller, plan.reference, plan.kind, force)
        is_told = forces is not None and (force is not None or key != plan.reference)
        return Meant(key, force, with_force(key, forces) if is_told else plan.reference)

    return choose_force_of(find, key="removal")


def _carry_out(plan: Plan, meant: Meant) -> None:
    """Do it, and show the page anew with what became of it."""
    caller = the_caller()
    try:
        if plan.step == "erase":
            with st.spinner("Erasing…", show_time=True):
                erased = erase(
                    caller,
                    plan.reference,
                    plan.reason,
                    plan.authority,
                    plan.kind,
                    force=meant.force,
                )
            outstanding = meant.words if erased.outstanding else ""
            done = Done(in_erasure_words(erased), outstanding, erased)
        else:
            lifted = plan.step == "lift"
            line = restrict(
                caller,
                plan.reference,
                plan.reason,
                plan.authority,
                lift=lifted,
                force=meant.force,
            )
            done = Done(in_restriction_words(meant.words, line=line, lifted=lifted))
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return
    st.session_state.pop(PLANNED, None)
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    st.session_state[DONE] = done
    st.rerun()


def show_done() -> None:
    """Say what was done last, and who has files that named whoever was erased."""
    done: Done | None = st.session_state.get(DONE)
    if done is None:
        return
    st.success(escaped(done.words))
    if done.erasure is not None and done.erasure.outstanding:
        _show_outstanding(done.erasure, done.reference)
    if st.button("Close", help="What is shown here is then gone from this page"):
        st.session_state.pop(DONE, None)
        st.rerun()


def _show_outstanding(erased: Erasure, reference: str) -> None:
    """Who has which files, and a notice for each."""
    caller = the_caller()
    st.markdown("## Who has files that named them")
    st.markdown(
        "Send each a notice now: the reference is needed for it, and is kept on this page alone, "
        "until you close it or leave Harmdesk."
    )
    small_table(
        pl.DataFrame(
            received_rows(erased.outstanding),
            schema=dict.fromkeys(RECEIVED_HEADINGS, pl.String),
            orient="row",
        ),
        {name: st.column_config.TextColumn(name) for name in RECEIVED_HEADINGS},
        alt="Files that left and named whoever was erased, the oldest first.",
    )
    holder = st.selectbox("Notice to", list(by_holder(erased.outstanding)), width=320)
    download(
        caller,
        "Correction notice",
        make=lambda: prepare_notice(caller, erased, reference, holder),
        name="harmdesk-correction-notice.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        help="Which files they have, and what to do with them: PDF",
    )
