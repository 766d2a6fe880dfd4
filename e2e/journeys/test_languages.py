"""The main way in the languages beside Kazakh, as short as it can be, on a phone's window."""

import pytest
from playwright.sync_api import expect

from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import new_citizen
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.cabinet import Result
from e2e.kit.windows import Windows
from portal.kernel.language import Language

PHONE = {"width": 320, "height": 640}
OTHERS = [language for language in Language if language not in (Language.KAZAKH, Language.RUSSIAN)]


@pytest.mark.parametrize("language", [Language.RUSSIAN, *(pytest.param(one, marks=pytest.mark.long) for one in OTHERS)])
def test_main_way_in_another_language_stays_in_it(
    windows: Windows, keys: Keys, office: Office, language: Language
) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen, language, viewport=PHONE)

    application = send(complete_draft(window, citizen), keys.good(citizen))
    number = application.number
    office.register(number)
    office.name_executor(number)
    office.draft_notice(number)
    office.sign_result(number)
    result = Result(window, application.path).open()

    heading = "Notice of registration with the ordinal queue number"
    expect(result.heading).to_have_text(window.words(heading))
    expect(result.letter).to_have_attribute("lang", language.value)
