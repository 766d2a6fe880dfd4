"""A case is seen by its citizen and by the officials it is for; to anybody else it does not exist (R-5, R-10.9)."""

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
from e2e.kit.theatre import Theatre
from e2e.kit.window import Window

OWN_PAGES = ("", "/status", "/request.json")
OTHER_OWN_PAGES = ("/sign", "/family", "/documents", "/sections/person", "/notice", "/notice.pdf", "/notice.p7s")
FILES = ("/request.json", "/request.p7s")


@pytest.fixture
def case(theatre: Theatre, keys: Keys, office: Office, tmp_path: Path) -> tuple[Application, str]:
    """An application with a scan, given to the first executor; and the scan's path under the application's."""
    citizen, paper = new_citizen(), tmp_path / "paper.pdf"
    paper.write_bytes(papers.pdf())
    window = theatre.open_for_new(citizen)
    draft = complete_draft(window, citizen)
    documents = Documents(window, draft.path).open()
    documents.attach("other", paper)
    documents.wait_until_clean("other")
    scan = documents.document("other").get_by_role("link").get_attribute("href")
    draft.open()
    application = send(draft, keys.good(citizen))
    number = application.number
    office.register(number)
    office.name_executor(number, EXECUTOR)
    return application, str(scan).removeprefix(draft.path)


def status_of(window: Window, path: str) -> int:
    """Without opening it: some addresses give a file."""
    return window.page.request.get(window.language.link(path), max_redirects=0).status


@pytest.mark.clause("R-5.3", "R-10.9")
def test_case_is_there_for_those_it_is_for_and_for_nobody_else(
    theatre: Theatre, office: Office, case: tuple[Application, str]
) -> None:
    application, scan = case
    at_work = application.path.replace("/cabinet/", "/provider/")
    addresses = [at_work, *(at_work + file for file in FILES), at_work + scan]
    inside = {person.iin: [status_of(office.window_of(person), path) for path in addresses] for person in INSIDE}
    outside = {person.iin: [status_of(office.window_of(person), path) for path in addresses] for person in OUTSIDE}

    assert inside == {person.iin: [200] * len(addresses) for person in INSIDE}
    assert outside == {person.iin: [404] * len(addresses) for person in OUTSIDE}
    expect_not_there(office.window_of(SECOND_EXECUTOR), at_work)


INSIDE = (CLERK, HEAD, EXECUTOR)
OUTSIDE = (OTHER_CLERK, OTHER_HEAD, SECOND_EXECUTOR)


def test_case_of_one_citizen_does_not_exist_for_another(
    theatre: Theatre, case: tuple[Application, str]
) -> None:
    application, scan = case
    stranger = theatre.open_for_new(new_citizen())
    own = [application.path + page for page in (*OWN_PAGES, scan)]
    others = [*own, *(application.path + page for page in OTHER_OWN_PAGES)]

    assert [status_of(application.window, path) for path in own] == [200] * len(own)
    assert [status_of(stranger, path) for path in others] == [404] * len(others)
    expect_not_there(stranger, application.path)


def test_citizen_finds_no_workplace_and_nobody_signed_in_is_sent_to_log_in(
    theatre: Theatre, case: tuple[Application, str]
) -> None:
    application, _ = case
    at_work = application.path.replace("/cabinet/", "/provider/")
    expect_not_there(application.window, "/provider")
    expect_not_there(application.window, at_work)

    nobody = theatre.open()
    nobody.go(at_work)

    nobody.at(f"/login?next={at_work}")


@pytest.mark.parametrize("person", OUTSIDE, ids=lambda person: person.key)
def test_act_on_a_case_that_is_not_theirs_changes_nothing(
    office: Office, case: tuple[Application, str], person: Persona
) -> None:
    application, _ = case
    at_work = application.path.replace("/cabinet/", "/provider/")
    window = office.window_of(person)
    Desk(window).open()
    token = window.page.get_by_role("banner").locator("input[name=csrf]").get_attribute("value")
    acts = ("register", "executor", "notice", "refusal", "defects", "return", "sign")

    answers = {
        act: window.page.request.post(f"{at_work}/{act}", form={"csrf": str(token)}, max_redirects=0).status
        for act in acts
    }

    assert answers == dict.fromkeys(acts, 404)
    expect(application.open().state("examined")).to_be_visible()
