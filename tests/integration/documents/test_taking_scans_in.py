"""While the sender waits: quick checks, quarantine, a task."""

import asyncio
import hashlib
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.documents.file_type import FileType
from portal.documents.limits import LARGEST_FILE
from portal.documents.tables import Scan, ScanState
from portal.documents.take_in import put_in_quarantine, take_in
from portal.kernel.ids import new_id
from portal.kernel.outcomes import Refused
from portal.outbox.tables import OutboxTask
from tests.integration.documents.room import Room

MB = 1024 * 1024


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def padded(pdf: bytes, number: int, size: int = 0) -> bytes:
    """Another document, of this size."""
    return (pdf + b"%" + str(number).encode()).ljust(size, b" ")


async def tasks(room: Room) -> list[tuple[str, str, dict[str, str]]]:
    async with room.transactions.reading() as session:
        rows = await session.execute(select(OutboxTask.kind, OutboxTask.key, OutboxTask.payload))
        return [tuple(row) for row in rows]


async def test_a_file_is_taken_into_quarantine_and_its_check_is_asked_for(room: Room, owner: UUID, pdf: bytes) -> None:
    taken = await room.send(owner, pdf, kind="family", name="..\\Отбасы құрамы.PDF")
    assert isinstance(taken, Scan)
    scan = await room.one(owner)
    assert (scan.id, scan.kind, scan.file_name) == (taken.id, "family", "Отбасы құрамы.pdf")
    assert (scan.state, scan.refusal, scan.clean_digest) == (ScanState.BEING_CHECKED, None, None)
    assert (scan.original_digest, scan.original_size, scan.original_type) == (
        sha256(pdf),
        len(pdf),
        FileType.PDF,
    )
    assert (scan.received_at, scan.checked_at) == (room.clock.now(), None)
    assert await room.quarantine.part(str(scan.id)).get(sha256(pdf)) == pdf
    assert await room.stored(room.clean) == []
    assert await tasks(room) == [("documents.check", str(scan.id), {"digest": sha256(pdf), "type": "pdf"})]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refused("empty")),
        (b"<html><script>alert(1)</script>", Refused("type")),
        (b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//", Refused("picture", {"kind": "GIF"})),
        (b"%PDF-".ljust(LARGEST_FILE + 1), Refused("large", {"size": "21", "max": "20"})),
    ],
    ids=["empty", "html", "gif and script", "large"],
)
async def test_what_is_refused_at_once_leaves_nothing_behind(
    room: Room, owner: UUID, content: bytes, refusal: Refused
) -> None:
    assert await room.send(owner, content, name="photo.jpg") == refusal
    assert (await room.scans(owner), await room.stored(room.quarantine), await tasks(room)) == ([], [], [])


async def test_the_same_file_again_is_the_same_scan(room: Room, owner: UUID, pdf: bytes) -> None:
    first = await room.send(owner, pdf, name="Отбасы.pdf")
    again = await room.send(owner, pdf, name="C:\\Отбасы.PDF")
    assert isinstance(first, Scan)
    assert isinstance(again, Scan)
    assert (again.id, again.file_name) == (first.id, "Отбасы.pdf")
    assert (len(await room.scans(owner)), len(await tasks(room))) == (1, 1)
    assert await room.stored(room.quarantine) == [sha256(pdf)]


@pytest.mark.parametrize("checked", [True, False])
async def test_the_same_bytes_under_another_name_are_told_so(
    room: Room, owner: UUID, pdf: bytes, *, checked: bool
) -> None:
    await room.send(owner, pdf, name="Отбасы.pdf")
    await (room.work() if checked else room.work("no such task"))
    stored = await room.stored(room.quarantine)
    assert await room.send(owner, pdf, name="<b>.pdf") == Refused("same", {"name": "Отбасы.pdf"})
    assert [scan.file_name for scan in await room.scans(owner)] == ["Отбасы.pdf"]
    assert await room.stored(room.quarantine) == stored


async def test_the_same_bytes_after_the_check_are_the_checked_scan(room: Room, owner: UUID, pdf: bytes) -> None:
    await room.send(owner, pdf)
    await room.work()
    again = await room.send(owner, pdf)
    assert isinstance(again, Scan)
    assert (again.state, await room.stored(room.quarantine)) == (ScanState.CLEAN, [])


async def test_the_same_bytes_of_another_owner_or_kind_are_another_scan(room: Room, owner: UUID, pdf: bytes) -> None:
    sent = [
        await room.send(owner, pdf),
        await room.send(owner, pdf, kind="b"),
        await room.send(new_id(), pdf),
    ]
    assert len({scan.id for scan in sent if isinstance(scan, Scan)}) == 3


async def test_the_same_bytes_sent_at_once_are_one_scan(room: Room, owner: UUID, pdf: bytes) -> None:
    sent = await asyncio.gather(*(room.send(owner, pdf) for _ in range(5)))
    assert len({scan.id for scan in sent if isinstance(scan, Scan)}) == 1
    assert (len(await room.scans(owner)), await room.stored(room.quarantine)) == (1, [sha256(pdf)])


async def test_the_thirteenth_file_is_refused(room: Room, owner: UUID, pdf: bytes) -> None:
    for number in range(12):
        assert isinstance(await room.send(owner, padded(pdf, number)), Scan)
    assert await room.send(owner, padded(pdf, 12)) == Refused("many", {"max": "12"})
    assert (len(await room.scans(owner)), len(await room.stored(room.quarantine))) == (12, 12)
    assert isinstance(await room.send(new_id(), padded(pdf, 12)), Scan)


async def test_of_files_sent_at_once_no_more_than_the_limit_are_taken(room: Room, owner: UUID, pdf: bytes) -> None:
    answers = await asyncio.gather(*(room.send(owner, padded(pdf, number)) for number in range(16)))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert (refused, len(await room.scans(owner))) == ([Refused("many", {"max": "12"})] * 4, 12)


async def test_sixty_megabytes_are_the_most_together(room: Room, owner: UUID, pdf: bytes) -> None:
    for number in range(3):
        assert isinstance(await room.send(owner, padded(pdf, number, 20 * MB)), Scan)
    assert await room.send(owner, padded(pdf, 3)) == Refused("large_all", {"max": "60"})
    assert len(await room.stored(room.quarantine)) == 3


async def test_a_refused_file_takes_no_room(room: Room, owner: UUID) -> None:
    for number in range(12):
        await room.send(owner, b"%PDF-" + str(number).encode())
    assert await room.send(owner, b"%PDF-x") == Refused("many", {"max": "12"})
    await room.work()
    assert [scan.refused for scan in await room.scans(owner)] == [Refused("broken")] * 12
    assert isinstance(await room.send(owner, b"%PDF-x"), Scan)


async def test_nothing_is_taken_when_the_transaction_fails(room: Room, owner: UUID, pdf: bytes) -> None:
    async def fail_after_taking_in() -> None:
        scan = await put_in_quarantine(
            room.quarantine, room.clock, owner_id=owner, kind="a", file_name="a", content=pdf
        )
        assert isinstance(scan, Scan)
        async with room.transactions.writing() as session:
            await take_in(session, room.quarantine, scan)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await fail_after_taking_in()
    assert (await room.scans(owner), await tasks(room)) == ([], [])
