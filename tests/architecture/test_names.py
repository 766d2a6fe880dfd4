"""One meaning a name: few public functions and classes have a name that another module defines too."""

import ast
from collections import defaultdict

from tests.architecture.sources import modules

MOST_SHARED = 0.03


def definitions() -> dict[str, list[str]]:
    """The modules that define each public top-level name."""
    found = defaultdict(list)
    for path, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
                found[node.name].append(path)
    return found


def test_few_names_are_defined_by_more_than_one_module() -> None:
    found = definitions()
    shared = {name: paths for name, paths in found.items() if len(paths) > 1}

    share = sum(map(len, shared.values())) / sum(map(len, found.values()))

    listed = "\n".join(f"{name}: {', '.join(paths)}" for name, paths in sorted(shared.items()))
    assert share <= MOST_SHARED, f"{share:.1%} of the public names are shared:\n{listed}"
