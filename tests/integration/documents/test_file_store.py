"""Content is stored under its SHA-256, and is read back intact or not at all."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.files.opening import open_files
from portal.files.store import FileLost, Files, StoredFile

CONTENT = "Отбасы құрамы".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["folder", "folder as text", "folder as address", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    folder = tmp_path / "қойма 1"
    where: dict[str, str | Path] = {
        "folder": folder,
        "folder as text": str(folder),
        "folder as address": folder.as_uri(),
        "memory": "memory:///",
    }
    return open_files(where[request.param], "scans/clean")


async def test_what_was_put_comes_back(files: Files) -> None:
    assert await files.put(CONTENT) == DIGEST
    assert await files.put(CONTENT) == DIGEST
    assert (await files.get(DIGEST), await files.exists(DIGEST)) == (CONTENT, True)


async def test_a_file_of_the_largest_size_comes_back(files: Files) -> None:
    content = bytes(range(256)) * (20 * 4096)
    assert await files.get(await files.put(content)) == content


async def test_what_was_never_put_is_lost(files: Files) -> None:
    assert not await files.exists(DIGEST)
    with pytest.raises(FileLost):
        await files.get(DIGEST)


async def test_removing_is_for_ever_and_may_be_repeated(files: Files) -> None:
    await files.put(CONTENT)
    await files.remove(DIGEST)
    await files.remove(DIGEST)
    assert not await files.exists(DIGEST)


async def test_a_part_is_an_area_of_its_own(files: Files) -> None:
    part = files.part("0195")
    await part.put(CONTENT)
    assert (await part.exists(DIGEST), await files.exists(DIGEST)) == (True, False)


async def test_entries_tell_where_and_when(files: Files) -> None:
    await files.put(CONTENT)
    await files.part("0195").put(CONTENT)
    found = [entry async for entry in files.entries()]
    assert {(entry.part, entry.digest) for entry in found} == {("", DIGEST), ("0195", DIGEST)}
    assert max(abs(entry.changed_at - _machine_time()) for entry in found) < timedelta(minutes=1)
    assert isinstance(found[0], StoredFile)


def _machine_time() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the store's own clock is the machine's


async def test_two_areas_of_a_folder_do_not_see_each_other(tmp_path: Path) -> None:
    quarantine, clean = open_files(tmp_path, "scans/quarantine"), open_files(tmp_path, "scans/clean")
    await quarantine.put(CONTENT)
    assert not await clean.exists(DIGEST)
    assert (tmp_path / "scans/quarantine" / DIGEST[:2] / DIGEST[2:4] / DIGEST).read_bytes() == CONTENT


async def test_a_torn_copy_is_lost_until_it_is_put_again(tmp_path: Path) -> None:
    files = open_files(tmp_path, "a")
    await files.put(CONTENT)
    (tmp_path / "a" / DIGEST[:2] / DIGEST[2:4] / DIGEST).write_bytes(b"\0" * 5)
    with pytest.raises(FileLost):
        await files.get(DIGEST)
    await files.put(CONTENT)
    assert await files.get(DIGEST) == CONTENT


def test_an_s3_store_is_opened_through_the_same_door() -> None:
    assert isinstance(open_files("s3://kezek/files", "scans/clean"), Files)
