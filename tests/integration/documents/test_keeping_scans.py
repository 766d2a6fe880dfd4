"""Listing, reading and removing scans, and sweeping their content."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portal.documents.file_type import FileType
from portal.documents.list import ScanDigest, all_clean, digests, scans_of
from portal.documents.read import CleanScan, read_scan
from portal.documents.remove import remove_scan
from portal.documents.sweep import sweep_scans
from portal.documents.tables import Scan, ScanState
from portal.files.store import FileLost
from portal.kernel.errors import NotFound, NotYourTurn
from portal.kernel.ids import new_id
from tests.integration.documents.room import Room

LATER = datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251 -- the store's own clock is the machine's
EARLIER = LATER - timedelta(days=1)


async def asked(room: Room, question: Callable[..., Awaitable[Any]], *given: object) -> Any:
    async with room.transactions.reading() as session:
        return await question(session, *given)


async def taken_in(room: Room, owner: UUID, content: bytes, kind: str = "identity", name: str = "a.pdf") -> Scan:
    scan = await room.send(owner, content, kind, name)
    assert isinstance(scan, Scan)
    return scan


async def swept(room: Room, before: datetime) -> int:
    count: int = await asked(room, sweep_scans, room.quarantine, room.clean, before)
    return count


async def test_scans_are_listed_by_kind_and_then_as_they_came(room: Room, owner: UUID, pdf: bytes) -> None:
    for kind, name in [("b", "1"), ("a", "3"), ("b", "2"), ("a", "0")]:
        await taken_in(room, owner, pdf + name.encode(), kind, name)
        room.clock.move(timedelta(seconds=1))
    await taken_in(room, new_id(), pdf)
    listed = [(scan.kind, scan.file_name, scan.state) for scan in await asked(room, scans_of, owner)]
    being_checked = ScanState.BEING_CHECKED
    assert listed == [
        ("a", "3.pdf", being_checked),
        ("a", "0.pdf", being_checked),
        ("b", "1.pdf", being_checked),
        ("b", "2.pdf", being_checked),
    ]


async def test_the_request_document_names_what_was_made_of_the_scans(
    room: Room, owner: UUID, pdf: bytes, photograph: bytes
) -> None:
    await taken_in(room, owner, photograph, "identity", "куәлік.png")
    await taken_in(room, owner, pdf, "family", "құрам.pdf")
    await room.work()
    named = await asked(room, digests, owner)
    clean = {scan.kind: scan.id for scan in await room.scans(owner)}
    contents = {kind: await asked(room, read_scan, room.clean, owner, clean[kind]) for kind in clean}
    assert contents["identity"].type is FileType.JPEG
    assert named == [
        ScanDigest("family", "құрам.pdf", await room.clean.put(contents["family"].content)),
        ScanDigest("identity", "куәлік.jpg", await room.clean.put(contents["identity"].content)),
    ]


async def test_an_owner_may_sign_when_all_scans_are_clean(room: Room, owner: UUID, pdf: bytes) -> None:
    assert await asked(room, all_clean, owner)
    await taken_in(room, owner, pdf)
    assert not await asked(room, all_clean, owner)
    assert await asked(room, digests, owner) == []
    await room.work()
    assert await asked(room, all_clean, owner)
    await taken_in(room, owner, b"%PDF-")
    await room.work()
    assert not await asked(room, all_clean, owner)
    assert len(await asked(room, digests, owner)) == 1


async def test_a_clean_scan_is_read_by_its_owner(room: Room, owner: UUID, pdf: bytes) -> None:
    scan = await taken_in(room, owner, pdf, name="құрам.pdf")
    await room.work()
    content = await room.clean.get((await room.one(owner)).clean_digest or "")
    assert await asked(room, read_scan, room.clean, owner, scan.id) == CleanScan("құрам.pdf", FileType.PDF, content)


async def test_no_other_scan_can_be_read(room: Room, owner: UUID, pdf: bytes) -> None:
    clean = await taken_in(room, owner, pdf)
    refused = await taken_in(room, owner, b"%PDF-")
    await room.work()
    unchecked = await taken_in(room, owner, pdf + b"%")
    for whose, which in [(owner, refused.id), (owner, unchecked.id), (owner, new_id()), (new_id(), clean.id)]:
        with pytest.raises(NotFound):
            await asked(room, read_scan, room.clean, whose, which)


async def test_a_scan_whose_content_is_gone_is_not_read_as_nothing(room: Room, owner: UUID, pdf: bytes) -> None:
    scan = await taken_in(room, owner, pdf)
    await room.work()
    await room.clean.remove((await room.one(owner)).clean_digest or "")
    with pytest.raises(FileLost):
        await asked(room, read_scan, room.clean, owner, scan.id)


async def test_a_scan_is_taken_back_while_the_draft_is_open(room: Room, owner: UUID, pdf: bytes) -> None:
    scan = await taken_in(room, owner, pdf)
    async with room.transactions.writing() as session:
        await remove_scan(session, new_id(), scan.id, draft_open=True)
    assert len(await room.scans(owner)) == 1
    async with room.transactions.writing() as session:
        await remove_scan(session, owner, scan.id, draft_open=True)
        await remove_scan(session, owner, scan.id, draft_open=True)
    assert await room.scans(owner) == []


async def test_what_was_signed_keeps_its_scans(room: Room, owner: UUID, pdf: bytes) -> None:
    scan = await taken_in(room, owner, pdf)
    async with room.transactions.writing() as session:
        with pytest.raises(NotYourTurn):
            await remove_scan(session, owner, scan.id, draft_open=False)
    assert len(await room.scans(owner)) == 1


async def test_a_file_taken_back_may_be_attached_again(room: Room, owner: UUID, pdf: bytes) -> None:
    first = await taken_in(room, owner, pdf)
    await room.work()
    async with room.transactions.writing() as session:
        await remove_scan(session, owner, first.id, draft_open=True)
    second = await taken_in(room, owner, pdf)
    await room.work()
    assert (second.id != first.id, (await room.one(owner)).state) == (True, ScanState.CLEAN)


async def test_content_that_no_scan_needs_is_swept_away(room: Room, owner: UUID, pdf: bytes) -> None:
    """One clean scan taken back, one kept, one being checked, and an upload that no row ever named."""
    gone = await taken_in(room, owner, pdf)
    await taken_in(room, owner, pdf, "kept")
    await taken_in(room, owner, pdf + b"%", "kept")
    await room.work()
    waiting = await taken_in(room, owner, pdf + b"%%")
    await room.quarantine.part(str(new_id())).put(b"%PDF-orphan")
    orphan = await room.clean.put(b"%PDF-of a scan taken back")
    async with room.transactions.writing() as session:
        await remove_scan(session, owner, gone.id, draft_open=True)
    assert await swept(room, EARLIER) == 0
    assert await swept(room, LATER) == 2
    assert await swept(room, LATER) == 0
    assert await room.stored(room.quarantine) == [waiting.original_digest]
    named = {scan.sha256 for scan in await asked(room, digests, owner)}
    assert (set(await room.stored(room.clean)), orphan in named) == (named, False)
