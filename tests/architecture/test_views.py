"""The fields of every view are the names that its template reads: none is missing, and none is given for nothing."""

import ast
import importlib
import pkgutil
from dataclasses import fields
from functools import cache

import pytest
from jinja2 import nodes

import portal
from portal.notices.kinds import NOTICES, NoticeKind
from portal.rendering.view import View
from tests.architecture.sources import dotted
from tests.architecture.sources import nodes as syntax_nodes
from tests.architecture.test_templates import TREES, included
from tests.factories.letters import OF_KIND

GLOBALS = {"_", "link", "static", "language", "namespace", "loop"}
"""What the environment gives every template."""
HERE = {"here"}
"""What `portal.web.page.page` gives every page."""


def views() -> list[type[View]]:
    """Every class that names its own template, wherever it stands."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if not module.name.endswith("__main__") and "migrations" not in module.name:
            importlib.import_module(module.name)
    found, waiting = [], [View]
    while waiting:
        waiting += (subclasses := waiting.pop().__subclasses__())
        found += [one for one in subclasses if "template" in vars(one)]
    return sorted(set(found), key=lambda one: one.__qualname__)


@cache
def wanted(name: str) -> frozenset[str]:
    """The names a template reads that it does not set itself, with what it extends and includes."""
    tree = TREES[name]
    own = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"} - declared(tree)
    parents = [one.template.value for one in tree.find_all(nodes.Extends) if isinstance(one.template, nodes.Const)]
    inner = {found for part in (*included(tree), *parents) for found in wanted(part)}
    return frozenset(own | (inner - declared(tree)))


def declared(tree: nodes.Template) -> set[str]:
    """Names that the template sets or imports itself, for what it includes too."""
    names = {one.name for one in tree.find_all(nodes.Name) if one.ctx in ("store", "param")}
    imports = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    return names | {name if isinstance(name, str) else name[1] for name in imports}


@pytest.mark.parametrize("view", views(), ids=lambda view: view.__name__)
def test_a_view_has_the_fields_that_its_template_reads(view: type[View]) -> None:
    given = {field.name for field in fields(view)}  # type: ignore[arg-type]
    read = wanted(view.template) - GLOBALS

    letter = {"notice", "data"} if view.template.startswith("notices/") else set[str]()
    assert read - given - HERE - letter == set()
    assert given - read == set()


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_rows_of_a_notice_are_made_for_its_own_letter(kind: NoticeKind) -> None:
    assert NOTICES[kind].rows(OF_KIND[kind]).template == f"notices/{kind.value}/body.html"


def test_templates_are_rendered_from_views_alone() -> None:
    """Four places render: each is given a view, and takes its template and its context."""
    rendering = {
        path
        for path, node in syntax_nodes()
        if isinstance(node, ast.Call) and dotted(node.func).endswith("rendering.render")
    }

    assert rendering == {
        "portal/web/page.py",
        "portal/web/error_pages.py",
        "portal/notices/letter.py",
        "portal/simulators/page.py",
    }
