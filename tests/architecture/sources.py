"""The product's own modules as syntax trees."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "auth")
GENERATED = ROOT / "portal" / "migrations" / "versions"


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module's path from the root with its tree, without the migrations."""
    return {
        str(file.relative_to(ROOT)): ast.parse(file.read_text(), str(file))
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
        if GENERATED not in file.parents
    }


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Return every node of every module with the module's path."""
    return tuple((path, node) for path, tree in modules().items() for node in ast.walk(tree))


def dotted(node: ast.AST) -> str:
    """Return "a.b.c" of an attribute chain; "" for any other node."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""
