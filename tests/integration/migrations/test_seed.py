"""The demonstration's people, put into a database that migrations made."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from auth.accounts.passwords import Passwords
from auth.accounts.tables import Account
from portal.demo.people import PEOPLE, PROVIDERS
from portal.demo.seed import seed_demo
from portal.kernel.iin import Bin, Iin
from portal.providers.find import staff
from portal.providers.tables import Position, Provider, Role
from tests.factories.portal import Portal

TABLES = (Provider, Account, Position)


async def counts(portal: Portal) -> list[int]:
    return [n for table in TABLES for n in await portal.rows(select(func.count()).select_from(table))]


async def test_seeding_again_changes_nothing(portal: Portal) -> None:
    before = await counts(portal)
    passwords = Passwords()

    await seed_demo(portal.parts.transactions, passwords, portal.clock.now())

    passwords._pool.shutdown()
    assert await counts(portal) == before == [len(PROVIDERS), len(PEOPLE), sum(one.role is not None for one in PEOPLE)]


def test_everybody_has_a_number_that_is_one_and_their_own() -> None:
    assert [type(Iin.parse(person.iin)) for person in PEOPLE] == [Iin] * len(PEOPLE)
    assert [type(Bin.parse(provider.bin)) for provider in PROVIDERS] == [Bin] * len(PROVIDERS)
    assert Counter(person.iin for person in PEOPLE).most_common(1)[0][1] == 1


@pytest.mark.clause("R-7.1")
@pytest.mark.clause("R-7.2")
@pytest.mark.clause("R-7.3")
@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda one: one.code)
async def test_every_provider_has_somebody_in_each_part(portal: Portal, provider: object) -> None:
    (row,) = await portal.rows(select(Provider).where(Provider.code == provider.code))  # type: ignore[attr-defined]
    async with portal.parts.transactions.reading() as session:
        found = {role: await staff(session, row.id, role, portal.clock.now()) for role in Role}

    assert [role for role, people in found.items() if not people] == []
