"""Fields as people fill them: pasted from anywhere, on the pages of citizens and officials."""

import pytest
from sqlalchemy import select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN, EXECUTOR, HEAD, DemoPerson
from portal.journal.tables import JournalEntry
from portal.regulation.states import State
from tests.factories.answers import PERSON
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office, scan

pytestmark = pytest.mark.clause("R-10.5")

UNREADABLE = "There is a character here that cannot be read (\ufffd). Delete it, or type it in another way."
UNSEEN = "\u200b\u2060\u202d\u202c\u3164"
SON, UNBORN = "100701590098", "270101600012"


async def errors(portal: Portal, person: DemoPerson, path: str, data: dict[str, str]) -> list[str]:
    browser = await portal.at_work(person)
    answer = await browser.post(f"/en{path}", data)
    assert answer.status_code == 422
    assert browser.page is not None
    return browser.page.errors


async def test_an_address_that_nobody_sees_is_none(portal: Portal) -> None:
    citizen = Applicant(portal)
    await citizen.start()

    typed = {**PERSON, "addr_reg": UNSEEN, "addr_live": "Абай \u202e5"}
    told = await errors(portal, CITIZEN, f"{citizen.base}/sections/person", typed)

    assert told == ["Fill in “Registered address”", UNREADABLE]
    page = await citizen.open("/sections/person")
    assert [page.all(f"//input[@id='{code}']/@value") for code in ("addr_reg", "addr_live")] == [
        [" "],
        ["Абай \ufffd5"],
    ]


async def answers_to_sign(portal: Portal, **changed: str) -> dict[str, str]:
    citizen = Applicant(portal)
    async with portal.outside() as outside:
        await citizen.start()
        await citizen.fill_in(**changed)
        await citizen.attach("work_certificate", "Анықтама.pdf", scan())
        await outside.worker.run_due()
        await citizen.make_request()
    answers = (await citizen.request())["answers"]
    assert isinstance(answers, dict)
    return answers


async def test_what_is_pasted_is_signed_as_it_looks(portal: Portal) -> None:
    answers = await answers_to_sign(
        portal,
        surname="\u2068Нұр\u2011Сынақова\u2069",
        addr_live="\ufeffАбаи\u0306\u00a0даңғылы,\u200b 5",
        phone="\u202d+7\u00a0701\u00a0000\u20110000\u202c",
        email="Әсел <әсел@xn--80a1acn3a.xn--80ao21a>,",
    )

    assert {code: answers[code] for code in ("surname", "addr_live", "phone", "email")} == {
        "surname": "Нұр-Сынақова",
        "addr_live": "Абай даңғылы, 5",
        "phone": "+77010000000",
        "email": "әсел@пошта.қаз",
    }


async def test_somebody_with_one_name_applies(portal: Portal) -> None:
    answers = await answers_to_sign(portal, surname="", no_surname="yes", patronymic="")

    assert ("surname" in answers, answers["no_surname"], answers["given_name"]) == (False, "yes", "Әсел")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"member_iin": UNBORN}, ["Invalid IIN: the birth date in it has not come yet"]),
        ({"member_name": UNSEEN}, ["Fill in “Full name”"]),
        ({"member_name": "Сынақов\u202e"}, [UNREADABLE]),
    ],
)
async def test_who_cannot_be_a_family_member_is_told(portal: Portal, changed: dict[str, str], told: list[str]) -> None:
    citizen = Applicant(portal)
    await citizen.start()
    member = {"member_name": "Бала", "member_iin": SON, "kinship": "son"}

    assert await errors(portal, CITIZEN, f"{citizen.base}/family/members", {**member, **changed}) == told


async def test_a_member_is_added_by_one_name_and_a_pasted_number(portal: Portal) -> None:
    citizen = Applicant(portal)
    await citizen.start()
    member = {"member_name": "Бала\u200b", "member_iin": f"\u202d{SON[:6]}\u2013{SON[6:]}\u202c", "kinship": "son"}

    assert await citizen.submit("/family/members", member) == f"{citizen.base}/family"

    (answers,) = await portal.rows(select(Application.answers))
    assert answers["family"] == [{"name": "Бала", "iin": SON, "kinship": "son"}]


@pytest.mark.parametrize(
    ("person", "state", "path", "data", "field"),
    [
        (HEAD, State.DRAFTED, "/return", {}, "remark"),
        (EXECUTOR, State.EXAMINED, "/refusal", {"ground": "damage"}, "facts"),
        (EXECUTOR, State.EXAMINED, "/defects", {"defect-other": "missing"}, "defect_words"),
    ],
)
async def test_an_official_s_words_are_read_as_a_citizen_s(
    portal: Portal, cases: Cases, person: DemoPerson, state: State, path: str, data: dict[str, str], field: str
) -> None:
    case = f"/provider/applications/{await cases.at(state)}"

    told = [await errors(portal, person, case + path, {**data, field: typed}) for typed in ("а\u202eб", "а" * 2_001)]

    longest = 2_000 if field == "facts" else 1_000
    assert told == [[UNREADABLE], [f"No more than {longest} characters. Now: 2001."]]


async def test_words_of_several_paragraphs_are_kept_so(portal: Portal, cases: Cases) -> None:
    case = Office(portal, await cases.at(State.DRAFTED))

    await case.submit(HEAD, "/return", {"remark": "Бірінші\u200b.\r\n\r\n\r\n\u2066Екінші\u2069 \r\nүшінші"})

    entries = await portal.rows(select(JournalEntry.data))
    assert [data["remark"] for data in entries if "remark" in data] == ["Бірінші.\n\nЕкінші\nүшінші"]
