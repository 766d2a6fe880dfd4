"""Files and functions that one can read: at most 350 lines and 50, or a reason written here."""

import ast

from tests.architecture.sources import ROOT, modules, nodes

LONGEST_FILE, LONGEST_FUNCTION = 350, 50
REASONS: dict[str, str] = {}
"""File, or file and function, with why it is longer."""


def test_no_file_is_longer_than_can_be_read() -> None:
    files = [*(ROOT / path for path in modules()), *(ROOT / "templates").rglob("*.html")]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}

    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE and path not in REASONS} == {}


def test_no_function_is_longer_than_can_be_read() -> None:
    long = {
        f"{path}:{node.name}": length
        for path, node in nodes()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }

    assert {name: length for name, length in long.items() if name not in REASONS} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path, tree in modules().items() if tree.body and not ast.get_docstring(tree)]

    assert silent == []
