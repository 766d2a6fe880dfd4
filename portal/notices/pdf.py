"""A page of HTML as a tagged PDF. Runs in a worker process: it would stall the event loop."""

from pathlib import Path
from typing import Any


def html_to_pdf(html: str, static: str) -> bytes:
    """The PDF/UA document. Styles and fonts come from the folder `static`; nothing else is fetched."""
    from weasyprint import HTML  # noqa: PLC0415 -- takes most of a second, and only the worker process needs it

    return bytes(HTML(string=html, base_url=static, url_fetcher=_StaticOnly(static)).write_pdf(pdf_variant="pdf/ua-1"))


class _StaticOnly:
    """Answers with files of one folder, by the last part of any address."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).resolve()

    def __call__(self, url: str, *_: Any, **__: Any) -> dict[str, Any]:
        path = (self._folder / url.partition("/static/")[2]).resolve()
        if not path.is_relative_to(self._folder):
            raise ValueError("a notice may only use files of the static folder")
        return {"file_obj": path.open("rb")}
