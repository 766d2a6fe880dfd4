"""Without a mouse: every stop is seen, and the order is the page's."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.kit import papers
from e2e.kit.people import new_citizen
from e2e.kit.screens.account import LogIn, Register
from e2e.kit.screens.cabinet import Service
from e2e.kit.screens.form import Documents, Section, person_answers
from e2e.kit.window import Window
from e2e.kit.windows import Windows
from portal.kernel.language import Language

_MOST_STOPS = 30
_TRANSPARENT = "rgba(0, 0, 0, 0)"
_STOP = """() => {
  const stop = document.activeElement, style = getComputedStyle(stop);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {id: stop.id, name: stop.textContent.trim(), seen};
}"""


def tab(window: Window) -> str:
    """To the next stop: its id, or the words on it. It must be seen."""
    window.page.keyboard.press("Tab")
    stop = window.page.evaluate(_STOP)
    assert stop["seen"], f"the focus is not seen on {stop}"
    return str(stop["id"] or stop["name"])


def tab_to(window: Window, wanted: str) -> None:
    stops: list[str] = []
    while not stops or stops[-1] != wanted:
        stops.append(tab(window))
        assert len(stops) < _MOST_STOPS, f"{wanted} is not reached: {stops}"


def test_log_in_by_keyboard_starts_at_the_skip_link(windows: Windows) -> None:
    citizen = new_citizen()
    window = windows.open()
    Register(window).open().register(citizen)
    LogIn(window).open()
    keyboard = window.page.keyboard

    assert tab(window) == window.words("Skip to main content")
    keyboard.press("Enter")
    tab_to(window, "iin")
    keyboard.type(citizen.iin)
    tab_to(window, "password")
    keyboard.type(citizen.password)
    tab_to(window, window.words("Sign in"))
    keyboard.press("Enter")

    window.at("/cabinet")


def test_section_is_filled_by_keyboard_in_the_order_of_its_fields(windows: Windows) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen)
    draft = Service(window).open().start()
    section, answers = Section(window, draft, "person").open(), person_answers(citizen)
    tab_to(window, "surname")

    for code, answer in answers.items():
        expect(section.field(code)).to_be_focused()
        window.page.keyboard.type(answer)
        if code == "surname":
            assert tab(window) == "no_surname"
        tab(window)
    expect(section.button("Save and continue")).to_be_focused()
    window.page.keyboard.press("Enter")

    window.at(f"{draft}/sections/category")
    section.open().expect_filled(answers)


def test_faults_are_where_reading_goes_on_and_lead_to_their_fields(windows: Windows) -> None:
    window = windows.open()
    register = Register(window).open()
    tab_to(window, "iin")
    window.page.keyboard.press("Enter")

    expect(window.page.get_by_role("alert")).to_be_focused()
    tab(window)
    window.page.keyboard.press("Enter")

    expect(register.field("iin")).to_be_focused()


@pytest.mark.parametrize("language", Language)
def test_file_is_chosen_by_keyboard_and_by_our_own_words_in_the_page_s_language(
    windows: Windows, language: Language, tmp_path: Path
) -> None:
    """Without scripts too: the browser's own words are never in sight, the name of the file is."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(papers.pdf())
    window = windows.open_for_new(new_citizen(), java_script_enabled=False, language=language)
    draft = Service(window).open().start()
    documents = Documents(window, draft).open()
    field, words = documents.field("file"), window.words
    choose, none = (documents.main.get_by_text(words(text), exact=True) for text in ("Choose a file", "No file chosen"))

    expect(field).to_have_accessible_name(words("File"))
    expect(choose).to_be_visible()
    expect(none).to_be_visible()
    expect(field).to_have_css("color", _TRANSPARENT)
    tab_to(window, "file")
    with window.page.expect_file_chooser() as chooser:
        window.page.keyboard.press("Enter")
    chooser.value.set_files(scan)

    expect(none).to_be_hidden()
    expect(field).not_to_have_css("color", _TRANSPARENT)
