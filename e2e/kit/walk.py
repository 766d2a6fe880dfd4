"""A walk through every page of the journey, for checks of all pages: axe, or a person's eyes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from e2e.kit import openssl, papers
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import CLERK, EXECUTOR, HEAD, Persona, new_citizen
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.account import LogIn, Register
from e2e.kit.screens.cabinet import Application, Cabinet, Messages, Result, Sent, Service, Status
from e2e.kit.screens.form import Category, Consent, Documents, Draft, Family, Section, person_answers
from e2e.kit.screens.provider import ClerksWork, Desk, ExecutorsWork, HeadsWork
from e2e.kit.screens.signing import SignRequest, SignResult
from e2e.kit.window import Window
from e2e.kit.windows import Windows
from e2e.kit.world import World
from portal.kernel.language import Language

WORDS = "Екінші бетін анық етіп қайта түсіріңіз."

Visit = Callable[[Window, str], None]
"""Takes the window with the page, and the page's name with what is special about it."""


class Walk:
    """`folder` takes the walk's files; `options` are those of Windows.open."""

    def __init__(
        self, world: World, windows: Windows, folder: Path, visit: Visit, language: Language, **options: Any
    ) -> None:
        self._world = world
        self._keys = Keys(world, folder)
        self._folder = folder
        self._visit = visit
        self._office = Office(windows, self._keys, language, **options)
        self._citizen, self._refused_citizen = new_citizen(), new_citizen()
        self._window, self._refused_window = windows.open(language, **options), windows.open(language, **options)

    def go(self) -> None:
        self._public_pages()
        self._account()
        draft = self._form()
        application = self._signing(draft)
        self._work(application.number)
        self._result(application)
        self._defects_and_refusal()

    def _see(self, name: str, window: Window | None = None) -> None:
        self._visit(window or self._window, name)

    def _public_pages(self) -> None:
        window = self._window
        for name, path in (("home", "/"), ("service", Service.path), ("not-found", "/nowhere")):
            window.go(path)
            self._see(name)
        window.page.goto(self._world.authority_address + window.language.link("/"))
        self._see("authority")

    def _account(self) -> None:
        register, log_in = Register(self._window).open(), LogIn(self._window)
        self._see("register")
        register.fill("79031530", "short", "other")
        expect(register.faults).not_to_have_count(0)
        self._see("register-errors")
        register.open().register(self._citizen)
        self._see("registered")
        log_in.open()
        self._see("log-in")
        log_in.fill(self._citizen.iin, "another password")
        expect(log_in.faults).to_have_count(1)
        self._see("log-in-wrong")
        log_in.log_in(self._citizen)
        self._see("cabinet-empty")
        self._window.go("/nowhere")
        self._see("not-found-signed-in")

    def _form(self) -> Draft:
        service = Service(self._window).open()
        self._see("service-signed-in")
        draft = Draft(self._window, service.start())
        self._see("draft")
        self._person(draft)
        self._category(draft)
        self._family(draft)
        self._documents(draft)
        self._consent(draft)
        return draft

    def _person(self, draft: Draft) -> None:
        about = Section(self._window, draft.path, "person").open()
        self._with_errors(about, "person-errors")
        about.open().fill(person_answers(self._citizen))
        self._see("person")
        about.go_on()

    def _category(self, draft: Draft) -> None:
        category = Category(self._window, draft.path)
        self._with_errors(category, "category-errors")
        category.open()
        category.choose("public", "1", "oral", cosmonaut="no")
        self._see("category")
        category.go_on()

    def _family(self, draft: Draft) -> None:
        family = Family(self._window, draft.path)
        family.add("", "790", "")
        expect(family.faults).not_to_have_count(0)
        self._see("family-errors")
        family.add("Сынақова Әйгерім", new_citizen().iin, "spouse")
        expect(family.members).to_have_count(1)
        self._see("family")
        family.go_on()

    def _documents(self, draft: Draft) -> None:
        documents = Documents(self._window, draft.path)
        documents.attach("work_certificate", self._file("page.html", b"<html>"))
        expect(documents.faults).to_have_count(1)
        self._see("documents-error")
        documents.attach("work_certificate", self._file("жұмыс анықтамасы.jpg", papers.phone_photo()))
        expect(documents.document("work_certificate")).to_be_visible()
        self._see("documents-checking")
        documents.wait_until_clean("work_certificate")
        self._see("documents")

    def _consent(self, draft: Draft) -> None:
        consent = Consent(self._window, draft.path).open()
        self._with_errors(consent, "consent-errors")
        consent.open().agree()
        self._see("consent")
        consent.go_on()
        draft.expect_complete()
        self._see("draft-complete")

    def _with_errors(self, section: Section, name: str) -> None:
        section.button("Save and continue").click()
        expect(section.faults).not_to_have_count(0)
        self._see(name)

    def _file(self, name: str, content: bytes) -> Path:
        file = self._folder / name
        file.write_bytes(content)
        return file

    def _signing(self, draft: Draft) -> Application:
        """Sign: refused, then being checked because no list is available, then accepted."""
        window = self._window
        draft.check_and_sign()
        self._see("sign")
        signing, sent = SignRequest(window, draft.path), Sent(window, draft.path)
        signing.sign(self._keys.expired(self._citizen))
        expect(signing.refusal).to_be_visible()
        self._see("sign-refused")
        signature = openssl.sign(signing.download(), self._keys.good(self._citizen).file)
        with self._world.revocation_unknown():
            signing.upload(signature)
            expect(sent.state("checking")).to_be_visible()
            self._see("checking")
        window.wait_for(sent.number)
        self._see("sent")
        application = sent.follow()
        application.wait_for("delivered")
        self._see("accepted")
        return application

    def _work(self, number: str) -> None:
        office = self._office
        self._desk(CLERK, number, "clerk")
        ClerksWork(office.window_of(CLERK)).register()
        self._desk(HEAD, number, "head-resolution")
        self._resolution_with_errors()
        self._desk(EXECUTOR, number, "executor")
        self._executor_with_errors()
        ExecutorsWork(office.window_of(EXECUTOR)).draft_notice()
        self._head_signs(number)

    def _desk(self, person: Persona, number: str, name: str) -> None:
        window = self._office.window_of(person)
        Desk(window).open()
        self._see(f"desk-{name}", window)
        Desk(window).take_up(number)
        self._see(name, window)

    def _resolution_with_errors(self) -> None:
        window = self._office.window_of(HEAD)
        head = HeadsWork(window)
        head.button("Assign the executor").click()
        expect(head.faults).to_have_count(1)
        self._see("head-resolution-errors", window)
        head.name_executor(EXECUTOR)

    def _executor_with_errors(self) -> None:
        window = self._office.window_of(EXECUTOR)
        executor = ExecutorsWork(window)
        executor.button("Draft the reasoned refusal").click()
        expect(executor.faults).not_to_have_count(0)
        self._see("executor-errors", window)

    def _head_signs(self, number: str) -> None:
        window = self._office.take_up(HEAD, number)
        self._see("head-waiting", window)
        signing = SignResult(window)
        signing.wait_until_made()
        self._see("head-sign", window)
        signing.sign(self._keys.of_the_demo(EXECUTOR))
        expect(signing.refusal).to_be_visible()
        self._see("head-sign-refused", window)
        signing.sign(self._keys.of_the_demo(HEAD))
        expect(signing.state("issued")).to_be_visible()
        self._see("head-issued", window)
        Desk(window).open()
        self._see("desk-head", window)

    def _result(self, application: Application) -> None:
        for name, screen in (
            ("issued", application),
            ("status", Status(self._window, application.path)),
            ("notice", Result(self._window, application.path)),
            ("messages", Messages(self._window)),
            ("cabinet", Cabinet(self._window)),
        ):
            screen.open()
            self._see(name)

    def _defects_and_refusal(self) -> None:
        """Another citizen's request: refused for defects, sent again from the new draft, refused on a ground."""
        window, citizen = self._refused_window, self._refused_citizen
        Register(window).open().register(citizen)
        LogIn(window).open().log_in(citizen)
        key = self._keys.good(citizen)
        defective = send(complete_draft(window, citizen), key)
        self._find_defects(defective.number)
        defective.open()
        self._see("defective", window)
        Cabinet(window).open()
        self._see("cabinet-draft", window)
        anew = Draft(window, Service(window).open().start())
        self._see("draft-continued", window)
        refused = send(anew, key)
        self._refuse(refused.number)
        refused.open()
        self._see("refused", window)
        Result(window, refused.path).open()
        self._see("refusal", window)

    def _find_defects(self, number: str) -> None:
        self._to_the_executor(number)
        work = ExecutorsWork(self._office.take_up(EXECUTOR, number))
        work.refuse_for_defects({"other": "missing_page"}, WORDS)

    def _to_the_executor(self, number: str) -> None:
        self._office.register(number)
        self._office.name_executor(number)

    def _refuse(self, number: str) -> None:
        self._to_the_executor(number)
        self._office.draft_refusal(number, "alienation", WORDS)
        HeadsWork(self._office.take_up(HEAD, number)).give_back(WORDS)
        self._see("executor-returned", self._office.take_up(EXECUTOR, number))
        self._office.draft_refusal(number, "alienation", WORDS)
        self._office.sign_result(number)
