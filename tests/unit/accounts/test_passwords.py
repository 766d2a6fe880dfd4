"""Passwords, and the one answer to a wrong pair."""

import asyncio
import unicodedata
import uuid
from collections.abc import Iterator

import pytest

from auth.accounts.log_in import Credentials, log_in
from auth.accounts.passwords import Passwords, TooBusy
from portal.kernel.outcomes import Refused

PASSWORD = "бір ұзын құпиясөз"  # noqa: S105 -- of nobody


@pytest.fixture(scope="module")
def passwords() -> Iterator[Passwords]:
    made = Passwords()
    yield made
    made._pool.shutdown()


async def test_a_password_fits_its_own_hash_alone(passwords: Passwords) -> None:
    hashed = await passwords.hash(PASSWORD)

    fits = [await passwords.verify(hashed, typed) for typed in (PASSWORD, PASSWORD + " ", PASSWORD.upper(), "")]

    assert fits == [True, False, False, False]


@pytest.mark.parametrize(
    "typed",
    [
        unicodedata.normalize("NFD", "йод пен тұз құпиясы"),
        "йод\u00a0пен\u3000тұз құпиясы",
        "\ufeffйод пен тұз құ\u00adпиясы\u200b",
    ],
)
async def test_a_password_is_what_it_looks_like_at_both_ends(passwords: Passwords, typed: str) -> None:
    """One letter is written in several ways by one keyboard and another (RFC 8265, 4.2)."""
    plain = "йод пен тұз құпиясы"

    assert await passwords.verify(await passwords.hash(plain), typed)
    assert await passwords.verify(await passwords.hash(typed), plain)


@pytest.mark.parametrize("typed", [" бір ұзын құпиясөз", "бір ұзын құпиясөз ", "бір  ұзын құпиясөз"])
async def test_the_blanks_of_a_password_count(passwords: Passwords, typed: str) -> None:
    assert not await passwords.verify(await passwords.hash(PASSWORD), typed)


async def test_a_hash_from_before_passwords_were_made_canonical_fits_what_was_typed(passwords: Passwords) -> None:
    typed = unicodedata.normalize("NFD", "йод пен тұз құпиясы")
    older = passwords._hasher.hash(typed)

    assert [await passwords.verify(older, one) for one in (typed, typed + "!")] == [True, False]


async def test_the_hash_is_argon2id_at_the_cost_of_the_design(passwords: Passwords) -> None:
    hashed = await passwords.hash(PASSWORD)

    assert hashed.split("$")[1:4] == ["argon2id", "v=19", "m=19456,t=2,p=1"]


async def test_two_hashes_of_one_password_differ(passwords: Passwords) -> None:
    assert len({await passwords.hash(PASSWORD) for _ in range(2)}) == 2


async def test_a_hash_that_is_none_fits_nothing(passwords: Passwords) -> None:
    assert await passwords.verify("not a hash", PASSWORD) is False


async def test_without_an_account_even_the_right_password_of_nobody_is_refused(passwords: Passwords) -> None:
    assert await passwords.verify(None, "a password that nobody has") is False


@pytest.mark.clause("R-10.4")
async def test_an_unknown_iin_and_a_wrong_password_are_refused_alike(passwords: Passwords) -> None:
    known = Credentials(uuid.uuid4(), await passwords.hash(PASSWORD))

    refused = [await log_in(None, passwords, PASSWORD), await log_in(known, passwords, "another one, as long")]

    assert refused == [Refused("log_in_wrong"), Refused("log_in_wrong")]


@pytest.mark.clause("R-10.3")
async def test_the_right_pair_tells_the_account(passwords: Passwords) -> None:
    known = Credentials(uuid.uuid4(), await passwords.hash(PASSWORD))

    assert await log_in(known, passwords, PASSWORD) == known.account_id


async def test_whoever_would_have_to_wait_too_long_is_asked_to_come_back(passwords: Passwords) -> None:
    answers = await asyncio.gather(*(passwords.verify("not a hash", "") for _ in range(52)), return_exceptions=True)

    assert [type(answer) for answer in answers] == [bool] * 50 + [TooBusy] * 2
    assert await passwords.verify("not a hash", "") is False
