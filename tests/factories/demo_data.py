"""The data folder that every test's portal starts from: keys, lists and a seeded database, made once and copied."""

import asyncio
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from auth.accounts.passwords import Passwords
from auth.accounts.tables import Account
from auth.certificates.lists.publish import publish
from auth.certificates.trust import TrustStore
from auth.signatures import Cms
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.demo.authority import open_authority
from portal.demo.data_folder import demo_settings, prepare
from portal.demo.key_files import holder, key_file
from portal.demo.layout import DemoLayout
from portal.demo.people import HEAD, PEOPLE
from portal.demo.seed import seed_demo
from portal.migrations.run import upgrade_schema
from portal.providers.tables import Position
from portal.settings import IdentityProvider, Settings
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.keys import PrivateKey, new_rsa_key
from tests.factories.database import (
    DATABASE,
    create_database,
    database_url,
    drop_database,
    keep_known_state,
    put_back_known_state,
)
from tests.factories.known_folder import KnownFolder
from tests.factories.pki import sign_cades
from tests.fakes.clock import TUESDAY_TEN

DAY = timedelta(days=1)


@dataclass(frozen=True)
class DemoData:
    """`settings` name the folder that `reset` restores; ids are those of the seeded people, by IIN."""

    folder: KnownFolder
    settings: Settings
    database: str
    authority: DemoAuthority
    key: PrivateKey
    any_cms: Cms
    accounts: dict[str, UUID]
    positions: dict[str, UUID]

    async def reset(self) -> None:
        """Restore the folder and the database."""
        self.folder.put_back()
        await put_back_known_state(self.database)

    def drop(self) -> None:
        """Delete what is outside the folder."""
        asyncio.run(drop_database(self.database))


def make_demo_data(folder: Path) -> DemoData:
    """Make the template folder. Everybody's key file has the same key, and a certificate of its own."""
    template = folder / f"template_{secrets.token_hex(4)}"
    layout = DemoLayout(template)
    prepare(layout)
    authority, key = open_authority(layout.authority), new_rsa_key()
    for person in PEOPLE:
        issued = authority.issue(
            holder(person), not_before=TUESDAY_TEN - 30 * DAY, not_after=TUESDAY_TEN + 365 * DAY, key=key
        )
        key_file(template, person).write_bytes(issued.pem)
    _publish(authority, template / "crl")
    data, database = folder / "data", f"kezek_{secrets.token_hex(4)}"
    accounts, positions = asyncio.run(_prepare_database(template, database))
    known = KnownFolder(template, data, frozenset({DATABASE}))
    known.put_back()
    return DemoData(
        known,
        _settings(data, database),
        database,
        DemoAuthority.open(data / "authority"),
        key,
        Cms(sign_cades(key_file(template, HEAD).read_bytes(), b"anything")),
        accounts,
        positions,
    )


def _settings(data: Path, database: str) -> Settings:
    made = demo_settings(DemoLayout(data, 1))
    # Off: log-in by an identity provider and time-stamps have their own tests.
    trust = replace(made.trust, tsa_url="")
    return replace(made, database_url=database_url(data, database), identity_provider=IdentityProvider(), trust=trust)


def _publish(authority: DemoAuthority, folder: Path) -> None:
    folder.mkdir()
    trust = TrustStore.load(authority.root_files, authority.issuing_files, folder)
    for der in authority.all_lists(TUESDAY_TEN):
        publish(der, trust.issuers, folder, TUESDAY_TEN)


async def _prepare_database(template: Path, name: str) -> tuple[dict[str, UUID], dict[str, UUID]]:
    await create_database(name)
    engine = create_engine(database_url(template, name))
    await upgrade_schema(engine)
    transactions = Transactions(engine)
    await seed_demo(transactions, Passwords(), TUESDAY_TEN - 30 * DAY)
    async with transactions.reading() as session:
        accounts = {row.iin: row.id for row in await session.execute(select(Account.iin, Account.id))}
        held = select(Account.iin, Position.id).join(Position, Position.account_id == Account.id)
        positions = {row.iin: row.id for row in await session.execute(held)}
    await engine.dispose()
    await keep_known_state(name)
    return accounts, positions
