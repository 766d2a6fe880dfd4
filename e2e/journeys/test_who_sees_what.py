"""A case is seen by its citizen and by the officials it is for; to anybody else it does not exist (R-5, R-10.9)."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.kit import papers
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import (
    CLERK,
    EXECUTOR,
    HEAD,
    OTHER_CLERK,
    OTHER_HEAD,
    SECOND_EXECUTOR,
    Persona,
    new_citizen,
)
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.cabinet import Application, expect_not_there
from e2e.kit.screens.form import Documents
from e2e.kit.screens.provider import Desk
from e2e.kit.window import Window
from e2e.kit.windows import Windows

OWN_PAGES = ("", "/status", "/request.json")
OTHER_OWN_PAGES = ("/sign", "/family", "/documents", "/sections/person", "/notice", "/notice.pdf", "/notice.p7s")
FILES = ("/request.json", "/request.p7s")
INSIDE = (CLERK, HEAD, EXECUTOR)
OUTSIDE = (OTHER_CLERK, OTHER_HEAD, SECOND_EXECUTOR)


@dataclass(frozen=True)
class Case:
    """An application with a scan, given to the first executor. `scan` is its path under the application's."""

    citizen: Persona
    path: str
    scan: str

    @property
    def at_work(self) -> str:
        """Where officials have it."""
        return self.path.replace("/cabinet/", "/provider/")


@pytest.fixture(scope="module")
def made() -> list[Case]:
    return []


@pytest.fixture
def case(windows: Windows, keys: Keys, office: Office, tmp_path: Path, made: list[Case]) -> Case:
    """One for all of these tests: none of them can change it."""
    if not made:
        made.append(make_case(windows, keys, office, tmp_path))
    return made[0]


def make_case(windows: Windows, keys: Keys, office: Office, folder: Path) -> Case:
    citizen, paper = new_citizen(), folder / "paper.pdf"
    paper.write_bytes(papers.pdf())
    window = windows.open_for_new(citizen)
    draft = complete_draft(window, citizen)
    documents = Documents(window, draft.path).open()
    documents.attach("other", paper)
    documents.wait_until_clean("other")
    scan = documents.document("other").get_by_role("link").get_attribute("href")
    draft.open()
    number = send(draft, keys.good(citizen)).number
    office.register(number)
    office.name_executor(number, EXECUTOR)
    return Case(citizen, draft.path, str(scan).removeprefix(draft.path))


def status_of(window: Window, path: str) -> int:
    """Without opening it: some addresses give a file."""
    return window.page.request.get(window.language.link(path), max_redirects=0).status


@pytest.mark.clause("R-5.3", "R-10.9")
def test_case_is_there_for_those_it_is_for_and_for_nobody_else(office: Office, case: Case) -> None:
    addresses = [case.at_work + end for end in ("", *FILES, case.scan)]
    inside = {person.iin: [status_of(office.window_of(person), path) for path in addresses] for person in INSIDE}
    outside = {person.iin: [status_of(office.window_of(person), path) for path in addresses] for person in OUTSIDE}

    assert inside == {person.iin: [200] * len(addresses) for person in INSIDE}
    assert outside == {person.iin: [404] * len(addresses) for person in OUTSIDE}
    expect_not_there(office.window_of(SECOND_EXECUTOR), case.at_work)


def test_case_of_one_citizen_does_not_exist_for_another(windows: Windows, case: Case) -> None:
    own = [case.path + page for page in (*OWN_PAGES, case.scan)]
    others = [*own, *(case.path + page for page in OTHER_OWN_PAGES)]
    citizen, stranger = windows.open_as(case.citizen), windows.open_for_new(new_citizen())

    assert [status_of(citizen, path) for path in own] == [200] * len(own)
    assert [status_of(stranger, path) for path in others] == [404] * len(others)
    expect_not_there(stranger, case.path)


def test_citizen_finds_no_workplace_and_nobody_signed_in_is_sent_to_log_in(windows: Windows, case: Case) -> None:
    citizen, nobody = windows.open_as(case.citizen), windows.open()
    expect_not_there(citizen, "/provider")
    expect_not_there(citizen, case.at_work)

    nobody.go(case.at_work)

    nobody.at(f"/login?next={case.at_work}")


@pytest.mark.parametrize("person", OUTSIDE, ids=lambda person: person.key)
def test_act_on_a_case_that_is_not_theirs_changes_nothing(
    windows: Windows, office: Office, case: Case, person: Persona
) -> None:
    window = office.window_of(person)
    Desk(window).open()
    token = window.page.get_by_role("banner").locator("input[name=csrf]").get_attribute("value")
    acts = ("register", "executor", "notice", "refusal", "defects", "return", "sign")

    answers = {
        act: window.page.request.post(f"{case.at_work}/{act}", form={"csrf": str(token)}, max_redirects=0).status
        for act in acts
    }

    assert answers == dict.fromkeys(acts, 404)
    expect(Application(windows.open_as(case.citizen), case.path).open().state("examined")).to_be_visible()
