"""Passwords: argon2id with 19 MiB, two passes, one lane; two at a time, others in a bounded queue."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.reading.canonical import canonical

SHORTEST = 15
LONGEST = 128
_AT_ONCE = 2
_MOST_WAITING = 50

Result = TypeVar("Result")


class TooBusy(Exception):
    """The queue is full: the person is asked to try again in a moment."""


class Passwords:
    """Hashes and verifies in threads, not in the event loop.

    A password is made canonical first (as in RFC 8265, 4.2): keyboards write one letter in several ways. Blanks at
    its ends count.
    """

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="argon2")
        self._waiting = 0
        self._of_nobody = self._hasher.hash("a password that nobody has")

    async def hash(self, password: str) -> str:
        return await self._away(self._hasher.hash, canonical(password))

    async def verify(self, known: str | None, password: str) -> bool:
        """Whether the password is right. False without an account or its password, after the same work."""
        fits = await self._away(self._fits, known or self._of_nobody, password)
        return fits and bool(known)

    def _fits(self, known: str, password: str) -> bool:
        """Whether it fits in canonical form, or as typed: older hashes are of the password as typed."""
        return any(self._is_hash_of(known, one) for one in dict.fromkeys((canonical(password), password)))

    def _is_hash_of(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    async def _away(self, work: Callable[..., Result], *arguments: str) -> Result:
        if self._waiting >= _MOST_WAITING:
            raise TooBusy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        finally:
            self._waiting -= 1
