"""An act in the wrong state changes nothing and says so; a second press of a done act leads where the first one led."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import func, select

from portal.applications.tables import Application
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, DemoPerson
from portal.journal.tables import JournalEntry
from portal.notices.tables import Notice
from portal.regulation.states import State
from tests.factories.answers import CONSENT, PERSON
from tests.factories.cases import Cases
from tests.factories.portal import Portal

pytestmark = pytest.mark.clause("R-5.5")

LATE = "This has been changed meanwhile"


@dataclass(frozen=True)
class Press:
    """What a person sends with a page that may be stale; `open_in` is the one state where it is their turn."""

    who: DemoPerson
    path: str
    open_in: State
    data: Mapping[str, str] | None = None
    file: str = ""


OFFICE = (
    Press(CLERK, "/register", State.DELIVERED),
    Press(HEAD, "/executor", State.REGISTERED, {"executor": "EXECUTOR"}),
    Press(EXECUTOR, "/notice", State.EXAMINED),
    Press(EXECUTOR, "/refusal", State.EXAMINED, {"ground": "damage", "facts": "Өртеген"}),
    Press(EXECUTOR, "/defects", State.EXAMINED, {"defect-other": "missing"}),
    Press(HEAD, "/return", State.DRAFTED, {"remark": "Қайта қараңыз"}),
)
FORM = (
    Press(CITIZEN, "/sections/person", State.DRAFT, PERSON),
    Press(CITIZEN, "/sections/consent", State.DRAFT, CONSENT),
    Press(CITIZEN, "/family", State.DRAFT, {"alone": "yes"}),
    Press(
        CITIZEN,
        "/family/members",
        State.DRAFT,
        {"member_name": "Сынақов Бала", "member_iin": "100701590098", "kinship": "son"},
    ),
    Press(CITIZEN, "/family/members/remove", State.DRAFT, {"member": "100701590098"}),
    Press(CITIZEN, "/documents", State.DRAFT, {"kind": "other"}, "a.pdf"),
    Press(CITIZEN, "/documents/remove", State.DRAFT, {"scan": "01a20372-ae20-76a4-9163-80b663433bae"}),
    Press(CITIZEN, "/request", State.DRAFT),
)
WITH_AN_EXECUTOR = {State.EXAMINED, State.DRAFTED, State.ISSUED, State.REFUSED, State.DEFECTIVE, State.UNCONFIRMED}
AFTER_THE_DRAFT = [state for state in State if state not in (State.DRAFT, State.CHECKING)]


async def test_a_signature_that_is_missing_leads_to_the_case_where_nothing_is_to_be_signed(
    portal: Portal, cases: Cases
) -> None:
    """No file, or one that is too large: what is told of a file is told only to whom a signature is asked for."""
    browser = await portal.at_work(HEAD)
    ways: list[dict[str, tuple[str, bytes]] | None] = [None, {"signature": ("n.p7s", bytes(130 * 1024))}]
    for state in (State.DELIVERED, State.REGISTERED, State.EXAMINED, State.ISSUED):
        base = f"/provider/applications/{await cases.at(state)}"
        answers = [await browser.post(f"{base}/sign", {}, files) for files in ways]

        assert [(one.status_code, one.headers["location"]) for one in answers] == [(303, base)] * 2, state


async def test_who_is_no_executor_is_told_so_only_where_one_is_to_be_named(portal: Portal, cases: Cases) -> None:
    browser, nobody = await portal.at_work(HEAD), {"executor": "01a20372-ae20-76a4-9163-80b663433bae"}
    told = {}
    for state in (State.DELIVERED, State.REGISTERED, State.EXAMINED):
        application_id = await cases.at(state)
        before = await standing(portal, application_id)
        answer = await browser.post(f"/provider/applications/{application_id}/executor", nobody)
        told[state] = answer.status_code, await standing(portal, application_id) == before

    assert told == {State.DELIVERED: (409, True), State.REGISTERED: (404, True), State.EXAMINED: (409, True)}


async def standing(portal: Portal, application_id: UUID) -> tuple[object, ...]:
    """What an act would change."""
    (row,) = await portal.rows(select(Application).where(Application.id == application_id))
    (acts,) = await portal.rows(select(func.count()).select_from(JournalEntry))
    (notices,) = await portal.rows(select(func.count()).select_from(Notice))
    return row.application_state, row.answers, row.request_document, row.executor_id, row.saved_at, acts, notices


async def press(portal: Portal, application_id: UUID, one: Press) -> int:
    room = "cabinet" if one.who is CITIZEN else "provider"
    data = {
        name: str(portal.position(EXECUTOR)) if value == "EXECUTOR" else value
        for name, value in (one.data or {}).items()
    }
    files = {"file": (one.file, b"%PDF-1.7")} if one.file else None
    browser = await portal.at_work(one.who)
    answer = await browser.post(f"/en/{room}/applications/{application_id}{one.path}", data, files)
    if answer.status_code == 409:
        assert browser.page is not None
        assert browser.page.heading == LATE
    return answer.status_code


@pytest.mark.parametrize("state", AFTER_THE_DRAFT)
async def test_an_official_s_act_out_of_turn_changes_nothing(portal: Portal, cases: Cases, state: State) -> None:
    application_id = await cases.at(state)
    before = await standing(portal, application_id)
    pressed = [one for one in OFFICE if one.open_in is not state]

    answers = {one.path: await press(portal, application_id, one) for one in pressed}

    hidden = {
        one.path for one in pressed if state is State.SENT or (one.who is EXECUTOR and state not in WITH_AN_EXECUTOR)
    }
    assert answers == {one.path: 404 if one.path in hidden else 409 for one in pressed}
    assert await standing(portal, application_id) == before


@pytest.mark.parametrize("one", OFFICE, ids=lambda one: one.path)
async def test_an_official_s_act_in_turn_is_done_once(portal: Portal, cases: Cases, one: Press) -> None:
    application_id = await cases.at(one.open_in)

    assert [await press(portal, application_id, one) for _ in range(2)] == [303, 409]


@pytest.mark.parametrize("state", [State.CHECKING, *AFTER_THE_DRAFT])
async def test_a_request_that_was_signed_is_changed_no_more(portal: Portal, cases: Cases, state: State) -> None:
    application_id = await cases.at(state)
    before = await standing(portal, application_id)

    answers = {one.path: await press(portal, application_id, one) for one in FORM}

    assert answers == dict.fromkeys(answers, 409)
    assert await standing(portal, application_id) == before


@pytest.mark.parametrize("state", [State.CHECKING, *AFTER_THE_DRAFT])
async def test_the_form_s_pages_are_closed_once_it_is_signed(portal: Portal, cases: Cases, state: State) -> None:
    base, browser = f"/cabinet/applications/{await cases.at(state)}", await portal.at_work(CITIZEN)

    answers = {path: await browser.get(base + path) for path in ("/sections/person", "/family", "/documents", "/sign")}

    assert {path: answer.status_code for path, answer in answers.items()} == {
        "/sections/person": 409,
        "/family": 409,
        "/documents": 409,
        "/sign": 303,
    }
    assert answers["/sign"].headers["location"] == f"{base}/sent"


@pytest.mark.parametrize("state", [state for state in AFTER_THE_DRAFT if state not in (State.SENT, State.DRAFTED)])
async def test_there_is_a_notice_to_sign_in_one_state_alone(portal: Portal, cases: Cases, state: State) -> None:
    base, browser = f"/provider/applications/{await cases.at(state)}", await portal.at_work(HEAD)

    assert (await browser.get(f"{base}/notice.pdf")).status_code == 409
    answer = await browser.post(f"{base}/sign", files={"signature": ("n.p7s", b"cms")})
    assert (answer.status_code, answer.headers["location"]) == (303, base)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.ISSUED, State.REFUSED)])
async def test_there_is_no_notice_before_it_is_issued(portal: Portal, cases: Cases, state: State) -> None:
    """Its page leads its owner to the application, which says how it stands."""
    base, browser = f"/cabinet/applications/{await cases.at(state)}", await portal.at_work(CITIZEN)

    answers = [await browser.get(base + path) for path in ("/notice", "/notice.pdf", "/notice.p7s")]

    assert [answer.status_code for answer in answers] == [303, 404, 404]
    assert answers[0].headers["location"] == base


async def test_a_status_is_kept_from_the_number_on(portal: Portal, cases: Cases) -> None:
    browser, found = await portal.at_work(CITIZEN), {}
    for state in State:
        found[state] = (await browser.get(f"/cabinet/applications/{await cases.at(state)}/status")).status_code

    assert found == {state: 404 if state in (State.DRAFT, State.CHECKING) else 200 for state in State}
