"""What every test's portal starts from: a data folder with keys, lists and a seeded database, made once and copied."""

import asyncio
import os
import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from auth.accounts.passwords import Passwords
from auth.accounts.tables import Account
from auth.certificates.publish import publish
from auth.certificates.trust import TrustStore
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.demo.ground import Ports, demo_settings, holder, key_file, prepare
from portal.demo.people import HEAD, PEOPLE
from portal.demo.seed import seed
from portal.migrations.run import upgrade
from portal.providers.tables import Position
from portal.settings import Settings
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.issuing import PrivateKey, new_key
from tests.factories.pki import sign_cades
from tests.fakes.clock import TUESDAY_TEN

_SERVER = os.environ.get("KEZEK_DATABASE_URL", "")
ON_POSTGRESQL = _SERVER.startswith("postgresql")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ground:
    """`settings` name the folder that `reset` fills anew; ids are those of the seeded people, by IIN."""

    template: Path
    settings: Settings
    authority: DemoAuthority
    key: PrivateKey
    any_cms: bytes
    accounts: dict[str, UUID]
    positions: dict[str, UUID]

    async def reset(self) -> None:
        """As it was when it was made."""
        shutil.rmtree(self.settings.data, ignore_errors=True)
        shutil.copytree(self.template, self.settings.data)
        if ON_POSTGRESQL:
            name, template = make_url(self.settings.database_url).database, _template_name(self.template)
            await _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            await _on_server(f"CREATE DATABASE {name} TEMPLATE {template}")

    def drop(self) -> None:
        """What lies outside the folder."""
        if ON_POSTGRESQL:
            for name in (make_url(self.settings.database_url).database, _template_name(self.template)):
                asyncio.run(_on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


def make_ground(folder: Path) -> Ground:
    """Everybody's key file has the same key: what tells people apart is their certificate."""
    template = folder / f"template_{secrets.token_hex(4)}"
    authority, key = prepare(template), new_key()
    for person in PEOPLE:
        issued = authority.issue(
            holder(person), not_before=TUESDAY_TEN - 30 * DAY, not_after=TUESDAY_TEN + 365 * DAY, key=key
        )
        key_file(template, person).write_bytes(issued.pem)
    _publish(authority, template / "crl")
    accounts, positions = asyncio.run(_prepare_database(_url(template, _template_name(template))))
    data = folder / "data"
    shutil.copytree(template, data)
    return Ground(
        template,
        _settings(data),
        DemoAuthority.open(data / "authority"),
        key,
        sign_cades(key_file(template, HEAD).read_bytes(), b"anything"),
        accounts,
        positions,
    )


def _settings(data: Path) -> Settings:
    made = demo_settings(data, Ports(1), DemoAuthority.open(data / "authority"))
    return replace(made, database_url=_url(data, f"kezek_{secrets.token_hex(4)}"))


def _publish(authority: DemoAuthority, folder: Path) -> None:
    folder.mkdir()
    trust = TrustStore.load([authority.root_file], [authority.issuing_file], folder)
    for der in (authority.root_crl(TUESDAY_TEN), authority.issuing_crl(TUESDAY_TEN)):
        publish(der, trust, folder, TUESDAY_TEN)


async def _prepare_database(url: str) -> tuple[dict[str, UUID], dict[str, UUID]]:
    if ON_POSTGRESQL:
        await _on_server(f"CREATE DATABASE {make_url(url).database}")
    engine = create_engine(url)
    await upgrade(engine)
    transactions = Transactions(engine)
    await seed(transactions, Passwords(), TUESDAY_TEN - 30 * DAY)
    async with transactions.reading() as session:
        accounts = {row.iin: row.id for row in await session.execute(select(Account.iin, Account.id))}
        held = select(Account.iin, Position.id).join(Position, Position.account_id == Account.id)
        positions = {row.iin: row.id for row in await session.execute(held)}
    await engine.dispose()
    return accounts, positions


def _url(folder: Path, name: str) -> str:
    if ON_POSTGRESQL:
        return make_url(_SERVER).set(database=name).render_as_string(hide_password=False)
    return f"sqlite+aiosqlite:///{folder / 'kezek.db'}"


def _template_name(template: Path) -> str:
    return f"kezek_{template.name}"


async def _on_server(command: str) -> None:
    engine = create_async_engine(_SERVER, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(command))
    await engine.dispose()
