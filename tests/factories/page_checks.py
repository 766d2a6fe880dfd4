"""Checks that every page must pass, done on each HTML answer in a test."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import html

_NOT_LABELLED = {"hidden", "submit", "button"}
_REFERENCES = ("aria-labelledby", "aria-describedby", "for")
_TWO_FULL_STOPS = re.compile(r".{,20}\w\.\.(?=\s|$)")
_UNSEEN = "contains(concat(' ', @class, ' '), ' hidden ') or @hidden or self::option or self::textarea"
_UNHEARD = "@aria-hidden = 'true' or @hidden or self::option or self::textarea"
_CODE = re.compile(r"on\w+|hx-on\b.*|style|srcdoc|javascript:.*")


class Page:
    """A parsed page."""

    def __init__(self, text: str) -> None:
        self.tree = html.document_fromstring(text)

    def all(self, xpath: str) -> list[html.HtmlElement]:
        found = self.tree.xpath(xpath)
        assert isinstance(found, list)
        return found

    def texts(self, xpath: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.all(xpath)]

    def text(self, xpath: str) -> str:
        """The text of the only such element."""
        (only,) = self.texts(xpath)
        return only

    @property
    def heading(self) -> str:
        return self.text("//h1")

    @property
    def state(self) -> str:
        """The first `data-state` on the page."""
        return str(self.all("//*[@data-state]/@data-state")[0])

    def by_testid(self, key: str) -> str:
        return self.text(f"//*[@data-testid='{key}']")

    @property
    def errors(self) -> list[str]:
        """The faults in the error summary."""
        return self.texts("//*[contains(@class, 'error-summary')]//li")

    @property
    def links(self) -> list[str]:
        return [str(href) for href in self.all("//a/@href | //link/@href | //script/@src")]

    @property
    def actions(self) -> list[str]:
        """The targets of the page's forms and of its htmx attributes."""
        return [str(action) for action in self.all("//form/@action | //*/@hx-post")]

    @property
    def csrf(self) -> str | None:
        tokens = {str(value) for value in self.all("//input[@name='csrf']/@value")}
        return tokens.pop() if tokens else None


def faults_of(page: Page, language: str) -> list[str]:
    """Return everything that is wrong with the page; empty for a good one."""
    return [fault for check in _CHECKS for fault in check(page, language)]


def _language(page: Page, language: str) -> Iterator[str]:
    if page.tree.get("lang") != language:
        yield f"lang is {page.tree.get('lang')!r}, not {language!r}"


def _heading(page: Page, _language: str) -> Iterator[str]:
    headings = page.texts("//h1")
    if len(headings) != 1 or not headings[0]:
        yield f"h1: {headings}"


def _title(page: Page, _language: str) -> Iterator[str]:
    titles = page.texts("//head/title")
    if len(titles) != 1 or not titles[0].split(" – ")[0].strip():
        yield f"title: {titles}"


def _ids(page: Page, _language: str) -> Iterator[str]:
    counted = Counter(page.all("//@id"))
    yield from (f"id {name!r} stands {count} times" for name, count in counted.items() if count > 1)
    for attribute in _REFERENCES:
        names = {name for value in page.all(f"//@{attribute}") for name in value.split()}
        yield from (f"{attribute} names {name!r}, which is not there" for name in names - counted.keys())
    for target in page.all("//a[starts-with(@href, '#')]/@href"):
        if target[1:] not in counted:
            yield f"a link leads to {target!r}, which is not there"


def _labels(page: Page, _language: str) -> Iterator[str]:
    labelled = set(page.all("//label/@for"))
    for control in page.all("//input | //select | //textarea"):
        if control.get("type") in _NOT_LABELLED or control.get("aria-label") or control.get("aria-labelledby"):
            continue
        if control.get("id") not in labelled and not list(control.iterancestors("label")):
            yield f"{control.tag} {control.get('name')!r} has no label"


def _names(page: Page, _language: str) -> Iterator[str]:
    for element in page.all("//button | //a[@href]"):
        if not element.text_content().strip() and not element.get("aria-label"):
            yield f"{element.tag} without words: {html.tostring(element).decode()[:80]}"


def _labels_in_names(page: Page, _language: str) -> Iterator[str]:
    """Whoever says aloud what stands on a control finds it: its name contains its visible words (WCAG 2.5.3)."""
    for control in page.all("//a[@href] | //button | //summary | //input | //select | //textarea"):
        visible, name = _visible_words(page, control), _name(page, control)
        if visible.casefold() not in name.casefold():
            yield f"{control.tag} reads {visible!r} and is called {name!r}"


def _visible_words(page: Page, control: html.HtmlElement) -> str:
    shown = [control, *page.all(f"//label[@for='{control.get('id')}']")] if control.get("id") else [control]
    return " ".join(words for one in shown if (words := _words(one, _UNSEEN)))


def _name(page: Page, control: html.HtmlElement) -> str:
    by = [one for id_ in (control.get("aria-labelledby") or "").split() for one in page.all(f"//*[@id='{id_}']")]
    given = " ".join(_words(one, _UNHEARD) for one in by) or control.get("aria-label")
    labels = page.all(f"//label[@for='{control.get('id')}']") if control.get("id") else []
    return given or " ".join(words for one in (control, *labels) if (words := _words(one, _UNHEARD)))


def _words(element: html.HtmlElement, without: str) -> str:
    """The element's text without the parts that match: what is drawn or read of it."""
    texts = element.xpath(f".//text()[not(ancestor::*[{without}])]")
    return " ".join("".join(texts).split())


def _csrf(page: Page, _language: str) -> Iterator[str]:
    for form in page.all("//form"):
        if form.get("method", "get").lower() != "post":
            continue
        if len(form.xpath(".//input[@type='hidden'][@name='csrf'][string-length(@value) = 80]")) != 1:
            yield f"the form to {form.get('action')!r} has no csrf field"


def _nothing_inline(page: Page, _language: str) -> Iterator[str]:
    yield from (f"inline {element.tag}" for element in page.all("//style | //script[not(@src)]"))
    for element in page.all("//*"):
        for name, value in element.attrib.items():
            if _CODE.fullmatch(name) or value.startswith("javascript:"):
                yield f"{name} on {element.tag}"


def _full_stops(page: Page, _language: str) -> Iterator[str]:
    """A date that ends in an abbreviation, as in Russian, brings its own full stop."""
    for text in page.texts("//body//*[not(self::script or self::code or *)]"):
        yield from (f"two full stops: {found}" for found in _TWO_FULL_STOPS.findall(text))


_CHECKS = (_language, _heading, _title, _ids, _labels, _names, _labels_in_names, _csrf, _nothing_inline, _full_stops)
