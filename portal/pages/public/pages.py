"""Pages for everybody: the home page and the service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from litestar import Response, get

from portal.applications.questions import VULNERABLE
from portal.regulation.standard import (
    CATEGORIES,
    DOCUMENT_KINDS,
    NEED_GROUNDS,
    STRATA,
    Category,
    DocumentKind,
    NeedGround,
    Stratum,
    offered,
)
from portal.regulation.terms import SERVICE_DAYS
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.page import OpenRequest, page

_VULNERABLE_GROUPS = tuple(row for row in STRATA.values() if row.counts)


@dataclass(frozen=True, slots=True)
class HomeView(View):
    template: ClassVar[str] = "pages/public/home.html"
    days: int = SERVICE_DAYS


@dataclass(frozen=True, slots=True)
class ServiceView(View):
    """`groups` are the groups of people that make up a category, by its code."""

    template: ClassVar[str] = "pages/public/service.html"
    categories: Mapping[str, Category] = field(default_factory=lambda: CATEGORIES)
    documents: Mapping[str, DocumentKind] = field(default_factory=lambda: DOCUMENT_KINDS)
    need_grounds: Mapping[str, NeedGround] = field(default_factory=lambda: offered(NEED_GROUNDS))
    groups: Mapping[str, Sequence[Stratum]] = field(default_factory=lambda: {VULNERABLE: _VULNERABLE_GROUPS})
    days: int = SERVICE_DAYS


@get("/", opt=access(Access.EVERYONE))
async def home_page(request: OpenRequest) -> Response[str]:
    return page(request, HomeView())


@get("/services/housing-queue", opt=access(Access.EVERYONE))
async def service_page(request: OpenRequest) -> Response[str]:
    """Show what the service is, for whom, and what is needed (Standard, items 4 to 10)."""
    return page(request, ServiceView())


PAGES = (home_page, service_page)
