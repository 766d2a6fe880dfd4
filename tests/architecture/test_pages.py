"""One call a press; pages only ask: what stands in a transaction of a page, and what does not."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import dotted, modules

PAGES = {path: tree for path, tree in modules().items() if path.startswith("portal/pages/")}
RENDERS = {"page", "show_again", "show_case", "letter_html", "request.app.state.rendering.render"}
"""What makes HTML of what was read."""


def handlers() -> Iterator[tuple[str, ast.AsyncFunctionDef | ast.FunctionDef]]:
    for path, tree in PAGES.items():
        for node in tree.body:
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
                yield path, node


def transactions(node: ast.AST, kind: str) -> list[ast.AsyncWith]:
    """The blocks that open such a transaction: "reading" or "writing"."""
    return [
        block
        for block in ast.walk(node)
        if isinstance(block, ast.AsyncWith) and dotted_call(block.items[0].context_expr) == f"transactions.{kind}"
    ]


def dotted_call(node: ast.AST) -> str:
    return dotted(node.func) if isinstance(node, ast.Call) else ""


def calls_an_act(block: ast.AsyncWith) -> bool:
    """Its body is one statement, and what that awaits or calls is one act."""
    if len(block.body) != 1 or not isinstance(block.body[0], ast.Assign | ast.Expr | ast.Return):
        return False
    value = block.body[0].value
    act = value.value if isinstance(value, ast.Await) else value
    return isinstance(act, ast.Call) and isinstance(act.func, ast.Name)


def test_a_writing_transaction_of_a_page_is_one_call_of_one_act() -> None:
    blocks = [(path, block) for path, tree in PAGES.items() for block in transactions(tree, "writing")]

    assert blocks
    assert [f"{path}:{block.lineno}" for path, block in blocks if not calls_an_act(block)] == []


def test_a_press_opens_one_writing_transaction_at_most() -> None:
    several = [f"{path}: {node.name}" for path, node in handlers() if len(transactions(node, "writing")) > 1]

    assert several == []


def _renders(name: str) -> bool:
    return name in RENDERS or name.startswith("_show")


@pytest.mark.parametrize("kind", ["reading", "writing"])
def test_nothing_is_rendered_inside_a_transaction(kind: str) -> None:
    inside = [
        f"{path}:{call.lineno}"
        for path, tree in PAGES.items()
        for block in transactions(tree, kind)
        for call in ast.walk(block)
        if isinstance(call, ast.Call) and _renders(dotted(call.func))
    ]

    assert inside == []


def test_what_is_given_to_page_is_a_view() -> None:
    """The second argument is made by a view's class, or by a function that gives one."""
    untyped = [
        f"{path}:{call.lineno}"
        for path, tree in PAGES.items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and dotted(call.func) == "page"
        and not isinstance(call.args[1], ast.Call | ast.Name)
    ]

    assert untyped == []
