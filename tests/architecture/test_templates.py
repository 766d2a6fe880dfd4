"""Templates: each is there, each is used, and each uses what it imports."""

import ast
import re
from collections.abc import Iterator

from jinja2 import Environment, nodes

from portal.notices.kinds import NoticeKind
from portal.providers.tables import Role
from tests.architecture.sources import ROOT
from tests.architecture.sources import nodes as python_nodes

FOLDER = ROOT / "templates"
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
NAMES = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.html"))
TREES = {name: ENVIRONMENT.parse((FOLDER / name).read_text()) for name in NAMES}
BY_KIND = [f"notices/{kind.value}/{part}.html" for kind in NoticeKind for part in ("body", "document")]
BY_ROLE = [f"partials/provider/{role.value}.html" for role in Role]
BY_STATE = [name for name in NAMES if name.startswith(("partials/cabinet/states/", "partials/cabinet/phases/"))]
"""Chosen by a word that is known only when the page is made."""
CHOSEN = {"partials/provider/": BY_ROLE, "partials/cabinet/states/": BY_STATE}


def imported(tree: nodes.Template) -> set[str]:
    return {
        name if isinstance(name, str) else name[1] for found in tree.find_all(nodes.FromImport) for name in found.names
    }


def used(name: str) -> set[str]:
    """Names a template reads, itself or in what it includes."""
    own = {found.name for found in TREES[name].find_all(nodes.Name) if found.ctx == "load"}
    return own.union(*(used(part) for part in included(TREES[name])))


def included(tree: nodes.Template) -> Iterator[str]:
    for found in tree.find_all(nodes.Include):
        if isinstance(found.template, nodes.Const):
            yield found.template.value
        else:
            yield from CHOSEN[next(constant.value for constant in found.find_all(nodes.Const))]


def named(tree: nodes.Template) -> set[str]:
    """Templates a template extends, imports from or includes."""
    constants = [found.template for found in tree.find_all(nodes.Extends)]
    constants += [found.template for found in tree.find_all(nodes.FromImport)]
    constants += [found.template for found in tree.find_all(nodes.Import)]
    return {found.value for found in constants if isinstance(found, nodes.Const)} | set(included(tree))


def named_by_code() -> set[str]:
    found = {
        node.value
        for _, node in python_nodes()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"\w[\w/]+\.html", node.value)
    }
    return found | set(BY_KIND)


def test_every_import_of_a_template_is_used() -> None:
    unused = {name: sorted(imported(tree) - used(name)) for name, tree in TREES.items()}

    assert {name: found for name, found in unused.items() if found} == {}


def test_every_template_that_is_named_is_there() -> None:
    wanted = named_by_code().union(*(named(tree) for tree in TREES.values()))

    assert sorted(wanted - set(NAMES)) == []


def test_every_template_is_reached_from_code() -> None:
    reached, waiting = set[str](), sorted(named_by_code())
    while waiting:
        name = waiting.pop()
        if name in TREES and name not in reached:
            reached.add(name)
            waiting += named(TREES[name])

    assert sorted(set(NAMES) - reached) == []


def test_every_notice_has_its_letter_and_its_document() -> None:
    folders = {file.name for file in (FOLDER / "notices").iterdir()}

    assert folders == {kind.value for kind in NoticeKind}
    assert [name for name in BY_KIND if name not in NAMES] == []


def test_nothing_is_put_into_a_page_without_being_escaped() -> None:
    """A letter in the cabinet is a template's own text: the one that is rendered already."""
    unescaped = [
        (name, found.node.name)
        for name, tree in TREES.items()
        for found in tree.find_all(nodes.Filter)
        if found.name == "safe" and isinstance(found.node, nodes.Name)
    ]
    switched_off = [name for name in NAMES if "autoescape" in (FOLDER / name).read_text()]

    assert (unescaped, switched_off) == ([("pages/cabinet/notice.html", "body")], [])


def test_htmx_is_given_nothing_to_evaluate() -> None:
    """The page's policy would refuse it without a word: hx-on, event filters and js: need eval."""
    evaluated = re.compile(r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\[|javascript:")
    texts = {name: re.sub(r"\{#.*?#\}", "", (FOLDER / name).read_text()) for name in NAMES}

    assert [name for name, text in texts.items() if evaluated.search(text)] == []
