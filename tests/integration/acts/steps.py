"""The steps of the procedure, each done by its person on the pages."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Pdf

from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, DemoPerson
from tests.factories.answers import CATEGORY, CONSENT, PERSON
from tests.factories.browser import Browser
from tests.factories.page_checks import Page
from tests.factories.portal import Portal


def scan() -> bytes:
    """A PDF of one empty page."""
    out = BytesIO()
    with Pdf.new() as document:
        document.add_blank_page()
        document.save(out, deterministic_id=True)
    return out.getvalue()


@dataclass
class Applicant:
    """A citizen at work on one application; `base` is its address."""

    portal: Portal
    person: DemoPerson = CITIZEN
    base: str = ""

    @classmethod
    def of(cls, portal: Portal, application_id: object, person: DemoPerson = CITIZEN) -> "Applicant":
        return cls(portal, person, f"/cabinet/applications/{application_id}")

    @property
    def application_id(self) -> str:
        return self.base.rsplit("/", 1)[1]

    async def browser(self) -> Browser:
        return await self.portal.at_work(self.person)

    async def open(self, path: str = "") -> Page:
        """A page of the application."""
        return await (await self.browser()).open(self.base + path)

    async def submit(self, path: str, *given: Any, **named: Any) -> str:
        return await (await self.browser()).submit(self.base + path, *given, **named)

    async def download(self, path: str) -> bytes:
        answer = await (await self.browser()).get(self.base + path)
        assert (answer.status_code, answer.headers["content-disposition"][:10]) == (200, "attachment")
        return answer.content

    async def start(self) -> None:
        await (await self.browser()).open("/services/housing-queue")
        self.base = await (await self.browser()).submit("/cabinet/applications")

    async def fill_in(self, **changed: str) -> list[str]:
        """Fill in every section. Return where each leads, relative to the application's address."""
        led_to = [
            await self.submit("/sections/person", {**PERSON, **changed}),
            await self.submit("/sections/category", {**CATEGORY, **changed}),
            await self.submit("/family", {"alone": "yes"}),
            await self.submit("/sections/consent", CONSENT),
        ]
        return [path.removeprefix(self.base) for path in led_to]

    async def attach(self, kind: str, name: str, content: bytes) -> None:
        await self.submit("/documents", {"kind": kind}, {"file": (name, content)})

    async def make_request(self) -> bytes:
        """Download the document to sign."""
        assert await self.submit("/request") == f"{self.base}/sign"
        return await self.download("/request.json")

    async def send(self, cms: bytes) -> str:
        """Upload the signature. Return where that leads, relative to the application's address."""
        led_to = await self.submit("/sign", files={"signature": ("request.json.p7s", cms)})
        return led_to.removeprefix(self.base)

    async def sign(self) -> bytes:
        """Return the person's valid signature of the present request."""
        return self.portal.sign(self.person, await self.download("/request.json"))

    async def state(self) -> str:
        return (await self.open()).state

    async def request(self) -> Any:
        return json.loads(await self.download("/request.json"))


async def begun(portal: Portal) -> Applicant:
    """The citizen with a new draft."""
    citizen = Applicant(portal)
    await citizen.start()
    return citizen


@dataclass
class Office:
    """The officials of the provider at work on one application."""

    portal: Portal
    application_id: object

    @property
    def base(self) -> str:
        return f"/provider/applications/{self.application_id}"

    async def open(self, person: DemoPerson) -> Page:
        return await (await self.portal.at_work(person)).open(self.base)

    async def submit(self, person: DemoPerson, path: str, *given: Any, **named: Any) -> str:
        """Press a button after opening the page."""
        await self.open(person)
        return await (await self.portal.at_work(person)).submit(self.base + path, *given, **named)

    async def register(self) -> None:
        assert await self.submit(CLERK, "/register") == "/provider"

    async def name_executor(self, person: DemoPerson = EXECUTOR) -> None:
        chosen = {"executor": str(self.portal.position(person))}
        assert await self.submit(HEAD, "/executor", chosen) == "/provider"

    async def draft_notice(self) -> None:
        assert await self.submit(EXECUTOR, "/notice") == "/provider"

    async def draft_refusal(self, ground: str, facts: str) -> None:
        assert await self.submit(EXECUTOR, "/refusal", {"ground": ground, "facts": facts}) == "/provider"

    async def notice_to_sign(self) -> bytes:
        """Download the PDF to sign, which must be ready."""
        answer = await (await self.portal.at_work(HEAD)).get(f"{self.base}/notice.pdf")
        assert (answer.status_code, answer.headers.get("content-type")) == (200, "application/pdf")
        return answer.content

    async def send(self, cms: bytes) -> None:
        assert await self.submit(HEAD, "/sign", files={"signature": ("notice.pdf.p7s", cms)}) == self.base

    async def sign(self) -> bytes:
        """The PDF that was signed."""
        pdf = await self.notice_to_sign()
        await self.send(self.portal.sign(HEAD, pdf))
        return pdf


async def desk(portal: Portal, *people: DemoPerson) -> list[list[str]]:
    """Return the registration numbers on each official's desk."""
    desks = [(await (await portal.at_work(person)).open("/provider")) for person in people]
    return [[str(row).removeprefix("case-") for row in page.all("//tr[@data-testid]/@data-testid")] for page in desks]


def place_on(page: Page) -> str:
    """Return the ordinal number on the page of an issued application."""
    return page.text("//*[@data-testid='place']//*[contains(@class, 'figure-value')]")
