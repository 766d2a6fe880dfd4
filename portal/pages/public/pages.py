"""Pages for everybody: the home page and the service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from litestar import Response, get

from portal.regulation.standard import CATEGORIES, DOCUMENT_KINDS, NEED_GROUNDS, Category, DocumentKind, NeedGround
from portal.regulation.terms import SERVICE_DAYS
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.page import OpenRequest, page


@dataclass(frozen=True, slots=True)
class HomeView(View):
    template: ClassVar[str] = "pages/public/home.html"
    days: int = SERVICE_DAYS


@dataclass(frozen=True, slots=True)
class ServiceView(View):
    template: ClassVar[str] = "pages/public/service.html"
    categories: Mapping[str, Category] = field(default_factory=lambda: CATEGORIES)
    documents: Mapping[str, DocumentKind] = field(default_factory=lambda: DOCUMENT_KINDS)
    need_grounds: Mapping[str, NeedGround] = field(default_factory=lambda: NEED_GROUNDS)
    days: int = SERVICE_DAYS


@get("/", opt=access(Access.EVERYONE))
async def home_page(request: OpenRequest) -> Response[str]:
    return page(request, HomeView())


@get("/services/housing-queue", opt=access(Access.EVERYONE))
async def service_page(request: OpenRequest) -> Response[str]:
    """Show what the service is, for whom, and what is needed (Standard, items 4 to 10)."""
    return page(request, ServiceView())


PAGES = (home_page, service_page)
