"""The main journey in Kazakh, from registration to a notice that verifies without the portal."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.kit import openssl, papers
from e2e.kit.keys import Key, Keys
from e2e.kit.office import Office
from e2e.kit.people import CLERK, EXECUTOR, HEAD, Persona, new_citizen
from e2e.kit.screens.account import LogIn, Register
from e2e.kit.screens.cabinet import Application, Cabinet, Messages, Result, Sent, Service, Status
from e2e.kit.screens.form import Category, Consent, Documents, Draft, Family, Section, person_answers
from e2e.kit.screens.provider import ExecutorsWork
from e2e.kit.screens.signing import SignRequest
from e2e.kit.window import Window
from e2e.kit.windows import Windows
from e2e.kit.words import ZONE
from e2e.kit.world import World
from portal.demo.people import PROVIDERS
from portal.kernel.language import text_in
from portal.regulation.standard import CATEGORIES, FUNDS, NEED_GROUNDS
from portal.regulation.states import State
from portal.regulation.terms import SERVICE_DAYS

PHOTO, PDF = "жұмыс анықтамасы.jpg", "неке куәлігі.pdf"
SPOUSE = "Сынақова Әйгерім"


@pytest.mark.clause("R-3.a", "R-3.b", "R-3.d", "R-4.2", "R-5.2", "R-5.3", "R-5.4", "R-5.5", "R-7.1", "R-7.2", "R-7.3")
@pytest.mark.clause("R-10.1", "R-10.2", "R-10.3", "R-10.5", "R-10.6", "R-10.8", "R-10.9", "R-10.11a", "R-10.11b")
def test_citizen_goes_from_registration_to_a_notice_that_verifies_without_the_portal(
    windows: Windows, keys: Keys, office: Office, world: World, tmp_path: Path
) -> None:
    citizen, spouse = new_citizen(), new_citizen()
    window = windows.open()

    registers_and_logs_in(window, citizen)
    draft = fills_in_the_form(window, citizen, spouse, tmp_path)
    application = signs_and_sends(draft, citizen, spouse, keys.good(citizen), world)
    number = application.number
    keeps_the_status(application, number)
    officials_do_their_part(office, number)
    result = reads_the_notice(application, number)
    verifies_it_without_the_portal(result, keys.root_file, number)


def registers_and_logs_in(window: Window, citizen: Persona) -> None:
    register = Register(window).open()
    register.register(citizen)
    expect(register.heading).to_have_text(window.words("Now sign in"))

    LogIn(window).open().log_in(citizen)

    window.at("/cabinet")
    expect(Cabinet(window).nothing_yet).to_be_visible()
    expect(Cabinet(window).rows).to_have_count(0)


def fills_in_the_form(window: Window, citizen: Persona, spouse: Persona, folder: Path) -> Draft:
    draft = Draft(window, Service(window).open().start())
    draft.expect_sections()
    tells_about_themselves_and_is_called_away(draft, citizen)
    draft.open().expect_sections(person="done")
    chooses_the_category(draft)
    family = Family(window, draft.path)
    family.add(SPOUSE, spouse.iin, "spouse")
    expect(family.members).to_have_count(1)
    family.go_on()
    attaches_a_photo_and_a_pdf(draft, folder)
    Documents(window, draft.path).link("Continue").click()
    consent = Consent(window, draft.path)
    consent.agree()
    consent.go_on()
    window.at(draft.path)
    draft.expect_complete()
    return draft


def tells_about_themselves_and_is_called_away(draft: Draft, citizen: Persona) -> None:
    answers = person_answers(citizen)
    about = Section(draft.window, draft.path, "person").open()
    about.fill(answers)
    about.go_on()

    cabinet = Cabinet(draft.window).open()
    cabinet.row("draft").get_by_role("link").click()

    draft.window.at(draft.path)
    about.open().expect_filled(answers)
    about.go_on()


def chooses_the_category(draft: Draft) -> None:
    category = Category(draft.window, draft.path).open()
    category.choose("public", "1", "oral", cosmonaut="no")
    category.go_on()
    draft.window.at(f"{draft.path}/family")


def attaches_a_photo_and_a_pdf(draft: Draft, folder: Path) -> None:
    (folder / PHOTO).write_bytes(papers.phone_photo())
    (folder / PDF).write_bytes(papers.pdf())
    documents = Documents(draft.window, draft.path)
    documents.attach("work_certificate", folder / PHOTO)
    expect(documents.document("work_certificate")).to_be_visible()
    documents.attach("marriage_certificate", folder / PDF)
    documents.wait_until_clean("work_certificate", "marriage_certificate")


def signs_and_sends(draft: Draft, citizen: Persona, spouse: Persona, key: Key, world: World) -> Application:
    draft.check_and_sign()
    signing = SignRequest(draft.window, draft.path)
    assert signing.answers == in_words(draft.window, citizen, spouse)

    before = world.now()
    signing.sign(key)
    application = sees_that_it_is_sent(draft)
    application.wait_for("delivered")

    assert before <= application.sent_at <= world.now()
    return application


def sees_that_it_is_sent(draft: Draft) -> Application:
    """The same page when it is loaded anew, which is read aloud from its heading on."""
    sent = Sent(draft.window, draft.path)
    expect(sent.number).to_be_visible()
    number = sent.number.inner_text()
    draft.page.reload()
    expect(sent.heading).to_have_text(sent.words("Your application is sent"))
    expect(sent.heading).to_be_focused()
    assert sent.number.inner_text() == number
    expect(sent.step("answer")).to_be_visible()
    return sent.follow()


def in_words(window: Window, citizen: Persona, spouse: Persona) -> list[str]:
    """What the citizen is about to sign: every answer, as it is kept."""
    words, kept = window.words, {**person_answers(citizen), "phone": "+77010000000"}
    place = text_in(PROVIDERS[0].settlement, window.language)
    chosen = (FUNDS["either"].label, CATEGORIES["public"].label, "No", "No", NEED_GROUNDS["1"].label)
    category = [place, *map(words, chosen)]
    family = [f"{SPOUSE}, {words('IIN')} {spouse.iin}"]
    return [*kept.values(), citizen.iin, *category, *family, PDF, PHOTO, *[words("Yes")] * 4]


def keeps_the_status(application: Application, number: str) -> None:
    words, arrived = application.words, application.sent_at
    due = words.dates.long_date(arrived.astimezone(ZONE).date() + timedelta(days=SERVICE_DAYS))
    expect(application.state("delivered")).to_have_text(words(State.DELIVERED.label))
    expect(application.main.get_by_text(words("Result due: %(date)s", date=due), exact=True)).to_be_visible()
    expect(application.step("deliver")).to_have_attribute("data-stage", "done")
    expect(application.step("register")).to_have_attribute("data-stage", "now")

    application.link("The status as a page to keep or print").click()
    status = Status(application.window, application.path)
    expect(status.number).to_have_text(words("No %(number)s", number=number))
    expect(status.value("Arrived")).to_have_text(words.dates.moment(arrived))
    expect(status.value("Result due")).to_have_text(due)
    expect(Messages(application.window).open().letter("accepted", number)).to_be_visible()


def officials_do_their_part(office: Office, number: str) -> None:
    """Each has it on their desk when it is their turn, and nobody else has."""
    assert office.desks_with(number) == [CLERK]
    office.register(number)
    assert office.desks_with(number) == [HEAD]
    office.name_executor(number)
    assert office.desks_with(number) == [EXECUTOR]
    looks_at_the_photo(office, number)
    office.draft_notice(number)
    assert office.desks_with(number) == [HEAD]
    expect(office.sign_result(number).state("issued")).to_be_visible()
    assert office.desks_with(number) == []


def looks_at_the_photo(office: Office, number: str) -> None:
    """It stands upright, and says nothing of where and with what it was taken."""
    work = ExecutorsWork(office.take_up(EXECUTOR, number))
    scan = work.window.save(work.document("work_certificate").get_by_role("link")).read_bytes()
    assert papers.is_upright(scan)
    assert papers.notes_of(scan) == {}


def reads_the_notice(application: Application, number: str) -> Result:
    application.open()
    expect(application.state("issued")).to_be_visible()
    place = application.main.get_by_test_id("place").get_by_role("paragraph").nth(1).inner_text()

    application.link("Open the notice").click()
    result = Result(application.window, application.path)
    expect(result.ordinal).to_have_text(place)

    expect(Messages(application.window).open().letter("registered", number)).to_be_visible()
    return result.open()


def verifies_it_without_the_portal(result: Result, root: Path, number: str) -> None:
    """With nothing but the root's certificate and the two files, by the command on the page."""
    command, pdf, signature = result.command, result.save_pdf(), result.save_signature()
    folder = pdf.parent / "elsewhere"
    folder.mkdir()
    for file, name in ((pdf, pdf.name), (signature, signature.name), (root, "root.pem")):
        shutil.copy(file, folder / name)

    assert openssl.run(command, folder).returncode == 0
    assert (folder / "checked.pdf").read_bytes() == pdf.read_bytes()
    assert number in papers.text_of(pdf)

    altered = (folder / pdf.name).read_bytes() + b" "
    (folder / pdf.name).write_bytes(altered)
    assert openssl.run(command, folder).returncode != 0
