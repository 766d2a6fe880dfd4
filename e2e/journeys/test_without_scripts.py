"""The main way with scripts off, for the citizen and for every official."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.kit import papers
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import new_citizen
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.cabinet import Result
from e2e.kit.screens.form import Documents
from e2e.kit.windows import Windows


@pytest.mark.clause("R-10.5", "R-10.11a")
def test_main_way_needs_no_script(windows: Windows, keys: Keys, tmp_path: Path) -> None:
    citizen, photo = new_citizen(), tmp_path / "photo.jpg"
    photo.write_bytes(papers.phone_photo())
    office = Office(windows, keys, java_script_enabled=False)
    window = windows.open_for_new(citizen, java_script_enabled=False)

    draft = complete_draft(window, citizen)
    documents = Documents(window, draft.path).open()
    documents.attach("other", photo)
    documents.wait_until_clean("other")
    draft.open()
    application = send(draft, keys.good(citizen))
    number = application.number
    office.register(number)
    office.name_executor(number)
    office.draft_notice(number)
    office.sign_result(number)

    expect(application.open().state("issued")).to_be_visible()
    result = Result(window, application.path).open()
    expect(result.letter).to_contain_text(number)
    assert result.save_pdf().read_bytes().startswith(b"%PDF-")
