"""The request form, section by section (R-10.5)."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from e2e.kit.people import Persona
from e2e.kit.screens.screen import Screen
from e2e.kit.window import Window
from portal.regulation.standard import CATEGORIES, FUNDS, NEED_GROUNDS

ORDER = ("person", "category", "family", "documents", "consent")
CONSENTS = ("consent_housing", "consent_secret", "consent_data", "liability")


class Draft(Screen):
    """The draft's own page: its sections, each with its state."""

    def __init__(self, window: Window, path: str) -> None:
        super().__init__(window)
        self.path = path

    def expect_sections(self, **states: str) -> None:
        """Expect these states by section, and "todo" for the others."""
        for code in ORDER:
            section = self.main.get_by_test_id(f"task-{code}")
            expect(section.locator("[data-state]")).to_have_attribute("data-state", states.get(code, "todo"))

    def expect_complete(self) -> None:
        self.expect_sections(**dict.fromkeys(ORDER, "done"))

    def check_and_sign(self) -> None:
        self.button("Check the answers and sign").click()
        self.window.at(f"{self.path}/sign")


class Section(Screen):
    """A section of plain questions."""

    def __init__(self, window: Window, draft: str, code: str) -> None:
        super().__init__(window)
        self.path = f"{draft}/sections/{code}"

    @property
    def saved(self) -> Locator:
        return self.page.locator("id=saved")

    def fill(self, answers: dict[str, str]) -> None:
        for code, answer in answers.items():
            self.field(code).fill(answer)

    def expect_filled(self, answers: dict[str, str]) -> None:
        for code, answer in answers.items():
            expect(self.field(code)).to_have_value(answer)

    def go_on(self) -> None:
        """Save the section, which must have no faults, and go on to the next one."""
        here = self.page.url
        self.button("Save and continue").click()
        expect(self.page).not_to_have_url(here)


def person_answers(person: Persona) -> dict[str, str]:
    """Return the answers of the first section as a person types them, not in canonical form."""
    return {
        "surname": person.surname,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "addr_reg": "Орал қаласы, Сынақ көшесі, 1-үй, 2-пәтер",
        "addr_live": "Орал қаласы, Өтпелі көше, 3-үй",
        "phone": "8 701 000 00 00",
        "email": "synaq@example.kz",
    }


class Category(Section):
    def __init__(self, window: Window, draft: str) -> None:
        super().__init__(window, draft, "category")

    def choose(self, category: str, need_ground: str, provider: str, **more: str) -> None:
        """Fill in the section, for a dwelling from either fund and without a communal one.

        Spaces separate several grounds of need; of an emergency home none is asked. `more` are select fields that
        belong to one category alone.
        """
        self.field("provider").select_option(provider)
        self.radio(FUNDS["either"].label).check()
        self.radio(CATEGORIES[category].label).check()
        for code, option in more.items():
            self.field(code).select_option(option)
        self.radio("No").check()
        for ground in need_ground.split():
            self.box(NEED_GROUNDS[ground].label).check()

    def radio(self, label: str) -> Locator:
        return self.main.get_by_role("radio", name=self.words(label), exact=True)

    def box(self, label: str) -> Locator:
        return self.main.get_by_role("checkbox", name=self.words(label), exact=True)


class Consent(Section):
    def __init__(self, window: Window, draft: str) -> None:
        super().__init__(window, draft, "consent")

    def agree(self) -> None:
        for code in CONSENTS:
            self.field(code).check()


class Family(Screen):
    def __init__(self, window: Window, draft: str) -> None:
        super().__init__(window)
        self.path = f"{draft}/family"

    @property
    def members(self) -> Locator:
        return self.main.get_by_test_id(re.compile("^member-"))

    def add(self, name: str, iin: str, kinship: str) -> None:
        self.field("member_name").fill(name)
        self.field("member_iin").fill(iin)
        self.field("kinship").select_option(kinship)
        self.button("Add a family member").click()

    def remove(self, name: str) -> None:
        self.button("Remove: %(what)s", what=name).click()

    def live_alone(self) -> None:
        self.field("alone").check()
        self.go_on()

    def go_on(self) -> None:
        self.button("Save and continue").click()
        self.page.wait_for_url(re.compile("/documents$"))


class Documents(Screen):
    def __init__(self, window: Window, draft: str) -> None:
        super().__init__(window)
        self.path = f"{draft}/documents"

    def document(self, kind: str) -> Locator:
        return self.main.get_by_test_id(f"document-{kind}")

    def attach(self, kind: str, file: Path) -> None:
        self.field("kind").select_option(kind)
        self.field("file").set_input_files(file)
        self.button("Attach a file").click()

    def remove(self, file: str) -> None:
        self.button("Remove: %(what)s", what=file).click()

    def clean(self, kind: str) -> Locator:
        """The element that says that the document of this kind is accepted."""
        return self.document(kind).locator("[data-state=clean]")

    def wait_until_clean(self, *kinds: str) -> None:
        for kind in kinds:
            expect(self.document(kind)).to_be_visible()
            self.window.wait_for(self.clean(kind))
