"""An attacker is stopped before passwords are hashed, and nobody else is (security notes, checks 6, 7, 10, 11)."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from auth.limits.tables import Attempts
from portal.demo.people import CITIZEN, CLERK, NEIGHBOUR, PASSWORD
from portal.kernel.language import Language
from portal.web.limits_table import ONE_ADDRESS, ONE_IIN_ANYWHERE, ONE_IIN_HERE, WORDS
from tests.factories.log_in import log_in
from tests.factories.portal import Portal
from tests.integration.limits.guessing import WRONG, counted_hasher, guess, guess_all, many_iins

HERE = "127.0.0.1"
UNKNOWN_IIN = "100701590098"


async def exhaust(portal: Portal, iin: str = CITIZEN.iin, address: str = HERE) -> None:
    assert await guess_all(portal, [(iin, address)] * 5) == {422: 5}


@pytest.mark.parametrize("iin", [CITIZEN.iin, UNKNOWN_IIN])
async def test_of_200_tries_at_once_from_one_address_5_are_looked_at(portal: Portal, iin: str) -> None:
    hasher = counted_hasher(portal)

    assert await guess_all(portal, [(iin, HERE)] * 200) == {422: 5, 429: 195}

    assert hasher.runs == 5


async def test_of_200_tries_from_50_addresses_50_are_looked_at(portal: Portal) -> None:
    hasher = counted_hasher(portal)

    answers = await guess_all(portal, [(CITIZEN.iin, f"127.0.0.{1 + number % 50}") for number in range(200)])

    assert (answers, hasher.runs) == ({422: 50, 429: 150}, 50)


async def test_of_500_iins_tried_from_one_address_20_are_looked_at(portal: Portal) -> None:
    hasher = counted_hasher(portal)

    answers = await guess_all(portal, [(iin, HERE) for iin in many_iins(500)])

    assert (answers, hasher.runs) == ({422: 20, 429: 480}, 20)


async def test_the_right_password_is_not_taken_either_once_the_limit_is_used_up(portal: Portal) -> None:
    await exhaust(portal)

    answers = [await log_in(portal.browser(), CITIZEN), await log_in(portal.browser(), NEIGHBOUR)]

    assert [answer.status_code for answer in answers] == [429, 303]


async def test_the_owner_gets_in_from_elsewhere_while_somebody_is_guessing(portal: Portal) -> None:
    await exhaust(portal)

    assert (await log_in(portal.browser("127.0.0.2"), CITIZEN)).status_code == 303


async def test_the_owner_gets_in_where_they_have_been_before_however_much_is_guessed(portal: Portal) -> None:
    owner = portal.browser()
    assert (await log_in(owner, CITIZEN)).status_code == 303
    await owner.post("/logout")
    await guess_all(portal, [(CITIZEN.iin, f"127.0.0.{number}") for number in range(2, 60)])

    strange, known = await log_in(portal.browser("127.0.0.99"), CITIZEN), await log_in(owner, CITIZEN)

    assert (strange.status_code, known.status_code) == (429, 303)


async def test_a_known_browser_has_five_tries_too(portal: Portal) -> None:
    owner = portal.browser()
    await log_in(owner, CITIZEN)

    answers = [(await log_in(owner, CITIZEN, WRONG)).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


async def test_a_browser_is_known_for_one_iin_alone(portal: Portal) -> None:
    owner = portal.browser()
    await log_in(owner, CITIZEN)
    await exhaust(portal, NEIGHBOUR.iin)

    assert (await log_in(owner, NEIGHBOUR)).status_code == 429


async def test_successes_do_not_count(portal: Portal) -> None:
    hasher = counted_hasher(portal)
    for _ in range(30):
        assert (await log_in(portal.browser(), CLERK)).status_code == 303

    assert hasher.runs == 30
    assert await guess_all(portal, [(CLERK.iin, HERE)] * 6) == {422: 5, 429: 1}


async def test_successes_that_come_at_once_leave_the_limits_as_they_were(portal: Portal) -> None:
    browsers = [portal.browser() for _ in range(5)]
    for browser in browsers:
        await browser.token()

    answers = await asyncio.gather(*(log_in(browser, CLERK) for browser in browsers))

    assert [answer.status_code for answer in answers] == [303] * 5
    left = await portal.rows(select(Attempts.remaining).order_by(Attempts.remaining))
    assert left == [limit.most for limit in (ONE_IIN_HERE, ONE_ADDRESS, ONE_IIN_ANYWHERE)]


@pytest.mark.parametrize(
    ("wait", "status"), [(-timedelta(seconds=1), 429), (timedelta(0), 303), (timedelta(seconds=1), 303)]
)
async def test_the_window_ends_exactly(portal: Portal, wait: timedelta, status: int) -> None:
    await exhaust(portal)
    portal.clock.set(portal.clock.now() + ONE_IIN_HERE.window + wait)

    assert (await log_in(portal.browser(), CITIZEN)).status_code == status


async def test_a_window_begins_with_the_first_try(portal: Portal) -> None:
    for minute in range(5):
        assert (await guess(portal.browser(), CITIZEN.iin)).status_code == 422, minute
        portal.clock.move(minutes=2)

    assert await guess_all(portal, [(CITIZEN.iin, HERE)] * 6) == {422: 5, 429: 1}


@pytest.mark.parametrize("language", Language)
async def test_the_page_says_until_when_and_keeps_the_iin(portal: Portal, language: Language) -> None:
    await exhaust(portal)
    portal.clock.move(minutes=3, seconds=20)
    browser = portal.browser()

    answer = await browser.post(language.link("/login"), {"iin": CITIZEN.iin, "password": PASSWORD})

    assert browser.page is not None
    told = browser.page.texts("//main//*[contains(@class, 'banner')]//p")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "400")
    assert portal.say(WORDS[ONE_IIN_HERE.code], language) in told
    assert [text for text in told if text.endswith("10:10")] != []
    assert browser.page.all("//input[@id='iin']/@value") == [CITIZEN.iin]
    assert browser.page.all("//input[@id='password']/@value") == []


async def test_neither_iin_nor_address_lies_in_the_table(portal: Portal) -> None:
    await guess(portal.browser(), CITIZEN.iin)

    keys = await portal.rows(select(Attempts.key))

    assert {len(key) for key in keys} == {64}
    assert [key for key in keys if CITIZEN.iin in key or HERE in key] == []


async def test_what_is_over_is_forgotten_by_the_worker(portal: Portal) -> None:
    await guess(portal.browser(), CITIZEN.iin)
    portal.clock.move(minutes=10)
    await guess(portal.browser(), NEIGHBOUR.iin)
    kept = await portal.rows(select(func.count()).select_from(Attempts))

    await portal.work()

    assert (kept, await portal.rows(select(func.count()).select_from(Attempts))) == ([5], [4])


@pytest.mark.parametrize("iin", ["", "1", "851120420023"])
async def test_what_is_no_iin_is_refused_without_being_counted(portal: Portal, iin: str) -> None:
    hasher = counted_hasher(portal)

    assert await guess_all(portal, [(iin, HERE)] * 30) == {422: 30}

    assert (hasher.runs, await portal.rows(select(Attempts.key))) == (0, [])
