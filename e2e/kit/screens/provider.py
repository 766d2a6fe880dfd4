"""The provider's workplace: the desk, and an application as clerk, head and executor work on it (R-5, R-10.9)."""

import re
from itertools import count

from playwright.sync_api import Locator

from e2e.kit.people import Persona
from e2e.kit.screens.screen import Screen


class Desk(Screen):
    path = "/provider"

    def case(self, number: str) -> Locator:
        return self.main.get_by_test_id(f"case-{number}")

    def shows(self, number: str) -> bool:
        """Return whether the desk lists the application. Stays on the page of the list that has it."""
        for page in count(1):
            self.window.go(f"{self.path}?page={page}")
            if self.case(number).count():
                return True
            if not self.page.get_by_role("link", name=self.words("Next"), exact=True).count():
                return False
        raise AssertionError("a list without an end")

    def take_up(self, number: str) -> None:
        """Open the application."""
        assert self.shows(number), f"no application {number} on this desk"
        self.case(number).get_by_role("link").click()
        self.page.wait_for_url(re.compile("/provider/applications/"))


class Work(Screen):
    """An application, open for work; every act leads back to the desk."""

    def _done(self) -> None:
        self.window.at("/provider")


class ClerksWork(Work):
    def register(self) -> None:
        self.button("Register and send to the head").click()
        self._done()


class HeadsWork(Work):
    def name_executor(self, executor: Persona) -> None:
        self.field("executor").select_option(label=executor.full_name)
        self.button("Assign the executor").click()
        self._done()

    def give_back(self, remark: str) -> None:
        self.field("remark").fill(remark)
        self.button("Return to the executor").click()
        self._done()


class ExecutorsWork(Work):
    def document(self, kind: str) -> Locator:
        return self.main.get_by_test_id(f"document-{kind}")

    def draft_notice(self) -> None:
        self.button("Draft the notice").click()
        self._done()

    def draft_refusal(self, ground: str, facts: str) -> None:
        self.field("ground").select_option(ground)
        self.field("facts").fill(facts)
        self.button("Draft the reasoned refusal").click()
        self._done()

    def refuse_unconfirmed(self) -> None:
        self.button("Refuse: the signature is not confirmed").click()
        self._done()

    def keep_request(self, reason: str) -> None:
        """Keep the request in doubt. The page stays on the application."""
        self.field("reason").fill(reason)
        self.button("Keep the request").click()
        self.window.wait_for(self.main.get_by_text(reason))

    def refuse_for_defects(self, defects: dict[str, str], words: str) -> None:
        """Refuse for `defects`, codes by kind of document."""
        for kind, defect in defects.items():
            self.field(f"defect-{kind}").select_option(defect)
        self.field("defect_words").fill(words)
        self.button("Refuse because of defects").click()
        self._done()
