"""A page of a stand-in, in the portal's own layout."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType

from portal.kernel.language import Language
from portal.rendering.environment import Rendering
from portal.rendering.view import View

StandInRequest = Request[Any, Any, State]


class StandInPlace:
    """What the layout needs of a place where nobody signs in: the language, and this page's address in the others."""

    account = None
    demo = True
    test_clock = None

    def __init__(self, language: Language, path: str = "/") -> None:
        self.language, self.path = language, path
        self.languages = [(language, language.link(path)) for language in Language]


def stand_in_page(
    rendering: Rendering, place: StandInPlace, view: View, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response[str]:
    """Render the view in the place's language; no cache keeps it."""
    html = rendering.render(place.language, view.template, {"here": place, **view.context()})
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(html, media_type=MediaType.HTML, status_code=status, headers=kept)
