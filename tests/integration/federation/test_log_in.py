"""Signing in by an identity provider that is real: there and back, and every way in which an answer is no good."""

import pytest
from sqlalchemy import select

from auth.accounts.tables import NO_PASSWORD, Account
from portal.demo.people import CLERK, NEIGHBOUR
from portal.kernel.language import Language
from portal.pages.account.identity import CALLBACK
from tests.factories.identity_provider import CLIENT, CLIENT_WITH_RSA, RealProvider
from tests.factories.log_in import log_in
from tests.integration.federation.world import (
    NEW_IIN,
    NOBODY,
    SIGNED_IN,
    START,
    Federated,
    federated,
    identity_app,
    is_refused,
    leads_to,
    query_of,
    there_and_back,
)

BIN = "140540000104"
_ALL_ACCOUNTS = select(Account.id)


@pytest.mark.parametrize("client", [CLIENT, CLIENT_WITH_RSA])
async def test_somebody_new_signs_in_and_has_an_account_without_a_password(
    world: Federated, provider: RealProvider, client: str
) -> None:
    app = identity_app(world.portal, provider.address, provider.jwks, client)
    async with federated(world.portal, app) as here:
        browser = here.browser()

        assert await there_and_back(here, provider, browser, f"iin:{NEW_IIN}") == "/welcome"

        assert (await leads_to(browser), here.refusals, await here.under_way()) == (SIGNED_IN, [], [])
    (made,) = await world.accounts(NEW_IIN)
    now = world.portal.clock.now()
    assert (made.password_hash, made.created_at, made.proven_at) == (NO_PASSWORD, now, now)


async def test_what_goes_to_the_provider(world: Federated, provider: RealProvider) -> None:
    asked = query_of(await world.begin(world.browser(), f"/ru{START}?next=/cabinet/messages"))

    (kept,) = await world.under_way()
    assert {**asked, "state": "", "code_challenge": ""} == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": f"https://testserver{CALLBACK}",
        "scope": "openid",
        "state": "",
        "nonce": kept.nonce,
        "code_challenge": "",
        "code_challenge_method": "S256",
        "ui_locales": "ru",
    }
    assert (kept.next_path, len(kept.code_verifier), asked["code_challenge"] == kept.code_verifier) == (
        "/cabinet/messages",
        43,
        False,
    )
    assert asked["state"] not in (kept.state_hash, kept.browser_hash)


@pytest.mark.parametrize("language", Language)
async def test_a_person_comes_back_to_their_page_in_their_language(
    world: Federated, provider: RealProvider, language: Language
) -> None:
    browser = world.browser()
    await browser.open(language.link("/login?next=/cabinet/messages"))
    assert browser.page is not None
    (start,) = [link for link in browser.page.links if START in link]

    end = await there_and_back(world, provider, browser, f"iin:{NEW_IIN}", start)

    assert (start, end) == (language.link(f"{START}?next=/cabinet/messages"), language.link("/cabinet/messages"))
    assert await leads_to(browser, end) == SIGNED_IN


async def test_an_official_comes_to_their_own_place(world: Federated, provider: RealProvider) -> None:
    browser = world.browser()
    await there_and_back(world, provider, browser, f"iin:{CLERK.iin}")

    assert await leads_to(browser, "/welcome") == (303, "/provider")
    assert await leads_to(browser, "/provider") == SIGNED_IN


async def test_the_second_time_it_is_the_same_account_and_nothing_is_said(
    world: Federated, provider: RealProvider
) -> None:
    ends = [await there_and_back(world, provider, world.browser(), f"iin:{NEW_IIN}") for _ in range(2)]

    assert (ends, len(await world.accounts(NEW_IIN)), len(await world.sessions())) == (["/welcome"] * 2, 1, 2)


async def test_a_planted_session_is_not_adopted_and_an_old_one_ends(world: Federated, provider: RealProvider) -> None:
    planted, other, replay = world.browser(), world.browser(), world.browser()
    planted.use_session("planted")
    await log_in(other, NEIGHBOUR)
    first = other.session_id or ""

    for browser in (planted, other):
        await there_and_back(world, provider, browser, f"iin:{NEW_IIN}")

    assert ("planted" in (planted.session_id or ""), other.session_id == first) == (False, False)
    assert [await leads_to(browser) for browser in (planted, other)] == [SIGNED_IN, SIGNED_IN]
    for session_id in ("planted", first):
        replay.use_session(session_id)
        assert await leads_to(replay) == NOBODY
    assert len(await world.sessions()) == 2


async def test_a_person_who_goes_away_is_told_so_in_their_language(world: Federated, provider: RealProvider) -> None:
    browser = world.browser()

    end = await there_and_back(world, provider, browser, None, f"/ru{START}?next=/cabinet/messages")

    assert (end, world.refusals) == ("/ru/login/identity/refused?next=/cabinet/messages", ["answer_error"])
    page = await browser.open(end)
    assert page.heading == world.portal.say("You are not signed in", Language.RUSSIAN)
    assert [link for link in page.links if START in link][-1:] == [f"/ru{START}?next=/cabinet/messages"]
    assert (await world.under_way(), await world.accounts(NEW_IIN)) == ([], [])


@pytest.mark.parametrize(
    "account",
    [
        "none",
        "iin:",
        "iin:100701590099",
        "iin:100701 590098",
        "iin:１００７０１５９００９８",
        f"iin:{NEW_IIN}\n",
        f"iin:{BIN}",
        "iin:' OR 1=1 --",
    ],
)
async def test_what_is_no_iin_opens_no_account(world: Federated, provider: RealProvider, account: str) -> None:
    browser = world.browser()
    before = len(await world.portal.rows(_ALL_ACCOUNTS))

    await is_refused(world, browser, await provider.sign_in(await world.begin(browser), account), "iin_claim")

    assert len(await world.portal.rows(_ALL_ACCOUNTS)) == before
