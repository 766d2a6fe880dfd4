"""A file is written to the store while no lock is held: nobody else waits for the disk."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from portal.applications.attach import Upload, attach_scan
from portal.applications.find import lock_application
from portal.demo.people import CITIZEN
from portal.documents.tables import Scan
from portal.files.store import Files
from tests.factories.cases import Cases
from tests.factories.portal import Portal
from tests.integration.acts.steps import scan

pytestmark = pytest.mark.clause("R-10.5")


@dataclass
class SlowFiles:
    """A store whose disk takes its time: `writing` is set once it is asked to write, and it writes once `go` is set."""

    files: Files
    writing: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    def part(self, name: str) -> "SlowFiles":
        return SlowFiles(self.files.part(name), self.writing, self.go)

    async def put(self, content: bytes) -> Any:
        self.writing.set()
        await self.go.wait()
        return await self.files.put(content)


async def test_others_write_while_a_file_is_being_written(portal: Portal, cases: Cases) -> None:
    draft, other = await cases.draft(), await cases.draft()
    slow, parts = SlowFiles(portal.parts.scan_quarantine), portal.parts
    files: Any = slow
    upload = Upload("other", "a.pdf", scan())
    attaching = asyncio.create_task(
        attach_scan(parts.transactions, files, portal.clock, portal.account(CITIZEN), draft, upload)
    )
    await slow.writing.wait()

    async with parts.transactions.writing() as session:
        (await lock_application(session, other)).answers = {"phone": "+77010000000"}
    attached_meanwhile = await portal.rows(select(Scan.id))
    slow.go.set()

    assert await attaching is None
    assert (list(attached_meanwhile), len(await portal.rows(select(Scan.id)))) == ([], 1)
