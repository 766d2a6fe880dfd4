"""A state has one writer: the function that asks the regulation first, and writes the journal."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import dotted, modules, nodes

ADVANCE = "portal/applications/advance.py"
CREATED = {("portal/applications/draft.py", "Application")}
"""A draft is made as one: the only state that is written without an act."""

STATES_OF_OTHERS = {
    "portal/signing/receive.py": "a signature is judged",
    "portal/gateway/deliver.py": "a message is delivered",
}


def assigned(name: str) -> set[str]:
    """Modules that assign to an attribute of this name, by whatever syntax."""
    return {path for path, node in nodes() for target in _targets(node) if _is_named(target, name)}


def _targets(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Assign):
        targets: list[ast.expr] = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr | ast.For):
        targets = [node.target]
    else:
        targets = []
    for target in targets:
        yield from ast.walk(target)


def _is_named(target: ast.AST, name: str) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == name


def called_with(name: str) -> set[tuple[str, str]]:
    """Calls with a keyword of this name: a row that is made, or an update in bulk."""
    return {
        (path, dotted(node.func) or ast.unparse(node.func))
        for path, node in nodes()
        if isinstance(node, ast.Call) and any(keyword.arg == name for keyword in node.keywords)
    }


def spelt(name: str) -> set[str]:
    """Modules that have the name as a text: setattr, a mapping of values, raw SQL."""
    return {
        path
        for path, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and name in node.value
    } - {path for path, tree in modules().items() if name in (ast.get_docstring(tree) or "")}


def test_nothing_but_advance_writes_the_state_of_an_application() -> None:
    assert assigned("application_state") == {ADVANCE}


def test_a_state_is_given_to_an_application_only_when_it_is_made() -> None:
    assert called_with("application_state") == CREATED


def test_no_text_names_the_state_for_somebody_to_write_it_by() -> None:
    """The index in the tables names its columns."""
    assert spelt("application_state") - {ADVANCE} == {"portal/applications/tables.py"}


def test_no_application_is_updated_in_bulk() -> None:
    found = [
        path
        for path, node in nodes()
        if isinstance(node, ast.Call) and dotted(node.func) == "update" and dotted(node.args[0]) == "Application"
    ]

    assert found == []


def test_the_states_of_other_things_have_one_writer_each() -> None:
    assert assigned("state") == set(STATES_OF_OTHERS)
