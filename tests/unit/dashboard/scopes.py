"""Where an expression of a page stands, and what is assigned there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Scope:
    """Where an expression stands.

    Attributes:
        module: the whole of it.
        function: the innermost, if any.
        bound: names that comprehensions around it bind, with what they run over.
    """

    module: ast.Module
    function: ast.FunctionDef | None
    bound: dict[str, ast.expr] = field(default_factory=dict)

    def within(self, generators: list[ast.comprehension]) -> Scope:
        """The scope inside a comprehension."""
        names = {name: one.iter for one in generators for name in _names(one.target)}
        return Scope(self.module, self.function, self.bound | names)

    def assigned(self, name: str) -> list[ast.expr]:
        """Everything that is assigned to a name here."""
        if name in self.bound:
            return [self.bound[name]]
        return [
            value
            for node in ast.walk(self.function or self.module)
            for target, value in _assignments(node)
            if name in _names(target)
        ]

    def made_by(self, name: str) -> list[str]:
        """The functions whose answers a name has, or its class where it is a parameter."""
        found = [called(one.func) for one in self.assigned(name) if isinstance(one, ast.Call)]
        if found or self.function is None:
            return found
        arguments = [*self.function.args.args, *self.function.args.kwonlyargs]
        return [called(one.annotation) for one in arguments if one.arg == name and one.annotation]

    def parameter(self, name: str) -> int | None:
        """The place of a parameter; -1 where it is given by name alone, None where it is none."""
        if self.function is None:
            return None
        arguments = self.function.args
        for place, one in enumerate(arguments.args):
            if one.arg == name:
                return place
        return -1 if name in {one.arg for one in arguments.kwonlyargs} else None


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, Scope]]:
    """Every call of a module, with the innermost function that it is in."""

    def walk(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.Call, Scope]]:
        for child in ast.iter_child_nodes(node):
            inner = scope
            if isinstance(child, ast.FunctionDef):
                inner = Scope(tree, child)
            elif isinstance(child, ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp):
                inner = scope.within(child.generators)
            if isinstance(child, ast.Call):
                yield child, inner
            yield from walk(child, inner)

    return walk(tree, Scope(tree, None))


def _assignments(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign():
            return [(target, node.value) for target in node.targets]
        case ast.AnnAssign() | ast.AugAssign() if node.value is not None:
            return [(node.target, node.value)]
        case ast.NamedExpr():
            return [(node.target, node.value)]
        case ast.For():
            return [(node.target, node.iter)]
    return []


def _names(target: ast.expr) -> set[str]:
    return {
        node.id
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def called(function: ast.expr) -> str:
    """The last part of a name: of a function, a method or a class."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
