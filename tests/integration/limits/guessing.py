"""An attacker who tries passwords from many browsers and addresses."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import httpx
from argon2 import PasswordHasher

from auth.accounts.passwords import Passwords
from tests.factories.browser import Browser
from tests.factories.portal import Portal

WRONG = "not the password at all"
FEW = 10


class CountedHasher(PasswordHasher):
    """argon2 that counts its calls."""

    runs = 0

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.runs += 1
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 -- argon2's own name
        self.runs += 1
        return super().verify(hash, password)


def counted_hasher(portal: Portal) -> CountedHasher:
    """Replace the hasher of the portal's passwords by a counting one."""
    passwords: Passwords = portal.app.dependencies["passwords"].dependency()  # type: ignore[union-attr]
    passwords._hasher = CountedHasher(time_cost=2, memory_cost=19_456, parallelism=1)
    return passwords._hasher


async def guess(browser: Browser, iin: str) -> httpx.Response:
    return await browser.post("/en/login", {"iin": iin, "password": WRONG})


async def guess_all(portal: Portal, tries: Sequence[tuple[str, str]]) -> Counter[int]:
    """Try all at once, each an IIN and an address. Return the number of answers by status.

    A try that is told to come back later, because too many came at once, is repeated, with few others.
    """
    browsers = {address: portal.browser(address) for _, address in tries}
    for browser in browsers.values():
        await browser.token()
    left, at_once, told = list(tries), len(tries), Counter[int]()
    while left:
        now, later = left[:at_once], left[at_once:]
        answers = await asyncio.gather(*(guess(browsers[address], iin) for iin, address in now))
        left = later + [one for one, answer in zip(now, answers, strict=True) if _asks_to_come_back(answer)]
        told.update(answer.status_code for answer in answers if not _asks_to_come_back(answer))
        at_once = FEW
    return told


def _asks_to_come_back(answer: httpx.Response) -> bool:
    return answer.status_code == 503 and "retry-after" in answer.headers


def many_iins(count: int) -> list[str]:
    """Well-formed IINs without an account."""
    return [number for number in map(_with_check_digit, range(2 * count)) if number][:count]


def _with_check_digit(number: int) -> str:
    digits = f"9001013{number:04}"
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        check = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"
    return ""
