"""A page of the authority's, in the portal's own layout."""

from typing import Any

from litestar import Request, Response
from litestar.enums import MediaType

from portal.kernel.language import Language, split_path
from portal.rendering.environment import Rendering
from portal.web.forms import Form

PersonRequest = Request[Any, Any, Any]
_UNPROCESSABLE = 422


class _Here:
    """What the layout needs of a place where nobody signs in."""

    account = None
    demo = True
    test_clock = None

    def __init__(self, path: str) -> None:
        self.language, self.path = split_path(path)
        self.languages = [(language, language.link(self.path)) for language in Language]


def render_page(
    request: PersonRequest, rendering: Rendering, template: str, form: Form, **values: object
) -> Response[str]:
    """With 422 where something is wrong with what was typed."""
    here = _Here(request.url.path)
    html = rendering.render(here.language, template, {"here": here, "form": form, **values})
    status, headers = _UNPROCESSABLE if form.errors else 200, {"cache-control": "no-store"}
    return Response(html, media_type=MediaType.HTML, status_code=status, headers=headers)
