"""Convert HTML to a tagged PDF. Runs in a worker process, because it would block the event loop."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.reading.glyphs import without_glyph

_TYPES = {".css": "text/css; charset=utf-8", ".ttf": "font/ttf", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Unprintable:
    """The document has no PDF: its font lacks these characters, which would be boxes or another font's."""

    characters: str


def html_to_pdf(html: str, static: str) -> bytes | Unprintable:
    """Return a PDF/UA document. Styles and fonts come from the folder `static`; nothing else is fetched."""
    # The import takes most of a second, and only the worker process needs it.
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    folder = Path(static).resolve()

    class StaticOnly(URLFetcher):  # type: ignore[misc]
        """Answers addresses under /static/ with files of the folder."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 -- as inherited
            path = (folder / url.partition("/static/")[2].partition("?")[0]).resolve()
            if not path.is_relative_to(folder):
                raise ValueError("a notice may only use files of the static folder")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})

    # A missing font or style fails the task, so that no broken letter is signed.
    fetcher = StaticOnly(fail_on_errors=True)
    document, drawn = HTML(string=html, base_url="file:///", url_fetcher=fetcher), list[str]()
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda laid_out, _: drawn.extend(_drawn(laid_out.fonts)))
    lacking = without_glyph("".join(drawn))
    return Unprintable(lacking) if lacking else bytes(pdf)


def _drawn(fonts: Mapping[object, Any]) -> Iterator[str]:
    """Yield the texts of all glyphs, and the characters drawn as boxes.

    A character that our font lacks has a glyph of another font where the machine has one, and is a box elsewhere.
    """
    for font in fonts.values():
        yield from font.to_unicode.values()
        yield from map(chr, font.missing)
