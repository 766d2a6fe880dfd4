"""Acts that overlap end as if one had come after the other."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.find import lock_application
from portal.applications.refuse import return_draft
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, NEIGHBOUR, DemoPerson
from portal.journal.tables import JournalEntry
from portal.kernel.ids import new_id
from portal.notices.lifecycle import RENDER, revise_notice
from portal.notices.tables import Notice
from portal.outbox.tables import OutboxTask
from portal.outbox.work import Task
from portal.queue.notice import draft_notice
from portal.queue.tables import QueueEntry
from portal.regulation.procedure import Act
from portal.regulation.states import State
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import Office

LONG_ENOUGH = 0.5
"""Seconds in which what waits for nobody is done."""


async def overlapping(
    portal: Portal, first: Callable[[AsyncSession], Awaitable[None]], second: Coroutine[Any, Any, Any]
) -> Any:
    """What `second` gives, begun while `first` has written everything and committed nothing."""
    async with portal.parts.transactions.writing() as session:
        await first(session)
        await session.flush()
        later = asyncio.create_task(second)
        await asyncio.wait({later}, timeout=LONG_ENOUGH)
    return await later


async def notices(portal: Portal, application_id: UUID) -> list[Notice]:
    return list(await portal.rows(select(Notice).where(Notice.subject_id == application_id).order_by(Notice.formed_at)))


async def test_a_number_that_somebody_is_about_to_move_is_not_issued(portal: Portal, cases: Cases) -> None:
    """The head signs two notices of one list at once: the later applicant's says 1, and would be 2."""
    earlier = await cases.at(State.DRAFTED, CITIZEN)
    portal.clock.move(minutes=1)
    later = await cases.at(State.DRAFTED, NEIGHBOUR)
    officials = Office(portal, later)
    cms, browser = portal.sign(HEAD, await officials.notice_to_sign()), await portal.at_work(HEAD)

    async def enter_the_earlier(session: AsyncSession) -> None:
        await cases._signed(session, await lock_application(session, earlier))

    answer = await overlapping(
        portal, enter_the_earlier, browser.post(f"{officials.base}/sign", files={"signature": ("n.p7s", cms)})
    )

    (notice,) = await notices(portal, later)
    assert (answer.status_code, notice.issued_at, notice.data["ordinal"]) == (422, None, "2")
    assert list(await portal.rows(select(QueueEntry.application_id))) == [earlier]


async def test_a_signature_of_a_draft_that_is_being_replaced_issues_nothing(portal: Portal, cases: Cases) -> None:
    """It could not be judged when it came; now it can, just when the draft is given back and made anew."""
    application_id = await cases.at(State.DRAFTED)
    officials = Office(portal, application_id)
    cms = portal.sign(HEAD, await officials.notice_to_sign())
    portal.lose_lists()
    await officials.send(cms)
    portal.publish_lists()
    portal.clock.move(minutes=1)

    async def replace(session: AsyncSession) -> None:
        now = portal.clock.now()
        assert await return_draft(session, await portal.official(session, HEAD), application_id, "Anew", now) is None
        assert await draft_notice(session, await portal.official(session, EXECUTOR), application_id, now) is None

    await overlapping(portal, replace, portal.work())

    old, new = await notices(portal, application_id)
    assert (old.voided_at is None, old.issued_at, new.voided_at, new.issued_at) == (False, None, None, None)
    assert list(await portal.rows(select(QueueEntry.id))) == []
    assert set(await portal.rows(select(OutboxTask.failures))) == {0}


@pytest.mark.parametrize("change", ["made anew", "given back"])
async def test_a_pdf_of_what_is_being_changed_is_not_named(portal: Portal, cases: Cases, change: str) -> None:
    application_id = await cases.at(State.EXAMINED)
    await Office(portal, application_id).draft_notice()
    (notice,) = await notices(portal, application_id)
    async with portal.worker() as worker:
        task = Task(new_id(), RENDER, "", {"notice": str(notice.id)}, 1, 0, lasting=False, lease="")
        name_it = await worker._handlers[RENDER](task)
    portal.clock.move(minutes=1)

    async def change_it(session: AsyncSession) -> None:
        row, now = await session.get_one(Notice, notice.id), portal.clock.now()
        if change == "made anew":
            await revise_notice(session, row, row.signer_id, {"ordinal": "2"}, now)
        else:
            assert (
                await return_draft(session, await portal.official(session, HEAD), application_id, "Anew", now) is None
            )

    await overlapping(portal, change_it, settled(portal, name_it))

    assert [one.pdf_sha256 for one in await notices(portal, application_id)] == [None]


async def settled(portal: Portal, effect: Any) -> None:
    async with portal.parts.transactions.writing() as session:
        await effect(session)


TWICE = [
    (State.DELIVERED, Act.REGISTER, CLERK, "/register", {}),
    (State.REGISTERED, Act.NAME_EXECUTOR, HEAD, "/executor", {"executor": EXECUTOR}),
    (State.EXAMINED, Act.DRAFT_NOTICE, EXECUTOR, "/notice", {}),
    (State.EXAMINED, Act.DRAFT_REFUSAL, EXECUTOR, "/refusal", {"ground": "damage", "facts": "Өртеген"}),
    (State.EXAMINED, Act.REFUSE_FOR_DEFECTS, EXECUTOR, "/defects", {"defect-other": "missing"}),
    (State.DRAFTED, Act.RETURN_DRAFT, HEAD, "/return", {"remark": "Anew"}),
]


@pytest.mark.parametrize(
    ("state", "act", "person", "path", "form"), TWICE, ids=lambda value: getattr(value, "name", "")
)
async def test_what_is_pressed_by_four_at_once_is_done_once(
    portal: Portal, cases: Cases, state: State, act: Act, person: DemoPerson, path: str, form: dict[str, Any]
) -> None:
    application_id = await cases.at(state)
    browser = await portal.at_work(person)
    await browser.token()
    given = {
        name: str(portal.position(value)) if isinstance(value, DemoPerson) else value for name, value in form.items()
    }

    answers = await asyncio.gather(
        *(browser.post(f"/provider/applications/{application_id}{path}", given) for _ in range(4))
    )

    done = Counter(await portal.rows(select(JournalEntry.act).where(JournalEntry.subject_id == application_id)))
    assert Counter(answer.status_code for answer in answers) == {303: 1, 409: 3}
    assert (done[act], max(done.values())) == (1, 1)


async def test_a_head_who_signs_four_times_at_once_enters_the_citizen_once(portal: Portal, cases: Cases) -> None:
    application_id = await cases.at(State.DRAFTED)
    officials, browser = Office(portal, application_id), await portal.at_work(HEAD)
    files = {"signature": ("notice.p7s", portal.sign(HEAD, await officials.notice_to_sign()))}

    answers = await asyncio.gather(*(browser.post(f"{officials.base}/sign", files=files) for _ in range(4)))

    assert {answer.status_code for answer in answers} <= {303, 409}
    assert list(await portal.rows(select(QueueEntry.application_id))) == [application_id]
