"""Calls whose result depends on the language only are evaluated when a template is compiled, not on every page."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_TEXTS = 4096


class _Template(Template):
    """No template has globals of its own, so an import need not compare them with the environment's."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:  # noqa: ARG002 -- the signature is Jinja's
        return super()._get_default_module()


class FoldingEnvironment(Environment):
    """`foldable` maps names to pure functions: `_("...")` in a template is replaced by its translation."""

    template_class = _Template
    foldable: Mapping[str, Callable[[str], str]]

    def _generate(self, source: nodes.Template, *given: Any, **options: Any) -> str:
        return super()._generate(_FoldCalls(self.foldable).visit(source), *given, **options)


class _FoldCalls(NodeTransformer):
    def __init__(self, foldable: Mapping[str, Callable[[str], str]]) -> None:
        self._foldable = foldable

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 -- the visitor's own way of naming
        self.generic_visit(node)
        function = self._foldable.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        plain = len(node.args) == 1 and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if function is None or not plain or not isinstance(node.args[0], nodes.Const):
            return node
        return nodes.Const(function(node.args[0].value), lineno=node.lineno)


def template_gettext(translate: Callable[[str], str]) -> Callable[..., Markup]:
    """gettext for templates. A translation is trusted; the values of its placeholders are escaped."""

    @lru_cache(_TEXTS)
    def translated(message: str) -> Markup:
        return Markup(translate(message))  # noqa: S704 -- from the catalogue

    def gettext(message: str, **values: object) -> Markup:
        return translated(message) % values if values else _without_values(message)

    @lru_cache(_TEXTS)
    def _without_values(message: str) -> Markup:
        return translated(message) % {}

    return gettext
