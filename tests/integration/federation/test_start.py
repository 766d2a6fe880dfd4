"""The way to the provider: who may begin it, where it leads back to, and that it is not there when it is off."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select

from auth.federation.tables import LONGEST_PATH, IdentityLogIn
from auth.limits.counting import Counter
from portal.demo.people import CITIZEN
from portal.kernel.language import Language
from portal.pages.account.identity import CALLBACK, IDENTITY_COOKIE
from portal.web.limits_table import IDENTITY
from tests.factories.portal import Portal
from tests.integration.federation.world import START, Federated
from tests.integration.sessions.test_sessions import attributes_of

WORDS = "Sign in with the national identity service (eGov IDP)"
ELSEWHERE = (
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/ru//evil.example",
    "/en/\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "//evil.example/%2f..",
    "evil.example",
    "",
    "/" + "a" * LONGEST_PATH,
)


@pytest.mark.parametrize("language", Language)
async def test_the_log_in_page_offers_it_second(world: Federated, language: Language) -> None:
    page = await world.browser().open(language.link("/login"))

    buttons = "//main//*[contains(@class, 'button ')]"
    kinds = [str(one).split()[-1] for one in page.all(f"{buttons}/@class")]
    assert kinds == ["button-primary", "button-secondary"]
    assert page.texts(buttons)[1] == world.portal.say(WORDS, language)
    assert page.all("//main//a[contains(@class, 'button')]/@href") == [language.link(START)]


@pytest.mark.parametrize("language", Language)
async def test_it_is_not_there_when_it_is_off(portal: Portal, language: Language) -> None:
    browser = portal.browser()
    page = await browser.open(language.link("/login"))

    assert portal.say(WORDS, language) not in page.texts("//main//a")
    ends = ("", "/callback", "/refused", "/away", "/taken-over")
    assert [(await browser.get(language.link(START + end))).status_code for end in ends] == [404] * 5


async def test_it_is_kept_for_this_browser_and_for_no_script(world: Federated) -> None:
    answer = await world.browser().get(START)

    kept = attributes_of(answer)
    flags = {"path": "/", "secure": True, "httponly": True, "samesite": "lax", "max-age": "600"}
    assert kept == {IDENTITY_COOKIE: flags}


async def test_each_way_has_secrets_of_its_own(world: Federated) -> None:
    for _ in range(20):
        await world.begin(world.browser())

    rows = await world.under_way()
    secrets = {value for row in rows for value in (row.state_hash, row.browser_hash, row.nonce, row.code_verifier)}
    assert (len(rows), len(secrets)) == (20, 80)


@pytest.mark.parametrize("address", ELSEWHERE)
async def test_it_leads_to_no_place_but_ours(world: Federated, address: str) -> None:
    await world.begin(world.browser(), str(httpx.URL(START, params={"next": address})))

    assert [row.next_path for row in await world.under_way()] == [""]


@pytest.mark.parametrize("end", ["refused", "away"])
@pytest.mark.parametrize("address", ELSEWHERE[:-2])
async def test_nor_do_the_pages_after_it(world: Federated, end: str, address: str) -> None:
    page = await world.browser().open(str(httpx.URL(f"{START}/{end}", params={"next": address})))

    ways = {str(link) for link in page.all("//main//a/@href")}
    assert ways == {START, "/login"}


async def test_nor_the_page_of_a_holder(world: Federated) -> None:
    browser = await world.portal.signed_in(CITIZEN)
    inside = world.browser()
    inside.use_session(browser.session_id or "")

    page = await inside.open(str(httpx.URL(f"{START}/taken-over", params={"next": "//evil.example"})))

    assert page.all("//main//a/@href") == ["/welcome"]


@pytest.mark.parametrize(
    ("site", "end"), [("cross-site", "/login"), ("same-site", "/login"), ("same-origin", "auth"), ("none", "auth")]
)
async def test_no_other_page_begins_it(world: Federated, site: str, end: str) -> None:
    answer = await world.browser().get(START, **{"sec-fetch-site": site})

    begun = answer.headers["location"] != "/login"
    assert (answer.status_code, begun, len(await world.under_way())) == (303, end == "auth", int(begun))
    assert ("set-cookie" in answer.headers) is begun


async def test_it_is_counted_by_address(world: Federated) -> None:
    """Both ways; who comes too often is asked to wait, and no row is written."""
    counter = Counter(world.portal.demo_data.settings.secret_file.read_bytes())
    now = world.portal.clock.now()
    async with world.portal.parts.transactions.writing() as session:
        for _ in range(IDENTITY.most - 1):
            await counter.take(session, [counter.of(IDENTITY, "127.0.0.1")], now)

    answers = [await world.browser().get(path) for path in (START, START, f"{CALLBACK}?state=a")]

    assert [answer.status_code for answer in answers] == [303, 429, 429]
    assert (await world.portal.rows(select(func.count()).select_from(IdentityLogIn))) == [1]


async def test_those_nobody_came_back_from_are_forgotten(world: Federated) -> None:
    await world.begin(world.browser())
    world.portal.clock.move(minutes=9)
    await world.begin(world.browser())
    world.portal.clock.move(minutes=1)

    await world.portal.work()

    left = [row.begun_at for row in await world.under_way()]
    assert left == [world.portal.clock.now() - timedelta(minutes=1)]


@pytest.mark.parametrize("path", [START, f"{CALLBACK}?state=x&code=y"])
async def test_head_begins_nothing_and_ends_nothing(world: Federated, path: str) -> None:
    """Programs that look at links ask so: a log-in under way survives it."""
    browser = world.browser()
    await world.begin(browser)
    under_way = await world.under_way()

    answer = await browser.send("HEAD", path)

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert [row.state_hash for row in await world.under_way()] == [row.state_hash for row in under_way]
    assert world.refusals == []
