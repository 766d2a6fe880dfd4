"""The executor's answers and the head's word on them (clauses R-5.4, R-5.5, R-10.9 to R-10.11, R-3.a, S-10)."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.applications.refuse import Remark, refuse_for_defects
from portal.applications.tables import Application
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, OTHER_EXECUTOR, SECOND_EXECUTOR, DemoPerson
from portal.documents.tables import Scan
from portal.kernel.language import Language
from portal.messages.tables import Message
from portal.notices.tables import Notice
from portal.queue.tables import QueueEntry
from portal.regulation.standard import DEFECTS, REFUSAL_GROUNDS
from portal.regulation.states import State
from portal.signing.tables import Signature, SignatureState
from tests.factories.answers import PUBLIC_SERVANT
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Applicant, Office, desk, place_on

WORK = ("work_certificate",)


async def state_of(portal: Portal, application_id: UUID) -> State:
    (state,) = await portal.rows(select(Application.application_state).where(Application.id == application_id))
    assert isinstance(state, State)
    return state


async def told(portal: Portal) -> list[str]:
    return list(await portal.rows(select(Message.kind).order_by(Message.id)))


@pytest.mark.clause("R-10.9")
@pytest.mark.clause("R-10.10")
async def test_defects_refuse_the_request_and_give_the_answers_back_in_a_new_draft(
    portal: Portal, cases: Cases
) -> None:
    application_id = await cases.at(State.EXAMINED, scans=WORK, category="public", cosmonaut="no")
    officials, citizen = Office(portal, application_id), Applicant.of(portal, application_id)

    chosen = {"defect-work_certificate": "expired", "defect_words": "Анықтама былтырғы"}
    assert await officials.submit(EXECUTOR, "/defects", chosen) == "/provider"

    page = await (await citizen.browser()).open(f"/en{citizen.base}")
    assert page.state == "defective"
    assert page.texts("//li[contains(., 'Certificate')]") == [
        "Certificate from your place of work or service: The document is no longer valid. Get a new one and attach it."
    ]
    assert page.texts("//p[.='Remark:']/following-sibling::p[@class='as-written']") == ["Анықтама былтырғы"]
    assert "Regulation, clause 10(10)" in page.texts("//details//p")
    (draft,) = await portal.rows(select(Application).where(Application.continues_id == application_id))
    assert (draft.application_state, draft.answers) == (State.DRAFT, PUBLIC_SERVANT)
    scans = await portal.rows(select(Scan).where(Scan.owner_id.in_([application_id, draft.id])))
    assert len({scan.id for scan in scans}) == 2
    assert len({(scan.kind, scan.file_name, scan.clean_digest) for scan in scans}) == 1
    assert (await told(portal))[-1] == "defects"
    assert await desk(portal, EXECUTOR) == [[]]


@pytest.mark.clause("R-10.10")
async def test_the_new_draft_can_be_put_right_and_sent_under_a_new_number(portal: Portal, cases: Cases) -> None:
    await cases.at(State.DEFECTIVE, scans=WORK, category="public", cosmonaut="no")
    (draft,) = await portal.rows(select(Application).where(Application.application_state == State.DRAFT))
    citizen = Applicant.of(portal, draft.id)
    assert draft.continues_id is not None

    page = await (await citizen.browser()).open(f"/en{citizen.base}")
    assert "This draft carries on the application refused for defects" in page.text("//main")
    await citizen.submit("/request")
    assert await citizen.send(await citizen.sign()) == "/sent"

    numbers = await portal.rows(select(Application.registration_number).order_by(Application.registration_number))
    assert list(numbers) == ["2026-000001", "2026-000002"]


@pytest.mark.clause("R-10.10")
async def test_a_draft_begun_meanwhile_is_left_alone(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)
    own = await cases.draft(surname="Басқаева")

    await Office(portal, application_id).submit(EXECUTOR, "/defects", {"defect-other": "missing"})

    (draft,) = await portal.rows(select(Application).where(Application.application_state == State.DRAFT))
    assert (draft.id, draft.answers["surname"], draft.continues_id) == (own, "Басқаева", None)


@pytest.mark.clause("S-9.2")
async def test_that_a_copy_is_not_certified_is_not_offered_and_not_taken_as_a_defect(
    portal: Portal, cases: Cases
) -> None:
    officials = Office(portal, await cases.at(State.EXAMINED))
    browser = await portal.at_work(EXECUTOR)

    page = await browser.open(f"/en{officials.base}")
    answer = await browser.post(f"/en{officials.base}/defects", {"defect-other": "not_certified", "defect_words": ""})

    assert page.all("//option[@value='not_certified']") == []
    assert answer.status_code == 422


@pytest.mark.parametrize("language", Language)
async def test_a_case_that_was_refused_for_it_is_still_told(portal: Portal, cases: Cases, language: Language) -> None:
    application_id = await cases.at(State.EXAMINED)
    remarks = [Remark("other", "not_certified")]
    async with portal.parts.transactions.writing() as session:
        executor = await portal.official(session, EXECUTOR)
        assert await refuse_for_defects(session, executor, application_id, remarks, "", portal.clock.now()) is None

    page = await (await portal.at_work(CITIZEN)).open(language.link(f"/cabinet/applications/{application_id}"))

    assert portal.say(DEFECTS["not_certified"].label, language) in page.text("//main//ul/li")


async def test_defects_need_a_document(portal: Portal, cases: Cases) -> None:
    officials = Office(portal, await cases.at(State.EXAMINED))
    browser = await portal.at_work(EXECUTOR)

    answer = await browser.post(f"/en{officials.base}/defects", {"defect-other": "", "defect_words": "анық емес"})

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, ["Choose what is wrong with at least one document"])
    assert browser.page.text("//textarea[@id='defect_words']") == "анық емес"


@pytest.mark.clause("R-3.a")
@pytest.mark.clause("R-3.d")
@pytest.mark.clause("R-5.4")
@pytest.mark.clause("R-5.5")
@pytest.mark.clause("S-10")
async def test_a_reasoned_refusal_is_drafted_signed_and_lies_in_the_cabinet(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)
    officials, citizen = Office(portal, application_id), Applicant.of(portal, application_id)

    await officials.draft_refusal("alienation", "Үйін 2025 жылы сатқан")
    await portal.work()
    pdf = await officials.sign()

    page = await citizen.open()
    assert (page.state, page.all("//*[@data-testid='place']")) == ("refused", [])
    letter = await citizen.open("/notice")
    assert "Үйін 2025 жылы сатқан" in letter.texts("//article//p")
    assert portal.say(REFUSAL_GROUNDS["alienation"].label) in letter.text("//article")
    assert await citizen.download("/notice.pdf") == pdf
    assert (await told(portal))[-1] == "refused"
    assert list(await portal.rows(select(QueueEntry.id))) == []


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({}, ["Choose the ground", "Fill in “What was found”"]),
        ({"ground": "poverty", "facts": "x"}, ["Choose the ground"]),
        ({"ground": "damage", "facts": "  "}, ["Fill in “What was found”"]),
        ({"ground": "damage", "facts": "ә" * 2_001}, ["No more than 2000 characters. Now: 2001."]),
    ],
)
async def test_a_refusal_needs_a_ground_of_the_standard_and_its_facts(
    portal: Portal, cases: Cases, given: dict[str, str], errors: list[str]
) -> None:
    application_id = await cases.at(State.EXAMINED)
    browser = await portal.at_work(EXECUTOR)

    answer = await browser.post(f"/en/provider/applications/{application_id}/refusal", given)

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, errors)
    assert await state_of(portal, application_id) is State.EXAMINED


@pytest.mark.clause("R-5.5")
async def test_a_draft_given_back_is_made_anew(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.DRAFTED, refusal=True)
    officials = Office(portal, application_id)

    assert await officials.submit(HEAD, "/return", {"remark": "Негізі дұрыс емес"}) == "/provider"
    assert "Негізі дұрыс емес" in (await officials.open(EXECUTOR)).text("//main")
    assert await desk(portal, HEAD, EXECUTOR) == [[], ["2026-000001"]]

    await officials.draft_notice()
    await portal.work()
    await officials.sign()

    assert await state_of(portal, application_id) is State.ISSUED
    first, second = await portal.rows(select(Notice).order_by(Notice.id))
    assert [(one.kind.value, one.voided_at is None, one.issued_at is None) for one in (first, second)] == [
        ("refusal", False, True),
        ("registration", True, False),
    ]


async def test_a_draft_is_given_back_with_a_remark_alone(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.DRAFTED)
    browser = await portal.at_work(HEAD)

    answer = await browser.post(f"/en/provider/applications/{application_id}/return", {"remark": " "})

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, ["Fill in “Remark”"])
    assert await state_of(portal, application_id) is State.DRAFTED


@pytest.mark.clause("R-5.3")
@pytest.mark.parametrize("chosen", ["", "nobody"])
async def test_the_head_must_choose_an_executor(portal: Portal, cases: Cases, chosen: str) -> None:
    application_id = await cases.at(State.REGISTERED)
    browser = await portal.at_work(HEAD)

    answer = await browser.post(f"/en/provider/applications/{application_id}/executor", {"executor": chosen})

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, ["Choose the executor"])


@pytest.mark.clause("R-5.3")
async def test_only_somebody_who_is_an_executor_here_can_be_named(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.REGISTERED)
    browser = await portal.at_work(HEAD)

    answers = [
        await browser.post(
            f"/provider/applications/{application_id}/executor", {"executor": str(portal.position(person))}
        )
        for person in (OTHER_EXECUTOR, CLERK)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert await state_of(portal, application_id) is State.REGISTERED


@pytest.mark.clause("R-5.3")
async def test_whoever_was_named_has_the_case_and_nobody_else(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.REGISTERED)
    officials = Office(portal, application_id)

    await officials.name_executor(SECOND_EXECUTOR)

    assert await desk(portal, EXECUTOR, SECOND_EXECUTOR) == [[], ["2026-000001"]]
    answer = await (await portal.at_work(EXECUTOR)).get(officials.base)
    assert answer.status_code == 404


async def test_of_three_answers_at_once_one_counts(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)
    browser, base = await portal.at_work(EXECUTOR), f"/provider/applications/{application_id}"
    await browser.token()

    answers = await asyncio.gather(
        browser.post(f"{base}/notice"),
        browser.post(f"{base}/refusal", {"ground": "damage", "facts": "Өртеген"}),
        browser.post(f"{base}/defects", {"defect-other": "missing"}),
    )

    assert sorted(answer.status_code for answer in answers) == [303, 409, 409]
    assert len(await portal.rows(select(Notice.id))) <= 1


@pytest.mark.clause("R-10.11b")
@pytest.mark.parametrize(
    ("signer", "code", "told"),
    [
        (EXECUTOR, "iin_differs", "The certificate is of another person. Sign with your own key."),
        (CITIZEN, "wrong_role", "This key does not fit. Choose the key for signing."),
    ],
    ids=["executor", "citizen"],
)
async def test_nobody_but_the_head_signs_the_result(
    portal: Portal, cases: Cases, signer: DemoPerson, code: str, told: str
) -> None:
    application_id = await cases.at(State.DRAFTED)
    officials = Office(portal, application_id)
    pdf = await officials.notice_to_sign()

    await officials.send(portal.sign(signer, pdf))

    page = await officials.open(HEAD)
    assert page.all("//p[@data-state]/@data-state") == [code]
    assert page.text("//p[@data-state]") == portal.say(told)
    assert await state_of(portal, application_id) is State.DRAFTED
    assert list(await portal.rows(select(QueueEntry.id))) == []


@pytest.mark.clause("R-10.11b")
async def test_the_head_s_signature_is_waited_for_and_the_result_issued_by_itself(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.DRAFTED)
    officials, citizen = Office(portal, application_id), Applicant.of(portal, application_id)
    pdf = await officials.notice_to_sign()
    portal.lose_lists()

    await officials.send(portal.sign(HEAD, pdf))

    assert portal.say("Your signature is being checked") in (await officials.open(HEAD)).text("//main")
    assert await state_of(portal, application_id) is State.DRAFTED
    portal.publish_lists()
    portal.clock.move(minutes=1)
    await portal.work()
    assert place_on(await citizen.open()) == "1"
    (signature,) = await portal.rows(select(Signature).where(Signature.purpose == "notice"))
    assert signature.state is SignatureState.VALID


async def test_a_second_signature_of_the_same_notice_changes_nothing(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.DRAFTED)
    officials = Office(portal, application_id)
    cms = portal.sign(HEAD, await officials.notice_to_sign())
    await officials.send(cms)
    (issued_at,) = await portal.rows(select(Notice.issued_at))

    portal.clock.move(minutes=1)
    await officials.send(cms)

    assert list(await portal.rows(select(Notice.issued_at))) == [issued_at]
    assert len(await portal.rows(select(QueueEntry.id))) == 1


async def test_a_notice_that_is_not_ready_says_to_wait(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.EXAMINED)
    officials = Office(portal, application_id)
    await officials.draft_notice()

    answer = await (await portal.at_work(HEAD)).get(f"{officials.base}/notice.pdf")

    assert (answer.status_code, answer.headers["location"]) == (303, officials.base)
    waiting = await officials.open(HEAD)
    assert portal.say("The document is being made") in waiting.text("//main")

    # What the page says aloud once it has reloaded itself with the document in it.
    await cases.make_pdf(application_id)
    ready = await officials.open(HEAD)
    assert [page.all("//*[@id='signing']/@data-told") for page in (waiting, ready)] == [
        [portal.say("The document is being made")],
        [portal.say("The document is ready to be signed")],
    ]
