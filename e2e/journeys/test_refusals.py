"""The other ends of the way: defects in the documents (R-10.10), and a reasoned refusal (R-3.a)."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.kit import openssl, papers
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import EXECUTOR, HEAD, new_citizen
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.cabinet import Cabinet, Messages, Result
from e2e.kit.screens.form import Documents, Draft, Section, person_answers
from e2e.kit.screens.provider import ExecutorsWork, HeadsWork
from e2e.kit.screens.signing import SignResult
from e2e.kit.windows import Windows
from portal.regulation.standard import DEFECTS, REFUSAL_GROUNDS

WORDS = "Екінші бетін анық етіп қайта түсіріңіз."
FACTS = "Пәтер 2024 жылы сатылған."
REMARK = "Сату күнін көрсетіңіз."


@pytest.mark.clause("R-10.9", "R-10.10")
def test_documents_with_defects_come_back_in_a_draft_that_can_be_sent_again(
    windows: Windows, keys: Keys, office: Office, tmp_path: Path
) -> None:
    citizen = new_citizen()
    window, key = windows.open_for_new(citizen), keys.good(citizen)
    draft = complete_draft(window, citizen)
    attach_one_more(draft, tmp_path)
    refused = send(draft, key)
    number = refused.number

    office.register(number)
    office.name_executor(number)
    ExecutorsWork(office.take_up(EXECUTOR, number)).refuse_for_defects({"other": "unreadable"}, WORDS)

    expect(refused.open().state("defective")).to_be_visible()
    words, defect = window.words, DEFECTS["unreadable"]
    for said in (words(defect.label), words(defect.remedy), WORDS, words.clause("R-10.10")):
        expect(refused.main).to_contain_text(said)
    expect(Messages(window).open().letter("defects", number)).to_be_visible()

    anew = go_on_with_the_new_draft(refused.path, Cabinet(window))
    anew.open().expect_complete()
    Section(window, anew.path, "person").open().expect_filled(person_answers(citizen))
    expect(Documents(window, anew.path).open().clean("other")).to_be_visible()
    anew.open()
    assert send(anew, key).number != number


def attach_one_more(draft: Draft, folder: Path) -> None:
    paper = folder / "paper.pdf"
    paper.write_bytes(papers.pdf())
    documents = Documents(draft.window, draft.path).open()
    documents.attach("other", paper)
    documents.wait_until_clean("other")
    draft.open()


def go_on_with_the_new_draft(refused: str, cabinet: Cabinet) -> Draft:
    cabinet.open()
    address = cabinet.row("draft").get_by_role("link").get_attribute("href")
    assert address is not None
    assert address != refused
    return Draft(cabinet.window, address)


@pytest.mark.clause("R-3.a", "R-3.d", "R-5.4", "R-5.5", "S-10.2")
def test_reasoned_refusal_goes_back_once_and_is_signed_by_the_head(
    windows: Windows, keys: Keys, office: Office
) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen)
    application = send(complete_draft(window, citizen), keys.good(citizen))
    number = application.number
    office.register(number)
    office.name_executor(number)

    office.draft_refusal(number, "alienation", FACTS)
    HeadsWork(office.take_up(HEAD, number)).give_back(REMARK)
    expect(ExecutorsWork(office.take_up(EXECUTOR, number)).main.get_by_text(REMARK, exact=True)).to_be_visible()
    office.draft_refusal(number, "alienation", FACTS)
    office.sign_result(number)

    expect(application.open().state("refused")).to_be_visible()
    expect(Messages(window).open().letter("refused", number)).to_be_visible()
    result = Result(window, application.path).open()
    expect(result.heading).to_have_text(window.words("Reasoned refusal"))
    for said in (window.words(REFUSAL_GROUNDS["alienation"].label), FACTS, number):
        expect(result.letter).to_contain_text(said)
    expect_verifies(result, keys.root_file)


def expect_verifies(result: Result, root: Path) -> None:
    pdf = result.save_pdf()
    result.save_signature()
    shutil.copy(root, pdf.parent / "root.pem")
    assert openssl.run(result.command, pdf.parent).returncode == 0


@pytest.mark.clause("R-5.5", "R-10.11b")
def test_result_signed_with_a_key_that_is_not_the_heads_is_not_issued(
    windows: Windows, keys: Keys, office: Office
) -> None:
    citizen = new_citizen()
    application = send(complete_draft(windows.open_for_new(citizen), citizen), keys.good(citizen))
    number = application.number
    office.register(number)
    office.name_executor(number)
    office.draft_notice(number)

    signing = SignResult(office.take_up(HEAD, number))
    signing.wait_until_made()
    signing.sign(keys.of_the_demo(EXECUTOR))

    expect(signing.refusal.locator("[data-state=iin_differs]")).to_be_visible()
    expect(application.open().state("drafted")).to_be_visible()
    expect(application.link("Open the notice")).to_have_count(0)
