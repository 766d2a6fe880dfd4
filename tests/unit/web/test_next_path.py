"""The page after log-in is always one of this portal."""

from urllib.parse import urljoin, urlsplit

import pytest

from portal.kernel.language import Language
from portal.pages.account.after_log_in import local_path

ORIGIN = "https://portal.example"
ELSEWHERE = (
    "https://evil.example",
    "HTTPS://evil.example",
    "http://evil.example/cabinet",
    "https:evil.example",
    "https:/evil.example",
    "ftp://evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>",
    "mailto:a@evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "//evil.example/ru/cabinet",
    "/\\evil.example",
    "/\\/evil.example",
    "//\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/\x00/evil.example",
    "/\u200b/evil.example",
    "/\u00a0/evil.example",
    "/\u2028/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ru//evil.example",
    "/en//evil.example",
    "/ru///evil.example",
    "/ru/\\evil.example",
    "/en/\\/evil.example",
    "evil.example",
    "@evil.example",
    "..//evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "cabinet",
    " /cabinet",
    "",
)
HERE = {
    "/": "/",
    "/ru": "/",
    "/cabinet": "/cabinet",
    "/ru/cabinet": "/cabinet",
    "/en/cabinet?page=2": "/cabinet?page=2",
    "/services/housing-queue": "/services/housing-queue",
    "/%2f/evil.example": "/%2f/evil.example",
    "/%5cevil.example": "/%5cevil.example",
    "/.//evil.example": "/.//evil.example",
    "/..//evil.example": "/..//evil.example",
    "/@evil.example": "/@evil.example",
    "/;//evil.example": "/;//evil.example",
    "/rus//evil.example": "/rus//evil.example",
    "/ru/en//evil.example": "/en//evil.example",
    "/cabinet//evil.example": "/cabinet//evil.example",
    "/?u=https://evil.example": "/?u=https://evil.example",
}


@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_elsewhere_is_no_place_to_go_on(address: str) -> None:
    assert local_path(address) == ""


@pytest.mark.parametrize(("address", "path"), HERE.items())
def test_an_address_of_ours_is_taken_without_its_language(address: str, path: str) -> None:
    assert local_path(address) == path


@pytest.mark.parametrize("address", [*ELSEWHERE, *HERE])
def test_whatever_is_asked_a_browser_stays_here(address: str) -> None:
    """A browser reads a backslash as a slash, and drops tabs and line breaks."""
    for language in Language:
        target = language.link(local_path(address) or "/welcome")
        seen = "".join(target.split()).replace("\\", "/")
        assert urlsplit(urljoin(f"{ORIGIN}/login", seen))[:2] == ("https", "portal.example")
