"""The holder of an IIN comes to an account that a stranger opened: nothing of either is seen by the other."""

from uuid import UUID

import pytest
from sqlalchemy import select

from auth.accounts.log_in import credentials, still_stand
from auth.accounts.tables import NO_PASSWORD, Account
from auth.signatures import Code, Invalid, Valid
from portal.applications.tables import Application
from portal.demo.people import CITIZEN, CLERK, NEIGHBOUR, PASSWORD
from portal.documents.tables import Scan
from portal.journal.tables import JournalEntry
from portal.kernel.iin import Iin
from portal.kernel.language import Language
from portal.messages.kinds import MessageKind
from portal.messages.tables import Message
from portal.messages.tell import tell
from portal.regulation.states import State
from portal.signing.tables import Signature
from portal.wiring.signatures import settle
from portal.wiring.take_over import TAKEN_OVER, admit_and_discard_drafts
from tests.factories.browser import Browser
from tests.factories.cases import Cases
from tests.factories.identity_provider import RealProvider
from tests.factories.log_in import log_in
from tests.factories.portal import Portal
from tests.integration.federation.world import (
    NEW_IIN,
    NOBODY,
    SIGNED_IN,
    START,
    Federated,
    leads_to,
    there_and_back,
)

HOLDER = f"iin:{CITIZEN.iin}"
MINE = "/login/identity/taken-over"


async def proven(world: Federated, iin: str = CITIZEN.iin) -> tuple[str, bool]:
    (account,) = await world.accounts(iin)
    return account.password_hash, account.proven_at is not None


async def test_the_stranger_s_password_and_sessions_end(world: Federated, provider: RealProvider) -> None:
    strangers, other, holder = [world.browser(), world.browser()], world.browser(), world.browser()
    for stranger in strangers:
        await log_in(stranger, CITIZEN)
    await log_in(other, NEIGHBOUR)
    assert await leads_to(strangers[0]) == SIGNED_IN

    end = await there_and_back(world, provider, holder, HOLDER)

    assert (end, await proven(world)) == (MINE, (NO_PASSWORD, True))
    assert [await leads_to(one) for one in (*strangers, other, holder)] == [NOBODY, NOBODY, SIGNED_IN, SIGNED_IN]
    assert (await log_in(world.browser(), CITIZEN)).status_code == 422


@pytest.mark.parametrize("password", [PASSWORD, "", "a password that nobody has"])
@pytest.mark.parametrize("account", [HOLDER, f"iin:{NEW_IIN}"])
async def test_no_password_leads_into_an_account_without_one(
    world: Federated, provider: RealProvider, account: str, password: str
) -> None:
    """Taken over, or made by the provider: the hash that is compared for nobody's sake is a hash of something."""
    await there_and_back(world, provider, world.browser(), account)
    browser = world.browser()

    answer = await browser.post("/login", {"iin": account.removeprefix("iin:"), "password": password})

    assert (answer.status_code, browser.session_id) == (422, None)


async def test_nobody_sets_a_password_for_it_by_registering(world: Federated, provider: RealProvider) -> None:
    await there_and_back(world, provider, world.browser(), f"iin:{NEW_IIN}")
    chosen = {"iin": NEW_IIN, "password": "тауға қарап тұрмын"}

    assert await world.browser().submit("/register", {**chosen, "password_repeat": chosen["password"]})

    assert (await world.browser().post("/login", chosen)).status_code == 422
    assert await proven(world, NEW_IIN) == (NO_PASSWORD, True)


async def test_what_the_stranger_typed_is_not_shown_as_the_holder_s(
    world: Federated, provider: RealProvider, cases: Cases
) -> None:
    drafts = [await cases.draft(scans=("other",), telephone="+77010000001"), await cases.ready()]
    others = await cases.draft(NEIGHBOUR, scans=("other",))
    async with world.portal.parts.transactions.writing() as session:
        account_id, now = world.portal.account(CITIZEN), world.portal.clock.now()
        tell(session, account_id, MessageKind.SIGNATURE_REFUSED, drafts[0], {"code": "iin_differs"}, now)
    holder = world.browser()

    await there_and_back(world, provider, holder, HOLDER)

    rows = world.portal.rows
    assert (await rows(select(Application.id)), await rows(select(Scan.owner_id))) == ([others], [others])
    assert await rows(select(Message)) == []
    cabinet = await holder.open("/cabinet")
    assert cabinet.texts("//p[@class='empty']") == [world.portal.say("You have not applied for anything yet.")]
    assert [(await holder.get(f"/cabinet/applications/{draft}")).status_code for draft in drafts] == [404, 404]


async def test_what_was_signed_for_the_iin_stays(world: Federated, provider: RealProvider, cases: Cases) -> None:
    """Its signature is being checked: if it is the holder's, so is the moment of its arrival."""
    signed, holder = await cases.at(State.CHECKING, scans=("other",)), world.browser()

    await there_and_back(world, provider, holder, HOLDER)
    world.portal.clock.move(minutes=1)
    await judge(world.portal, Valid((), b"", CITIZEN.iin, None, ""))

    (application,) = await world.portal.rows(select(Application))
    assert (application.id, application.application_state) == (signed, State.SENT)
    assert await leads_to(holder, f"/cabinet/applications/{signed}") == SIGNED_IN


async def test_what_turns_out_to_be_signed_by_another_goes_then(
    world: Federated, provider: RealProvider, cases: Cases
) -> None:
    """While revocation cannot be told, nobody has looked yet whose certificate it is."""
    await cases.at(State.CHECKING, scans=("other",))
    world.portal.clock.move(seconds=1)
    await there_and_back(world, provider, world.browser(), HOLDER)

    await judge(world.portal, Invalid(Code.IIN_DIFFERS, {}, ()))

    rows = world.portal.rows
    assert [await rows(select(table)) for table in (Application, Scan, Message)] == [[], [], []]


async def test_the_same_of_a_person_nobody_took_over_from_is_given_back(portal: Portal, cases: Cases) -> None:
    draft = await cases.at(State.CHECKING)

    await judge(portal, Invalid(Code.IIN_DIFFERS, {}, ()))

    (application,) = await portal.rows(select(Application))
    assert (application.id, application.application_state) == (draft, State.DRAFT)


async def judge(portal: Portal, verdict: Valid | Invalid) -> None:
    async with portal.parts.transactions.writing() as session:
        signature = (await session.scalars(select(Signature))).one()
        assert await settle(session, signature, verdict, portal.clock.now()) is None


async def test_it_is_written_down_once(world: Federated, provider: RealProvider, cases: Cases) -> None:
    await cases.draft()

    ends = [await there_and_back(world, provider, world.browser(), HOLDER) for _ in range(2)]

    account_id = world.portal.account(CITIZEN)
    entries = await world.portal.rows(select(JournalEntry).where(JournalEntry.subject_id == account_id))
    assert [(one.act, one.account_id, one.data) for one in entries] == [(TAKEN_OVER, account_id, {"drafts": 1})]
    assert ends == [MINE, "/welcome"]


async def test_a_proven_account_keeps_its_password_sessions_and_draft(
    world: Federated, provider: RealProvider, cases: Cases
) -> None:
    """Proven by a signature before: whoever chose its password is the holder."""
    async with world.portal.parts.transactions.writing() as session:
        account = await session.get_one(Account, world.portal.account(CITIZEN))
        account.proven_at = world.portal.clock.now()
    draft, before = await cases.draft(), world.browser()
    await log_in(before, CITIZEN)

    assert await there_and_back(world, provider, world.browser(), HOLDER) == "/welcome"

    assert (await leads_to(before), await world.portal.rows(select(Application.id))) == (SIGNED_IN, [draft])
    assert (await log_in(world.browser(), CITIZEN)).status_code == 303


async def test_an_official_s_position_stays(world: Federated, provider: RealProvider) -> None:
    official = world.browser()

    assert await there_and_back(world, provider, official, f"iin:{CLERK.iin}") == MINE

    assert (await leads_to(official, "/provider"), await proven(world, CLERK.iin)) == (SIGNED_IN, (NO_PASSWORD, True))


@pytest.mark.parametrize("language", Language)
async def test_the_holder_is_told_and_goes_on(world: Federated, provider: RealProvider, language: Language) -> None:
    browser, start = world.browser(), language.link(f"{START}?next=/cabinet/messages")

    end = await there_and_back(world, provider, browser, HOLDER, start)

    assert end == language.link(f"{MINE}?next=/cabinet/messages")
    page = await browser.open(end)
    assert page.heading == world.portal.say("This account is now yours alone", language)
    assert page.all("//main//a[contains(@class, 'button-primary')]/@href") == [language.link("/cabinet/messages")]


async def test_the_page_that_tells_it_is_for_who_is_signed_in(world: Federated) -> None:
    assert await leads_to(world.browser(), MINE) == (303, f"/login?next={MINE}")


async def test_a_log_in_by_password_that_is_overtaken_leads_nowhere(portal: Portal) -> None:
    """The password was being verified while the holder came in."""
    transactions, iin = portal.parts.transactions, Iin(CITIZEN.iin)
    async with transactions.reading() as session:
        known = await credentials(session, CITIZEN.iin)
    assert known is not None
    stands = []
    for _ in range(2):
        async with transactions.writing() as session:
            stands.append(await still_stand(session, known))
            await admit_and_discard_drafts(session, iin, portal.clock)

    assert stands == [True, False]


async def test_two_who_come_at_once_make_one_account(portal: Portal) -> None:
    found: list[tuple[UUID, bool]] = []
    for _ in range(2):
        async with portal.parts.transactions.writing() as session:
            admitted = await admit_and_discard_drafts(session, Iin(NEW_IIN), portal.clock)
            found.append((admitted.account_id, admitted.taken_over))

    assert found == [(found[0][0], False)] * 2


async def open_draft(browser: Browser) -> str:
    return await browser.submit("/cabinet/applications")


async def test_the_holder_begins_anew_where_the_stranger_had_begun(world: Federated, provider: RealProvider) -> None:
    stranger, holder = world.browser(), world.browser()
    await log_in(stranger, CITIZEN)
    theirs = await open_draft(stranger)
    await there_and_back(world, provider, holder, HOLDER)

    mine = await open_draft(holder)

    assert (mine == theirs, await leads_to(holder, mine), await leads_to(stranger, mine)) == (
        False,
        SIGNED_IN,
        (303, f"/login?next={mine}"),
    )
