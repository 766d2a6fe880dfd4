"""Addresses that were published once stay: people keep them, and letters name them (addresses.txt)."""

import re

from litestar.handlers import HTTPRouteHandler

from portal.kernel.language import Language, split_path
from portal.pages.account import identity
from tests.architecture.sources import ROOT
from tests.factories.portal import Portal

LIST = "tests/architecture/addresses.txt"


def published() -> list[str]:
    lines = (ROOT / LIST).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def served(portal: Portal) -> set[str]:
    """By method and path, in the form of Kazakh; also what is there only with an identity provider."""
    ours = {
        (method, route.path)
        for route in portal.app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler)
        for method in handler.http_methods
    }
    at_times = {
        (method, path)
        for handler in (*identity.PAGES, *identity.ANSWERS)
        for method in handler.http_methods
        for path in handler.paths
    }
    here = [(method, path) for method, path in ours | at_times if split_path(path)[0] is Language.KAZAKH]
    return {f"{method} {without_names(path)}" for method, path in here if method not in ("HEAD", "OPTIONS")}


def without_names(path: str) -> str:
    """What a part of the address is called in the code is nobody's business: {application_id:uuid} is {uuid}."""
    return re.sub(r"\{\w+:(\w+)\}", r"{\1}", path)


def test_no_address_that_was_published_is_gone(portal_of_all: Portal) -> None:
    gone = sorted(set(published()) - served(portal_of_all))

    assert gone == [], f"People still come here. Leave a route behind that redirects to the new place: {gone}"


def test_every_address_is_on_the_list(portal_of_all: Portal) -> None:
    new = sorted(served(portal_of_all) - set(published()))

    assert new == [], f"Add these lines to {LIST}; once published they are kept: {new}"


def test_the_list_names_nothing_twice() -> None:
    assert [line for line in published() if published().count(line) > 1] == []


def test_an_address_has_no_names_of_the_code() -> None:
    named = "/provider/applications/{application_id:uuid}/documents/{scan_id:uuid}"

    assert without_names(named) == "/provider/applications/{uuid}/documents/{uuid}"
