"""What changes is said aloud once, and the focus is where reading goes on."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.kit import papers
from e2e.kit.people import new_citizen
from e2e.kit.screens.cabinet import Service
from e2e.kit.screens.form import Documents, Family
from e2e.kit.windows import Windows
from e2e.kit.world import World
from portal.kernel.language import Language

_LISTEN = """() => {
  window.heard = [];
  const announcer = document.getElementById("announcer");
  new MutationObserver(() => window.heard.push(announcer.textContent)).observe(announcer, { childList: true });
}"""
NAME = "Сынақова Әйгерім"


def photos(folder: Path, *names: str) -> list[Path]:
    files = [folder / name for name in names]
    for number, file in enumerate(files):
        file.write_bytes(papers.phone_photo() + bytes(number))
    return files


def test_each_scan_is_said_to_be_accepted_once_and_the_focus_stays(
    windows: Windows, world: World, tmp_path: Path
) -> None:
    """The list asks for itself every second; what has not changed in it is left alone."""
    first, second = photos(tmp_path, "first.jpg", "second.jpg")
    window = windows.open_for_new(new_citizen())
    documents = Documents(window, Service(window).open().start()).open()
    with world.down("scanner"):
        documents.attach("other", first)
        expect(documents.told).to_have_text(window.words("Attached: %(what)s", what=first.name))
        expect(documents.told).to_be_focused()
        documents.attach("marriage_certificate", second)
        expect(documents.document("marriage_certificate")).to_be_visible()
        window.page.evaluate(_LISTEN)
        remove = documents.button("Remove: %(what)s", what=second.name)
        remove.focus()
        asked = window.page.locator("[id^=asking-]")
        before = asked.get_attribute("id")
        expect(asked).not_to_have_id(before or "")
        assert window.page.evaluate("window.heard") == []
        expect(remove).to_be_focused()

    documents.wait_until_clean("other", "marriage_certificate")
    documents.settled()
    expect(remove).to_be_focused()
    heard = ". ".join(window.page.evaluate("window.heard")).split(". ")
    accepted = window.words("The file is accepted")
    assert sorted(heard) == [f"{first.name}: {accepted}", f"{second.name}: {accepted}"]
    assert "status" in documents.announcer.aria_snapshot()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", [Language.KAZAKH, pytest.param(Language.RUSSIAN, marks=pytest.mark.long)])
def test_what_was_added_and_removed_is_told_once(
    windows: Windows, tmp_path: Path, language: Language, *, scripts: bool
) -> None:
    (photo,) = photos(tmp_path, "сурет.jpg")
    window = windows.open_for_new(new_citizen(), language, java_script_enabled=scripts)
    draft = Service(window).open().start()
    family, documents = Family(window, draft).open(), Documents(window, draft)

    family.add(NAME, new_citizen().iin, "spouse")
    expect(family.told).to_have_text(window.words("Added: %(what)s", what=NAME))
    if scripts:
        expect(family.told).to_be_focused()
    family.remove(NAME)
    expect(family.told).to_have_text(window.words("Removed: %(what)s", what=NAME))
    if scripts:
        expect(family.told).to_be_focused()
    family.open()
    expect(family.told).to_have_count(0)

    documents.open().attach("other", photo)
    documents.remove(photo.name)
    expect(documents.told).to_have_text(window.words("Removed: %(what)s", what=photo.name))
    expect(documents.document("other")).to_have_count(0)
