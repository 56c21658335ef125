"""Which expressions of a page may be data, read from its code.

A page writes Markdown in many places, and in each of them data must go through `escaped`. An
expression is taken to be ours where nothing but constants, numbers, dates and escaped text is in
it; a name is followed to what is assigned to it, and a parameter to what its callers give.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.unit.dashboard.scopes import Scope, called, calls

#: What each of Streamlit's calls reads as Markdown: by place, or by name. Options of `selectbox`
#: and `multiselect`, placeholders and what stands in a field are plain text, and so are cells.
BODY: Final = (("body",), 1)
LABEL: Final = (("label", "help"), 1)
MARKDOWN: Final[dict[str, tuple[tuple[str, ...], int]]] = {
    **dict.fromkeys(
        ("markdown", "caption", "title", "header", "subheader", "toast", "info", "warning"),
        (("body", "help"), 1),
    ),
    **dict.fromkeys(("error", "success", "write", "write_stream", "exception"), BODY),
    "metric": (("label", "value", "delta", "help"), 3),
    **dict.fromkeys(
        ("expander", "popover", "button", "download_button", "form_submit_button", "status"), LABEL
    ),
    **dict.fromkeys(("link_button", "page_link", "checkbox", "toggle", "selectbox"), LABEL),
    **dict.fromkeys(("radio", "segmented_control", "pills", "select_slider"), LABEL),
    **dict.fromkeys(("multiselect", "text_input", "text_area", "number_input", "slider"), LABEL),
    **dict.fromkeys(("date_input", "time_input", "file_uploader", "color_picker"), LABEL),
    "spinner": (("text",), 1),
    "progress": (("text",), 0),
    "tabs": (("tabs",), 1),
    "table": (("data",), 1),
    "html": (("body",), 1),
}
#: Of these the options are Markdown too.
LISTS: Final = ("radio", "segmented_control", "pills", "select_slider")
#: Whose calls have the same names and are none of Streamlit's.
OTHERS: Final = ("pa", "pl")
#: Words that are Markdown already, and into which no data goes, or escaped: functions, and the
#: parts of what functions return.
WORDS: Final = {
    "page_title": "our own titles of pages, and a number",
    "in_button_words": "our own titles of events",
    "in_as_of_words": "a day",
    "in_own_words": "counts alone",
    "in_areas_words": "counts, dates and our own names of bases",
    "in_area_words": "counts and our own words",
    "in_place_words": "counts and our own names of areas and measures",
    "in_departure_words": "counts, and what differs escaped",
    "in_window_words": "dates, numbers and our own words",
    "in_lane_words": "counts and our own words",
    "in_sign_in_words": "hours and minutes of the settings, which are numbers",
    "in_own_borough_words": "counts, dates and our own names of boroughs",
    "in_scored_words": "counts, dates and our own words",
    "standing_doubts": "counts, dates and our own words",
    "ground_doubts": "counts and our own words",
    "defect_doubts": "counts and our own words",
    "in_rule_words": "numbers and our own words",
    "in_heading_words": "counts and our own words",
    "in_standing_words": "counts, dates and our own words",
    "in_trend_words": "counts, dates and our own words",
    "in_settling_words": "counts and our own words",
    "in_unseen_words": "counts and our own words",
    "in_meaning_words": "our own words",
    "in_overlap_words": "counts, and names of indices and offences escaped",
    "in_trade_words": "counts, and names of indices escaped",
    "in_caveat_words": "escapes what an index says",
    "in_edition_words": "counts, and names of tables, indices and offences escaped",
    "in_heading": "escapes the names of indices",
    "in_backtest_words": "counts and our own words",
    "in_turnover_words": "counts and our own words",
    "in_after_words": "counts and our own words",
    "in_error_words": "counts and our own words",
    "in_choices_words": "counts and our own words",
    "pages": "our own pages",
    "since_title": "a date and our own words",
    "in_withdrawal_words": "counts, dates and our own words",
    "in_change_words": "counts, dates and our own names of columns",
    "side_by_side": "escapes what is recorded",
    "sources": "escapes what an index says",
    "label_of": "our own names of details",
}
PARTS: Final = {
    "in_list_words": ("sentence", "cut"),
    "in_cohorts_words": ("sentence", "concentration", "caution"),
    "in_quality_words": ("sentence",),
    "ListWords": ("sentence", "cut"),
}
#: Calls that give numbers, dates or our own words from such.
FIGURES: Final = ("len", "spoken", "day", "short_day", "counted", "megabytes")
#: Methods of text that let no data in.
SHAPING: Final = ("lower", "upper", "capitalize", "strip", "replace", "format")
#: What is assigned at more removes than this is not followed, and taken to be data.
FURTHEST: Final = 12
#: What an expression is made of; of those that are not here, nothing is known.
MADE_OF: Final[dict[type[ast.expr], Callable[[Any], list[ast.expr | None]]]] = {
    ast.Constant: lambda _: [],
    ast.Compare: lambda _: [],
    ast.JoinedStr: lambda node: node.values,
    # A format is one of a number or a date: text would not take it.
    ast.FormattedValue: lambda node: [] if node.format_spec else [node.value],
    ast.BinOp: lambda node: [node.left, node.right],
    ast.BoolOp: lambda node: node.values,
    ast.IfExp: lambda node: [node.body, node.orelse],
    ast.Lambda: lambda node: [node.body],
    ast.Dict: lambda node: [*node.keys, *node.values],
    ast.DictComp: lambda node: [node.key, node.value],
    **dict.fromkeys((ast.List, ast.Tuple, ast.Set), lambda node: node.elts),
    **dict.fromkeys((ast.ListComp, ast.GeneratorExp), lambda node: [node.elt]),
    **dict.fromkeys((ast.Starred, ast.Subscript, ast.NamedExpr), lambda node: [node.value]),
}


@dataclass
class Code:
    """The modules that write pages.

    Attributes:
        trees: by path.
        callers: by name of a function, the calls of it with the module that each is in.
    """

    trees: dict[Path, ast.Module]
    callers: dict[str, list[tuple[ast.Call, Scope]]] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: list[Path]) -> Code:
        """Read the modules."""
        code = cls({path: ast.parse(path.read_text(encoding="utf-8")) for path in paths})
        for tree in code.trees.values():
            for call, scope in calls(tree):
                code.callers.setdefault(called(call.func), []).append((call, scope))
        return code

    def raw(self) -> list[str]:
        """Where data may be read as Markdown: a file, a line and the expression, each."""
        return [
            f"{path.name}:{expression.lineno}: {ast.unparse(expression)}"
            for path, tree in self.trees.items()
            for call, scope in calls(tree)
            for expression in markdown_of(call)
            if not self.is_ours(expression, scope)
        ]

    def is_ours(self, node: ast.expr | None, scope: Scope, depth: int = 0) -> bool:
        """Whether nothing but our own words, figures and escaped text is in an expression."""
        if node is None or depth > FURTHEST:
            return node is None
        deeper = depth + 1
        if isinstance(node, ast.Attribute):
            return self._is_our_part(node, scope, deeper)
        if isinstance(node, ast.Name):
            return self._is_our_name(node.id, scope, deeper)
        if isinstance(node, ast.Call):
            return self._is_our_call(node, scope, deeper)
        inner = scope.within(getattr(node, "generators", []))
        parts = MADE_OF.get(type(node))
        return parts is not None and all(self.is_ours(one, inner, deeper) for one in parts(node))

    def _is_our_part(self, node: ast.Attribute, scope: Scope, depth: int) -> bool:
        base = node.value
        made_by = scope.made_by(base.id) if isinstance(base, ast.Name) else []
        if any(name in PARTS for name in made_by):
            return all(node.attr in PARTS.get(name, ()) for name in made_by)
        return self.is_ours(base, scope, depth)

    def _is_our_name(self, name: str, scope: Scope, depth: int) -> bool:
        if name.isupper() or (name.startswith("_") and name[1:].isupper()):
            return True
        if name == "escaped":
            return True
        found = scope.assigned(name)
        if found:
            return all(self.is_ours(one, scope, depth) for one in found)
        place = scope.parameter(name)
        if place is None or scope.function is None:
            return False
        given = [
            (argument, where)
            for call, where in self.callers.get(scope.function.name, [])
            if (argument := _argument(call, name, place)) is not None
        ]
        return bool(given) and all(self.is_ours(one, where, depth) for one, where in given)

    def _is_our_call(self, node: ast.Call, scope: Scope, depth: int) -> bool:
        name = called(node.func)
        if name == "escaped" or name in WORDS or name == "range":
            return True
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        if name in FIGURES:
            texts = [part for part in parts if isinstance(part, ast.JoinedStr)]
            return all(self.is_ours(part, scope, depth) for part in texts)
        if name in {"join", "list", "str", "sorted", "reversed", "items", "keys", "values"}:
            return self._are_ours([node.func, *parts], scope, depth)
        if name in {"enumerate", "zip", "filter", "next", "iter", "dict", "phrase"}:
            return self._are_ours(parts, scope, depth)
        if isinstance(node.func, ast.Attribute) and name in SHAPING:
            return self._are_ours([node.func.value, *parts], scope, depth)
        return self._returns_ours(name, scope, depth)

    def _are_ours(self, parts: list[ast.expr], scope: Scope, depth: int) -> bool:
        seen = [part.value if isinstance(part, ast.Attribute) else part for part in parts]
        return all(
            self.is_ours(part, scope, depth)
            for part in seen
            if not (isinstance(part, ast.Name) and part.id in {"list", "str", "sorted", "reversed"})
        )

    def _returns_ours(self, name: str, scope: Scope, depth: int) -> bool:
        """Whether a function of the same module returns nothing else."""
        functions = [
            node
            for node in ast.walk(scope.module)
            if isinstance(node, ast.FunctionDef) and node.name == name
        ]
        returns = [
            (node.value, Scope(scope.module, function))
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Return)
        ]
        return bool(returns) and all(self.is_ours(one, where, depth) for one, where in returns)


def markdown_of(call: ast.Call) -> list[ast.expr]:
    """What a call has read as Markdown."""
    name = called(call.func)
    if not isinstance(call.func, ast.Attribute) or ast.unparse(call.func.value) in OTHERS:
        return []
    if name.endswith("Column"):  # a heading is plain text, and what explains it is Markdown
        return [one.value for one in call.keywords if one.arg == "help"]
    if name not in MARKDOWN:
        return []
    names, places = MARKDOWN[name]
    found = [*call.args[:places], *(one.value for one in call.keywords if one.arg in names)]
    if name in LISTS:
        formats = [one.value for one in call.keywords if one.arg == "format_func"]
        found += formats or call.args[1:2]
    return found


def _argument(call: ast.Call, name: str, place: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[place] if 0 <= place < len(call.args) else None
