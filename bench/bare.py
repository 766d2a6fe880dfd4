"""The floor: Litestar's own session and one Jinja template, nothing else; its pages are as long as ours."""

from jinja2 import Environment
from litestar import Litestar, MediaType, Request, Response, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.middleware.session.server_side import ServerSideSessionConfig

_PAGE = """<!doctype html><html lang="kk"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<p>{{ who }}</p><table>{% for row in rows %}<tr data-testid="{{ row.number }}"><td>{{ row.number }}</td>
<td>{{ row.state }}</td><td>{{ row.at }}</td></tr>{% endfor %}</table>
{% for paragraph in paragraphs %}<p class="{{ paragraph.kind }}">{{ paragraph.text }}</p>
{% endfor %}</body></html>"""
_WORDS = "Тұрғын үйге мұқтаж азаматтарды есепке қою және кезектілікті айқындау "
_ROWS = [{"number": f"2026-{number:06d}", "state": "Қабылданды", "at": "24.11.2026"} for number in range(20)]


def bare_app(sizes: dict[str, int]) -> Litestar:
    """`sizes`: bytes of the page at each path."""
    template = Environment(autoescape=True).from_string(_PAGE)
    filling = {path: _paragraphs(size - len(template.render(_context([])).encode())) for path, size in sizes.items()}

    @get([f"/{path}" for path in sizes], media_type=MediaType.HTML)
    async def page(request: Request[None, None, State]) -> Response[str]:
        request.session["seen"] = True
        text = template.render(_context(filling[request.url.path.removeprefix("/")]))
        return Response(text, headers={"cache-control": "no-store"})

    return Litestar(
        [page],
        middleware=[ServerSideSessionConfig().middleware],
        compression_config=CompressionConfig(backend="gzip", minimum_size=600),
        openapi_config=None,
        logging_config=None,
    )


def _context(paragraphs: list[dict[str, str]]) -> dict[str, object]:
    return {"title": "Кезек", "who": "····0022", "rows": _ROWS, "paragraphs": paragraphs}


def _paragraphs(missing: int) -> list[dict[str, str]]:
    """As many as make the page about that much longer; each differs, as words of a page do."""
    one = len(f'<p class="0">{_WORDS} 0</p>\n'.encode())
    return [{"kind": str(index % 7), "text": f"{_WORDS} {index}"} for index in range(max(0, missing) // one)]
