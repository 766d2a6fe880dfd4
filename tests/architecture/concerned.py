"""Which tests a change can turn red, as far as imports tell: a page of docs/howto runs them before it ends."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.architecture.howto import Block
from tests.architecture.sources import ROOT

_NAMED = {"diff": re.compile(r"^--- a/(\S+)$", re.MULTILINE), "sh": re.compile(r">> (\S+)$", re.MULTILINE)}
_ARGUMENT = re.compile(r"\s(tests/[\w./-]+)(::\w+)?")
_WALKERS = {
    r"portal/rendering/locales/\w+\.po": "tests/unit/rendering/test_catalogues.py",
    r"templates/.+\.html": "tests/architecture/test_templates.py",
    r"tests/architecture/addresses\.txt": "tests/architecture/test_addresses.py",
}
"""Files that no test imports, and the test that walks them."""


def changed(blocks: Iterable[Block]) -> set[str]:
    """The paths of the files that a page changes or makes."""
    return {path for block in blocks for path in _changed_by(block)}


def _changed_by(block: Block) -> list[str]:
    return _NAMED[block.kind].findall(block.text) if block.kind in _NAMED else [block.path]


def concerned(paths: set[str]) -> set[str]:
    """The tests among the files, those that walk them, and the tests of units and of the architecture that import them.

    Tests of several parts together are not told by imports: most of them concern everything.
    """
    modules = {name for path in paths if path.endswith(".py") for name in _names(path)}
    themselves = {path for path in paths if re.fullmatch(r"tests/(.+/)?test_\w+\.py", path)}
    walking = {test for pattern, test in _WALKERS.items() if any(re.fullmatch(pattern, path) for path in paths)}
    return themselves | walking | {test for test, imported in _imports().items() if imported & modules}


def _names(path: str) -> Iterator[str]:
    """The module, and the package that gives its names to others."""
    file = Path(path)
    name = ".".join(file.with_suffix("").parts)
    yield name
    package = ROOT / file.parent / "__init__.py"
    if package.exists() and name in _imported(package):
        yield ".".join(file.parent.parts)


def run_by(command: str) -> tuple[set[str], set[str]]:
    """The files and folders of tests that a command runs whole, and the files of which it runs a part."""
    found = _ARGUMENT.findall(command)
    return {path.rstrip("/") for path, part in found if not part}, {path for path, part in found if part}


def left_out(tests: set[str], command: str) -> set[str]:
    """Those of the tests that the command does not run. Of an integration test a part is enough."""
    whole, part = run_by(command)
    return {
        test
        for test in tests
        if not {test, *map(str, Path(test).parents)} & whole
        and not (test in part and test.startswith("tests/integration/"))
    }


@cache
def _imports() -> dict[str, frozenset[str]]:
    """By test file, the modules it imports."""
    files = [file for room in ("unit", "architecture") for file in (ROOT / "tests" / room).rglob("test_*.py")]
    return {file.relative_to(ROOT).as_posix(): frozenset(_imported(file)) for file in files}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
