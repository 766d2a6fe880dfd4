"""Who is signed in, from log-in to log-out (security notes, checks 1 to 5)."""

import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from http.cookies import SimpleCookie

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from auth.sessions.lifecycle import ABSOLUTE, IDLE, MOST
from auth.sessions.tables import Session
from portal.database.transactions import Transactions
from portal.database.unavailable import DatabaseUnavailable
from portal.demo.people import CITIZEN, CLERK, NEIGHBOUR
from portal.pages.account.attempts import BROWSER_COOKIE
from portal.providers.tables import Position
from portal.web.csrf import VISITOR_COOKIE
from portal.web.visitor import IDLE_AT_WORK, SESSION_COOKIE, FindVisitor
from tests.factories.browser import Browser
from tests.factories.database import on_postgresql
from tests.factories.log_in import log_in
from tests.factories.portal import Portal


async def leads_to(browser: Browser, path: str = "/cabinet") -> tuple[int, str | None]:
    answer = await browser.get(path)
    return answer.status_code, answer.headers.get("location")


SIGNED_IN = (200, None)
NOBODY = (303, "/login?next=/cabinet")


def attributes_of(answer: httpx.Response) -> dict[str, dict[str, str | bool]]:
    """What each cookie says beside its value."""
    return {
        name: {key: value for key, value in morsel.items() if value}
        for line in answer.headers.get_list("set-cookie")
        for name, morsel in SimpleCookie(line).items()
    }


async def sessions(portal: Portal) -> list[str]:
    return list(await portal.rows(select(Session.id_hash)))


def hashed(session_id: str | None) -> str:
    return hashlib.sha256((session_id or "").encode()).hexdigest()


async def test_a_planted_session_is_not_adopted(portal: Portal) -> None:
    victim, attacker = portal.browser(), portal.browser()
    for browser in (victim, attacker):
        browser.use_session("planted")

    assert await leads_to(victim) == NOBODY
    assert (await log_in(victim, CITIZEN)).status_code == 303

    assert (victim.session_id == "planted", await leads_to(victim)) == (False, SIGNED_IN)
    assert (await leads_to(attacker), await sessions(portal)) == (NOBODY, [hashed(victim.session_id)])


async def test_no_session_is_made_for_an_id_that_was_sent(portal: Portal) -> None:
    browser = portal.browser()
    for _ in range(100):
        browser.use_session(secrets.token_urlsafe(32))
        assert await leads_to(browser) == NOBODY

    assert await sessions(portal) == []


async def test_logging_in_again_gives_a_new_session_and_ends_the_old_one(portal: Portal) -> None:
    browser, replay = portal.browser(), portal.browser()
    await log_in(browser, CITIZEN)
    first = browser.session_id or ""

    await log_in(browser, NEIGHBOUR)

    replay.use_session(first)
    assert (browser.session_id == first, await leads_to(browser), await leads_to(replay)) == (False, SIGNED_IN, NOBODY)
    assert await sessions(portal) == [hashed(browser.session_id)]


async def test_logging_out_ends_the_session(portal: Portal) -> None:
    browser, replay = portal.browser(), portal.browser()
    await log_in(browser, CITIZEN)
    replay.use_session(browser.session_id or "")
    assert await leads_to(replay) == SIGNED_IN

    answer = await browser.post("/logout")

    assert (answer.status_code, answer.headers["location"], browser.session_id) == (303, "/", None)
    assert (await leads_to(browser), await leads_to(replay), await sessions(portal)) == (NOBODY, NOBODY, [])


async def test_logging_out_ends_no_other_session(portal: Portal) -> None:
    here, elsewhere, other = portal.browser(), portal.browser(), portal.browser()
    await log_in(here, CITIZEN)
    await log_in(elsewhere, CITIZEN)
    await log_in(other, NEIGHBOUR)

    await here.post("/logout")

    assert [await leads_to(browser) for browser in (here, elsewhere, other)] == [NOBODY, SIGNED_IN, SIGNED_IN]


@pytest.mark.parametrize(
    ("wait", "expected"),
    [(IDLE - timedelta(seconds=1), SIGNED_IN), (IDLE, NOBODY), (IDLE + timedelta(seconds=1), NOBODY)],
)
async def test_an_idle_session_ends(portal: Portal, wait: timedelta, expected: object) -> None:
    browser = await portal.signed_in(CITIZEN)

    portal.clock.set(portal.clock.now() + wait)

    assert await leads_to(browser) == expected


@pytest.mark.parametrize(("rest", "expected"), [(-1, SIGNED_IN), (0, NOBODY), (1, NOBODY)])
async def test_an_official_s_session_ends_sooner(portal: Portal, rest: int, expected: object) -> None:
    browser = await portal.signed_in(CLERK)

    portal.clock.set(portal.clock.now() + IDLE_AT_WORK + timedelta(seconds=rest))

    assert await leads_to(browser) == expected


async def test_an_official_at_work_stays_signed_in(portal: Portal) -> None:
    browser = await portal.signed_in(CLERK)

    for _ in range(4):
        portal.clock.move(minutes=14)
        assert await leads_to(browser, "/provider") == SIGNED_IN


async def test_of_one_person_five_sessions_are_open_at_most(portal: Portal) -> None:
    """For a sixth, the one that nobody has used for the longest time is closed; other people's stay."""
    other = await portal.signed_in(NEIGHBOUR)
    browsers = []
    for _ in range(MOST):
        portal.clock.move(minutes=1)
        browsers.append(await portal.signed_in(CITIZEN))
    portal.clock.move(minutes=1)
    assert await leads_to(browsers[0]) == SIGNED_IN

    portal.clock.move(minutes=1)
    sixth = portal.browser()
    await log_in(sixth, CITIZEN)

    assert [await leads_to(browser) for browser in (*browsers, sixth, other)] == [
        SIGNED_IN,
        NOBODY,
        *[SIGNED_IN] * 5,
    ]


async def test_a_session_in_use_goes_on(portal: Portal) -> None:
    browser = await portal.signed_in(CITIZEN)

    for _ in range(3):
        portal.clock.move(minutes=29)
        assert await leads_to(browser) == SIGNED_IN


@pytest.mark.parametrize(
    ("rest", "expected"),
    [(-timedelta(seconds=1), SIGNED_IN), (timedelta(0), NOBODY), (timedelta(seconds=1), NOBODY)],
)
async def test_a_session_ends_however_much_it_is_used(portal: Portal, rest: timedelta, expected: object) -> None:
    browser, opened_at = await portal.signed_in(CITIZEN), portal.clock.now()
    while portal.clock.now() < opened_at + ABSOLUTE - IDLE:
        portal.clock.move(minutes=25)
        assert await leads_to(browser) == SIGNED_IN

    portal.clock.set(opened_at + ABSOLUTE + rest)

    assert await leads_to(browser) == expected


async def test_being_seen_is_written_once_a_minute(portal: Portal) -> None:
    browser, opened_at = await portal.signed_in(CITIZEN), portal.clock.now()
    seen = []
    for second in (30, 59, 60, 119, 120):
        portal.clock.set(opened_at + timedelta(seconds=second))
        await browser.get("/cabinet")
        (last,) = await portal.rows(select(Session.last_seen_at))
        seen.append((last - opened_at).total_seconds())

    assert seen == [0, 0, 60, 60, 120]


async def test_sessions_that_are_over_are_forgotten_by_the_worker(portal: Portal) -> None:
    await portal.signed_in(CITIZEN)
    portal.clock.move(minutes=20)
    kept = await portal.signed_in(NEIGHBOUR)
    portal.clock.move(minutes=10)

    await portal.work()

    assert await sessions(portal) == [hashed(kept.session_id)]


async def test_only_the_hash_of_a_session_is_kept(portal: Portal) -> None:
    browser = portal.browser()
    await log_in(browser, CITIZEN)
    session_id = browser.session_id or ""

    assert await sessions(portal) == [hashed(session_id)]
    if not on_postgresql():
        files = [file for file in portal.demo_data.settings.data.rglob("*") if file.is_file()]
        assert [file for file in files if session_id.encode() in file.read_bytes()] == []


async def test_cookies_are_for_this_host_and_for_no_script(portal: Portal) -> None:
    browser = portal.browser()
    shown = await browser.get("/login")
    entered = await log_in(browser, CITIZEN)
    left = await browser.post("/logout")

    flags = {"path": "/", "secure": True, "httponly": True, "samesite": "lax"}
    known = {**flags, "max-age": str(180 * 24 * 3600)}
    assert [attributes_of(answer) for answer in (shown, entered)] == [
        {VISITOR_COOKIE: flags},
        {SESSION_COOKIE: flags, BROWSER_COOKIE: known},
    ]
    assert attributes_of(left)[SESSION_COOKIE] | {"max-age": "0", "expires": ""} == (
        flags | {"max-age": "0", "expires": ""}
    )


async def test_pages_without_a_form_and_files_set_no_cookie(portal: Portal) -> None:
    browser = portal.browser()
    answers = [await browser.get(path) for path in ("/", "/nowhere", "/health/live", "/static/css/kezek.css")]

    assert [answer.headers.get("set-cookie") for answer in answers] == [None] * 4


@pytest.mark.clause("R-7.3")
async def test_a_workplace_ends_with_the_position(portal: Portal) -> None:
    browser = await portal.signed_in(CLERK)
    assert await leads_to(browser, "/provider") == SIGNED_IN

    portal.clock.move(minutes=10)
    ended = update(Position).where(Position.id == portal.position(CLERK)).values(until=portal.clock.now())
    async with portal.parts.transactions.writing() as session:
        await session.execute(ended)

    assert await leads_to(browser, "/provider") == (404, None)
    assert await leads_to(browser) == SIGNED_IN


class Busy(Transactions):
    """A database that can be read, and has no time for a writer."""

    @asynccontextmanager
    async def writing(self, *, bookkeeping: bool = False) -> AsyncIterator[AsyncSession]:
        raise DatabaseUnavailable
        yield


async def test_a_database_that_takes_no_writer_still_knows_who_is_signed_in(portal: Portal) -> None:
    """That the session is in use is noted once a minute: a page that is read does not wait for it."""
    browser = await portal.signed_in(CITIZEN)
    portal.clock.move(minutes=2)

    found = await FindVisitor(Busy(portal.parts.engine), portal.clock)._find(browser.session_id or "")

    assert found is not None
    assert found.account_id == portal.account(CITIZEN)
