"""An IIN with an account and one without are answered alike: in bytes, and by the same work (check 10)."""

import re
from collections.abc import Awaitable, Callable

import httpx
import pytest

from portal.demo.people import CITIZEN
from tests.factories.portal import Portal
from tests.factories.statements import statements
from tests.integration.limits.guessing import WRONG, CountedHasher, counted_hasher, guess_all

UNKNOWN_IIN = "100701590098"
NEW = {"password": "тауға қарап тұрмын", "password_repeat": "тауға қарап тұрмын"}
_DIFFERENT = {"content-length", "x-request-id"}
_TOKEN = re.compile(r"[0-9a-f]{80}")

Ask = Callable[[Portal, str], Awaitable[httpx.Response]]


async def log_in(portal: Portal, iin: str) -> httpx.Response:
    browser = portal.browser()
    await browser.token()
    return await browser.post("/login", {"iin": iin, "password": WRONG})


async def register(portal: Portal, iin: str) -> httpx.Response:
    browser = portal.browser()
    await browser.token()
    return await browser.post("/register", {"iin": iin, **NEW})


def bare(answer: httpx.Response, iin: str) -> tuple[int, str, list[tuple[str, str]]]:
    """The answer without the token, the typed number and the compressed length."""
    text = _TOKEN.sub("TOKEN", answer.text).replace(iin, "IIN")
    return answer.status_code, text, [header for header in answer.headers.multi_items() if header[0] not in _DIFFERENT]


async def outcome(portal: Portal, ask: Ask, iin: str, hasher: CountedHasher) -> tuple[object, list[str], int]:
    """The answer, the statements to the database, and the number of argon2 calls."""
    before = hasher.runs
    with statements() as said:
        answer = await ask(portal, iin)
    return bare(answer, iin), said, hasher.runs - before


@pytest.mark.clause("R-10.4")
@pytest.mark.parametrize(("ask", "status"), [(log_in, 422), (register, 303)])
async def test_known_and_unknown_are_answered_alike(portal: Portal, ask: Ask, status: int) -> None:
    hasher = counted_hasher(portal)

    known, unknown = [await outcome(portal, ask, iin, hasher) for iin in (CITIZEN.iin, UNKNOWN_IIN)]

    assert known == unknown
    assert (known[0][0], known[2]) == (status, 1)  # type: ignore[index]


async def test_a_registration_writes_a_row_whether_or_not_there_was_one(portal: Portal) -> None:
    """A commit without changes does not wait for the disk, so its time would reveal it."""
    for iin in (CITIZEN.iin, UNKNOWN_IIN):
        with statements() as said:
            await register(portal, iin)
        assert len([one for one in said if one.startswith("UPDATE accounts")]) == 1


async def test_known_and_unknown_are_answered_alike_once_the_limit_is_used_up(portal: Portal) -> None:
    hasher = counted_hasher(portal)
    for iin in (CITIZEN.iin, UNKNOWN_IIN):
        assert await guess_all(portal, [(iin, "127.0.0.1")] * 6) == {422: 5, 429: 1}

    known, unknown = [await outcome(portal, log_in, iin, hasher) for iin in (CITIZEN.iin, UNKNOWN_IIN)]

    assert known == unknown
    assert (known[0][0], known[2]) == (429, 0)  # type: ignore[index]
