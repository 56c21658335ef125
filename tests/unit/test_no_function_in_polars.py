"""No Python function runs inside Polars, whose threads would wait there for Python's lock.

Which functions of Polars take one is asked of the installed Polars, so that a new one is known.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

import polars as pl
import pytest

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = ("harm", "dashboard", "sample_data")
#: Other functions of the same name, on what is no frame, by the value that they are called on.
OTHERS: Final = {"re", "functools", "itertools", "pool", "st", "inspect", "executor"}


def _modules() -> list[ModuleType]:
    """Polars with all its parts that are loaded, and the one for sources of one's own."""
    importlib.import_module("polars.io.plugins")
    return [sys.modules[name] for name in sorted(sys.modules) if name.split(".")[0] == "polars"]


def _takes_function(parameter: inspect.Parameter) -> bool:
    return "Callable" in str(parameter.annotation) and not parameter.name.startswith("_")


@cache
def takers() -> dict[str, frozenset[tuple[int, str, bool]]]:
    """Every public function and method of Polars that takes a function.

    Returns:
        By name: at which places behind the frame, by which keyword, and whether it must be given
        a function, rather than may be.
    """
    found: dict[str, set[tuple[int, str, bool]]] = defaultdict(set)
    offered = [(name, getattr(pl, name)) for name in pl.__all__]  # some load when first named
    for values in (offered, *(list(vars(module).items()) for module in _modules())):
        for called, value in values:
            whole = inspect.isclass(value) or inspect.isroutine(value)
            if not whole or not str(value.__module__).startswith("polars"):
                continue
            members = inspect.getmembers(value) if inspect.isclass(value) else []
            for name, function in [(called, value), *members]:
                if not name.startswith("_") and callable(function):
                    found[name].update(_places(function))
    return {name: frozenset(places) for name, places in found.items()}


def _places(function: object) -> Iterator[tuple[int, str, bool]]:
    try:
        parameters = list(inspect.signature(function).parameters.values())  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return
    if parameters and parameters[0].name in {"self", "cls"}:
        parameters = parameters[1:]
    for place, parameter in enumerate(parameters):
        if _takes_function(parameter):
            yield place, parameter.name, not _may_be_other(str(parameter.annotation))


def _may_be_other(annotation: str) -> bool:
    """Whether something else than a function may be given: an alternative outside all brackets."""
    depth = 0
    for sign in annotation:
        depth += (sign == "[") - (sign == "]")
        if sign == "|" and not depth:
            return True
    return False


def functions_in_polars(source: str) -> list[str]:
    """Calls that hand Polars a Python function, each with its line."""
    tree = ast.parse(source)
    nodes = [*ast.walk(tree)]
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    imported = _imported(nodes)
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    return [
        f"{node.lineno}: {name}"
        for node in calls
        if (name := _called(node, imported)) in takers()
        and any(_handed(node, taker, own) for taker in takers()[name])
    ] + [f"{node.lineno}: pl(lazy=True)" for node in calls if _is_lazy_hand_over(node)]


def _imported(nodes: list[ast.AST]) -> dict[str, str]:
    """What a source takes from Polars by name: as it calls it, and as Polars does."""
    return {
        alias.asname or alias.name: alias.name
        for statement in nodes
        if isinstance(statement, ast.ImportFrom)
        and (statement.module or "").split(".")[0] == "polars"
        for alias in statement.names
    }


def _called(node: ast.Call, imported: dict[str, str]) -> str:
    """The name of what is called on a value, or was imported from Polars."""
    if isinstance(node.func, ast.Attribute):
        on = node.func.value
        return "" if isinstance(on, ast.Name) and on.id in OTHERS else node.func.attr
    return imported.get(node.func.id, "") if isinstance(node.func, ast.Name) else ""


def _handed(node: ast.Call, taker: tuple[int, str, bool], own: set[str]) -> bool:
    """Whether a call gives a function at such a place; where it must be one, anything is."""
    place, keyword, must = taker
    given = [word.value for word in node.keywords if word.arg == keyword]
    given += node.args[place : place + 1]
    return any(must or _is_function(value, own) for value in given)


def _is_function(value: ast.expr, own: set[str]) -> bool:
    if isinstance(value, ast.Name):
        return value.id in own
    return isinstance(value, (ast.Lambda, ast.Attribute))


def _is_lazy_hand_over(node: ast.Call) -> bool:
    """DuckDB's lazy frame is a Python generator that Polars calls."""
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr == "pl"
        and (len(node.args) > 1 or any(word.arg != "batch_size" for word in node.keywords))
    )


@pytest.mark.parametrize(
    "path", [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))], ids=str
)
def test_no_python_function_is_handed_to_polars(path: Path) -> None:
    assert functions_in_polars(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "call",
    [
        "values.map_elements(str)",
        "values.map_batches(function=f)",
        "frame.map_rows(f)",
        "frame.group_by('a').map_groups(f)",
        "values.rolling_map(f, 3)",
        "pl.fold(0, f, exprs=[])",
        "pl.reduce(f, [])",
        "pl.cum_fold(0, f, [])",
        "frame.pipe(f)",
        "frame.rename(lambda name: name)",
        "values.name.map(str.upper)",
        "pl.scan_csv('a', with_column_names=f)",
        "pl.defer(f, schema={})",
        "lazy.sink_batches(f)",
        "relation.pl(lazy=True)",
        "from polars.io.plugins import register_io_source\nregister_io_source(f, schema={})",
    ],
)
def test_a_function_that_is_handed_to_polars_is_seen(call: str) -> None:
    source = f"import polars as pl\ndef f(): ...\n{call}\n"
    assert len(functions_in_polars(source)) == 1


@pytest.mark.parametrize(
    "call", ["frame.rename({'a': 'b'})", "pl.read_csv('a')", "relation.pl()", "list(map(f, []))"]
)
def test_what_hands_over_no_function_is_let_be(call: str) -> None:
    assert functions_in_polars(f"import polars as pl\ndef f(): ...\n{call}\n") == []
