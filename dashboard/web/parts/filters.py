"""Who of those assessed is shown: the controls above the list, kept in the link on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.services.forces import forces_now
from dashboard.services.listing.filters import FACETS, FORCE, NEAR, SHOWS, Filter, Show
from dashboard.services.listing.order import Order
from dashboard.web.kit.parameters import (
    find_fault,
    forgive_faults,
    quoted,
    take_choice,
    values_of,
)
from dashboard.web.kit.session import the_workspace
from dashboard.web.kit.text import escaped
from dashboard.wording.filters import FACET_WORDS, FORCE_LABEL, PART, facet_options
from dashboard.wording.listing import ORDER
from harm.scoring.ranking import Ranking

#: Where a session keeps the filter, and on which page it was last.
KEPT: Final = "filter kept"
PAGE: Final = "filter kept on"
#: Where a session keeps the order of the list.
KEPT_ORDER: Final = "order kept"

#: The facet with one value, which is ticked.
TICKED: Final = "victims"
HELP: Final = (
    "All filters must hold, each with any of its values. A condition on allegations must hold for "
    "some allegation that counts, not the same one for every condition."
)


def keep_filter(page: str) -> None:
    """Take the filter from the link, or where that is silent on a new page, from the session.

    A page that is turned to loses what its link does not carry; going back on the same page to
    a link without a filter takes the filter off.

    Args:
        page: the path of the page that is shown.
    """
    kept = st.session_state
    question = {key: values_of(key) for key in ("show", *FACETS, FORCE)}
    if len(question["show"]) > 1:
        times = f"{PART} (show) appears {len(question['show']):,} times in the link"
        find_fault("show", f"{times}; the list itself is shown.")
        question["show"] = []
    turned = kept.get(PAGE) != page
    if any(question.values()) or not turned or KEPT not in kept:
        kept[KEPT], unknown = Filter.parse(question, _forces())
        for key in unknown:
            find_fault(key, _in_fault_words(key, question[key]))
    kept[PAGE] = page
    _write(kept[KEPT])


def _forces() -> tuple[str, ...]:
    """The forces to filter by; none where the record has rows of one alone."""
    try:
        forces = forces_now(the_workspace())
    except HarmdeskError:  # the page says it
        return ()
    return forces.present if forces.are_several else ()


def the_filter() -> Filter:
    """The filter of this session."""
    kept: Filter = st.session_state[KEPT]
    return kept


def the_order() -> Order:
    """The order of the list of this session, also on a page that does not ask for it."""
    order: Order = st.session_state.get(KEPT_ORDER, "position")
    return order


def _choose_order() -> None:
    take_choice("sort", list(ORDER), title=ORDER.__getitem__)
    chosen = st.selectbox(
        "Sorted by",
        list(ORDER),
        format_func=ORDER.__getitem__,
        key="sort",
        bind="query-params",
        width=190,
        label_visibility="collapsed",
        help="Kept in the address; a click on a heading sorts what is in sight, until you leave",
    )
    st.session_state[KEPT_ORDER] = chosen


def choose_filter(ranking: Ranking, summary: str) -> Order:
    """Show the controls, and in words what they show.

    Returns:
        The order in which the list is shown.

    Args:
        ranking: everyone assessed.
        summary: the filter in a sentence; empty for the list itself.
    """
    chosen = the_filter()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _seed("show", chosen.show)
        st.segmented_control(
            PART,
            SHOWS,
            format_func=lambda show: _shows(ranking)[show],
            key=_key("show"),
            required=True,
            label_visibility="collapsed",
            wrap=True,
            on_change=_chosen,
        )
        with st.popover("Filter", icon=":material/filter_list:"):
            _facets(chosen)
        _choose_order()
        if chosen.narrows:
            st.button("Clear", icon=":material/close:", type="tertiary", on_click=_clear)
    if summary:
        st.markdown(
            f"{escaped(summary)} Positions are those of everyone assessed, whoever is shown."
        )
    return the_order()


def _facets(chosen: Filter) -> None:
    st.caption(HELP)
    if forces := _forces():
        _seed(FORCE, list(chosen.force))
        st.multiselect(
            FORCE_LABEL, list(forces), key=_key(FORCE), placeholder="Any", on_change=_chosen
        )
    halves = st.columns(2)
    for number, (name, facet) in enumerate(FACET_WORDS.items()):
        codes = getattr(chosen, name)
        options = facet_options(name)
        if name == TICKED:
            _seed(name, bool(codes))
            st.checkbox(escaped(_capital(*options.values())), key=_key(name), on_change=_chosen)
            continue
        _seed(name, list(codes))
        halves[number % 2].multiselect(
            facet.label,
            list(options),
            format_func=_titled(options),
            key=_key(name),
            placeholder="Any",
            on_change=_chosen,
        )


def _shows(ranking: Ranking) -> dict[Show, str]:
    """What each part of a ranking is called on its button."""
    length = ranking.length
    last = min(length + NEAR, ranking.assessed)
    near = f" ({length + 1:,}–{last:,})" if last > length else " (nobody)"
    return {
        "listed": f"The list (1–{length:,})" if length else "The list (nobody)",
        "near": f"Near misses{near}",
        "everyone": f"Everyone assessed ({ranking.assessed:,})",
    }


def _seed(name: str, value: object) -> None:
    """Let a control say what the filter does, where it does not already."""
    kept = st.session_state.get(_key(name))
    same = sorted(kept) == sorted(value) if isinstance(value, list) and kept else kept == value
    if not same:
        st.session_state[_key(name)] = value


def _chosen() -> None:
    """Take the filter from the controls."""
    values = {name: st.session_state[_key(name)] for name in ("show", *FACETS)}
    values["show"] = [values["show"]]
    values[FORCE] = st.session_state.get(_key(FORCE), [])
    values[TICKED] = FACETS[TICKED].codes() if values[TICKED] else []
    _take(Filter.parse(values, _forces())[0])


def _clear() -> None:
    _take(Filter(show=the_filter().show))


def _take(chosen: Filter) -> None:
    st.session_state[KEPT] = chosen
    forgive_faults()
    _write(chosen)


def _write(chosen: Filter) -> None:
    """Let the link say the filter; what else it says stays."""
    for key in ("show", *FACETS, FORCE):
        wanted = chosen.params.get(key, [])
        if st.query_params.get_all(key) == wanted:
            continue
        if wanted:
            st.query_params[key] = wanted
        else:
            del st.query_params[key]


def _in_fault_words(key: str, values: Sequence[str]) -> str:
    """What a link asked for that nobody knows; what else is known still holds."""
    known = _forces() if key == FORCE else FACETS[key].codes() if key in FACETS else SHOWS
    label = FACET_WORDS[key].label if key in FACETS else PART
    label = FORCE_LABEL if key == FORCE else label
    unknown = ", ".join(quoted(value) for value in values if value not in known)
    instead = "the list itself is shown" if key == "show" else "it is left out"
    return f"{label} ({key}) {unknown} is not known here; {instead}."


def _key(name: str) -> str:
    return f"filter {name}"


def _titled(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: _capital(options[code])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
