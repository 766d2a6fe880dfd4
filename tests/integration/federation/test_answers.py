"""Answers that come twice, late, to somebody else or from somebody else."""

import httpx
import pytest
from sqlalchemy import update

from auth.federation.log_ins import LIFETIME
from auth.federation.tables import IdentityLogIn
from portal.demo.people import CITIZEN
from portal.kernel.language import Language
from portal.pages.account.identity import CALLBACK, IDENTITY_COOKIE
from tests.factories.browser import Browser
from tests.factories.identity_provider import RealProvider
from tests.integration.federation.world import (
    NEW_IIN,
    NOBODY,
    SIGNED_IN,
    Federated,
    is_refused,
    leads_to,
    query_of,
    there_and_back,
)

ACCOUNT = f"iin:{NEW_IIN}"


def changed(back: str, **values: str | None) -> str:
    """The same answer with other values; None leaves one out."""
    query = {**query_of(back), **values}
    return str(httpx.URL(CALLBACK, params={name: value for name, value in query.items() if value is not None}))


async def answered(world: Federated, provider: RealProvider, browser: Browser, account: str = ACCOUNT) -> str:
    """An answer that is good, and has not been brought back yet."""
    return await provider.sign_in(await world.begin(browser), account)


async def test_the_provider_says_who_it_is(world: Federated, provider: RealProvider) -> None:
    """Else the tests of `iss` would test nothing."""
    assert query_of(await answered(world, provider, world.browser()))["iss"] == provider.address


async def test_an_answer_is_good_once(world: Federated, provider: RealProvider) -> None:
    browser, replay = world.browser(), world.browser()
    back = await answered(world, provider, browser)
    keep_cookie(replay, browser)
    assert (await browser.get(back)).headers["location"] == "/welcome"

    assert (await replay.get(back)).headers["location"] == "/login/identity/refused"

    assert (world.refusals, await leads_to(replay), await leads_to(browser)) == (["state_unknown"], NOBODY, SIGNED_IN)


def keep_cookie(copy: Browser, browser: Browser) -> None:
    value = browser._client.cookies.get(IDENTITY_COOKIE)
    copy._client.cookies.set(IDENTITY_COOKIE, value or "", domain="testserver.local")


async def test_an_answer_is_good_in_the_browser_it_was_asked_for_in(world: Federated, provider: RealProvider) -> None:
    """Somebody who makes another open the address signs nobody in to their own account."""
    back = await answered(world, provider, world.browser())

    await is_refused(world, world.browser(), back, "state_of_another_browser")


async def test_an_answer_to_another_log_in_of_another_browser(world: Federated, provider: RealProvider) -> None:
    attacker, victim = world.browser(), world.browser()
    back = await answered(world, provider, attacker)
    await world.begin(victim)

    await is_refused(world, victim, back, "state_of_another_browser")


async def test_a_code_of_somebody_else_is_refused_by_the_provider(world: Federated, provider: RealProvider) -> None:
    """Injected into a log-in of one's own: the code belongs to another verifier (PKCE)."""
    attacker, victim = world.browser(), world.browser()
    stolen = query_of(await answered(world, provider, victim, f"iin:{CITIZEN.iin}"))["code"]
    own = await answered(world, provider, attacker)

    await is_refused(world, attacker, changed(own, code=stolen), "code_refused")


async def test_a_code_is_good_once(world: Federated, provider: RealProvider) -> None:
    first, second = world.browser(), world.browser()
    used = await answered(world, provider, first)
    await first.get(used)
    other = await answered(world, provider, second)

    answer = await second.get(changed(other, code=query_of(used)["code"]))

    assert (answer.headers["location"], world.refusals) == ("/login/identity/refused", ["code_refused"])


async def test_the_provider_holds_us_to_the_verifier(world: Federated, provider: RealProvider) -> None:
    browser = world.browser()
    back = await answered(world, provider, browser)
    async with world.portal.parts.transactions.writing() as session:
        await session.execute(update(IdentityLogIn).values(code_verifier="v" * 43))

    await is_refused(world, browser, back, "code_refused")


async def test_the_provider_takes_no_request_without_a_challenge(world: Federated, provider: RealProvider) -> None:
    url = httpx.URL(await world.begin(world.browser()))

    async with httpx.AsyncClient() as client:
        answer = await client.get(url.copy_remove_param("code_challenge").copy_remove_param("code_challenge_method"))

    assert query_of(answer.headers["location"])["error"] == "invalid_request"


async def test_a_token_for_another_nonce_is_refused(world: Federated, provider: RealProvider) -> None:
    browser = world.browser()
    back = await answered(world, provider, browser)
    async with world.portal.parts.transactions.writing() as session:
        await session.execute(update(IdentityLogIn).values(nonce="n" * 43))

    await is_refused(world, browser, back, "id_token_nonce")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"iss": "https://other.example"}, "answer_issuer"),
        ({"iss": "https://other.example", "error": "access_denied", "code": None}, "answer_issuer"),
        ({"code": None}, "answer_code"),
        ({"code": ""}, "answer_code"),
        ({"code": "x" * 2049}, "answer_code"),
        ({"code": "made up"}, "code_refused"),
        ({"error": "access_denied"}, "answer_error"),
        ({"error": "<script>alert(1)</script>", "error_description": "<script>alert(1)</script>"}, "answer_error"),
        ({"state": None}, "state_unknown"),
        ({"state": ""}, "state_unknown"),
        ({"state": "made up"}, "state_unknown"),
        ({"state": "x" * 5000}, "state_unknown"),
    ],
)
async def test_an_answer_that_was_changed(
    world: Federated, provider: RealProvider, values: dict[str, str | None], code: str
) -> None:
    browser = world.browser()

    await is_refused(world, browser, changed(await answered(world, provider, browser), **values), code)


async def test_an_answer_with_a_character_that_no_address_has_is_malformed(
    world: Federated, provider: RealProvider
) -> None:
    browser = world.browser()

    answer = await browser.get(changed(await answered(world, provider, browser), state="\x00"))

    assert (answer.status_code, browser.session_id, await world.sessions()) == (400, None, [])


async def test_an_answer_that_says_two_things_at_once(world: Federated, provider: RealProvider) -> None:
    browser = world.browser()
    back = await answered(world, provider, browser)

    await is_refused(world, browser, f"{back}&code=another", "answer_code")


async def test_an_answer_without_the_provider_s_name_is_taken(world: Federated, provider: RealProvider) -> None:
    """Not every provider says it, and there is one provider here to mix up."""
    browser = world.browser()

    answer = await browser.get(changed(await answered(world, provider, browser), iss=None))

    assert answer.headers["location"] == "/welcome"


@pytest.mark.parametrize(("seconds", "ends_in"), [(-1, "/welcome"), (0, "/login/identity/refused")])
async def test_an_answer_has_ten_minutes(world: Federated, provider: RealProvider, seconds: int, ends_in: str) -> None:
    browser = world.browser()
    back = await answered(world, provider, browser)
    (kept,) = await world.under_way()
    # Only the beginning lies back: the provider's own clock cannot be moved.
    began = kept.begun_at - LIFETIME
    async with world.portal.parts.transactions.writing() as session:
        await session.execute(update(IdentityLogIn).values(begun_at=began))
    world.portal.clock.move(seconds=seconds)

    answer = await browser.get(back)

    codes = [] if ends_in == "/welcome" else ["state_expired"]
    assert (answer.headers["location"], world.refusals, await world.under_way()) == (ends_in, codes, [])


@pytest.mark.parametrize("language", Language)
async def test_an_answer_nobody_waits_for_is_told_in_its_language(world: Federated, language: Language) -> None:
    answer = await world.browser().get(f"{CALLBACK}?state=long.gone.{language}&code=a")

    assert answer.headers["location"] == language.link("/login/identity/refused")


async def test_nothing_of_a_log_in_is_in_the_log(
    world: Federated, provider: RealProvider, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = world.browser()
    back = await answered(world, provider, browser)
    await there_and_back(world, provider, browser, "iin:100701590099")
    await browser.get(back)

    written = "".join([*capsys.readouterr(), *map(str, world._logged)])
    secrets = [NEW_IIN, "100701590099", *(value for name, value in query_of(back).items() if name != "iss")]
    assert [secret for secret in secrets if secret in written] == []
