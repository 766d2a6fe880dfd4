"""Convert HTML to a tagged PDF. Runs in a worker process, because it would block the event loop."""

from pathlib import Path

_TYPES = {".css": "text/css; charset=utf-8", ".ttf": "font/ttf", ".svg": "image/svg+xml"}


def html_to_pdf(html: str, static: str) -> bytes:
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
    document = HTML(string=html, base_url="file:///", url_fetcher=fetcher)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
