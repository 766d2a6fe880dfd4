"""After the upload's answer: the scanner, the worker, the decision."""

import hashlib
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pikepdf import Dictionary, Encryption, Name, Pdf
from PIL import Image

from portal.documents.check import RETRY_AFTER, TURN_AFTER
from portal.documents.file_type import FileType
from portal.documents.remove import remove_scan
from portal.documents.tables import Scan, ScanState
from portal.documents.tasks import CHECK
from portal.files.store import FileLost
from portal.kernel.outcomes import Refused
from portal.outbox.work import TryLater
from portal.simulators.scanner import EICAR, ScannerStandIn
from tests.integration.documents.room import Room


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def state(room: Room, owner: UUID) -> tuple[ScanState, str | None]:
    scan = await room.one(owner)
    return scan.state, scan.refusal


async def test_a_good_document_is_clean_and_only_what_was_made_of_it_is_kept(
    room: Room, owner: UUID, pdf: bytes
) -> None:
    await room.send(owner, pdf)
    room.clock.move(timedelta(seconds=3))
    await room.work()
    scan = await room.one(owner)
    assert scan.clean_digest is not None
    content = await room.clean.get(scan.clean_digest)
    assert (scan.state, scan.refusal, scan.pages) == (ScanState.CLEAN, None, 2)
    assert (scan.clean_digest, scan.clean_size) == (sha256(content), len(content))
    assert (scan.clean_type, scan.checked_at) == (FileType.PDF, room.clock.now())
    assert (len(Pdf.open(BytesIO(content)).pages), await room.stored(room.quarantine)) == (2, [])


async def test_a_picture_becomes_a_jpeg_by_type_and_by_name(room: Room, owner: UUID, photograph: bytes) -> None:
    await room.send(owner, photograph, name="сурет.png")
    await room.work()
    scan = await room.one(owner)
    assert (scan.original_type, scan.clean_type, scan.file_name) == (FileType.PNG, FileType.JPEG, "сурет.jpg")
    assert scan.pages == 1
    assert Image.open(BytesIO(await room.clean.get(scan.clean_digest or ""))).format == "JPEG"


async def test_a_virus_is_refused_and_not_kept(room: Room, owner: UUID, pdf: bytes) -> None:
    await room.send(owner, pdf + EICAR)
    await room.work()
    assert await state(room, owner) == (ScanState.REFUSED, "virus")
    assert (await room.stored(room.quarantine), await room.stored(room.clean)) == ([], [])


async def test_the_decision_comes_before_the_original_goes(room: Room, owner: UUID, pdf: bytes) -> None:
    await room.send(owner, pdf + EICAR)
    await room.work(CHECK)
    assert await state(room, owner) == (ScanState.REFUSED, "virus")
    assert await room.stored(room.quarantine) == [sha256(pdf + EICAR)]


async def test_while_the_scanner_is_down_a_scan_is_neither_good_nor_bad(
    room: Room, owner: UUID, pdf: bytes, scanner: ScannerStandIn
) -> None:
    await room.send(owner, pdf)
    await scanner.stop()
    for _ in range(20):
        assert await room.work() == [TryLater("scan_down.away", RETRY_AFTER)]
        assert await state(room, owner) == (ScanState.BEING_CHECKED, None)
        room.clock.move(RETRY_AFTER)
    await scanner.start()
    await room.work()
    assert await state(room, owner) == (ScanState.CLEAN, None)


async def test_one_file_is_checked_at_a_time_and_the_others_come_back(
    room: Room, owner: UUID, pdf: bytes, photograph: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.documents.check.PATIENCE", 0.01)
    for content in (pdf, photograph):
        await room.send(owner, content)
    first, second = await room._claimed((CHECK,)), await room._claimed((CHECK,))
    assert first is not None
    assert second is not None
    await room.check.turns.acquire()
    assert await room.check(first) == TryLater("checks.busy", TURN_AFTER)
    room.check.turns.release()
    assert [callable(await room.check(task)) for task in (first, second)] == [True, True]


def spoilt(pdf: bytes, how: str) -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf)) as document:
        if how == "script":
            document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        if how == "long":
            for _ in range(99):
                document.pages.append(document.pages[0])
        document.save(out, encryption=Encryption(owner="o", user="u") if how == "locked" else False)
    return out.getvalue()


@pytest.mark.parametrize(
    ("how", "refused"),
    [("locked", Refused("locked")), ("long", Refused("many_pages", {"pages": "101", "max": "100"}))],
)
async def test_what_the_worker_refuses_is_refused_with_its_reason(
    room: Room, owner: UUID, pdf: bytes, how: str, refused: Refused
) -> None:
    await room.send(owner, spoilt(pdf, how))
    await room.work()
    [scan] = await room.scans(owner)
    assert (scan.state, scan.refused) == (ScanState.REFUSED, refused)
    assert await room.stored(room.quarantine) == []


async def test_a_script_does_not_come_through(room: Room, owner: UUID, pdf: bytes) -> None:
    await room.send(owner, spoilt(pdf, "script"))
    await room.work()
    scan = await room.one(owner)
    kept = Pdf.open(BytesIO(await room.clean.get(scan.clean_digest or "")))
    assert (scan.state, "/OpenAction" in kept.Root) == (ScanState.CLEAN, False)


async def test_a_scan_taken_back_while_it_is_checked_stays_away(room: Room, owner: UUID, pdf: bytes) -> None:
    scan = await room.send(owner, pdf)
    assert isinstance(scan, Scan)
    async with room.transactions.writing() as session:
        await remove_scan(session, owner, scan.id, draft_open=True)
    await room.work()
    assert (await room.scans(owner), await room.stored(room.quarantine)) == ([], [])


async def test_a_check_done_twice_changes_nothing(room: Room, owner: UUID, pdf: bytes) -> None:
    """As after an expired lease: two workers finish the same check, one after the other."""
    await room.send(owner, pdf)
    task = await room._claimed((CHECK,))
    assert task is not None
    effects = [await room.check(task), await room.check(task)]
    for effect in effects:
        assert callable(effect)
        async with room.transactions.writing() as session:
            await effect(session)
        room.clock.move(timedelta(hours=1))
    scan = await room.one(owner)
    assert (scan.state, scan.checked_at) == (ScanState.CLEAN, scan.received_at)


async def test_a_lost_original_is_somebodys_work_not_a_bad_scan(room: Room, owner: UUID, pdf: bytes) -> None:
    scan = await room.send(owner, pdf)
    assert isinstance(scan, Scan)
    await room.quarantine.part(str(scan.id)).remove(scan.original_digest)
    with pytest.raises(FileLost):
        await room.work()
    assert await state(room, owner) == (ScanState.BEING_CHECKED, None)
