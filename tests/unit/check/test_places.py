"""The data folder: its permissions, its free space and its file system."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.check.data_folder import data_folder, file_system, room, sqlite_place
from portal.check.findings import Installation
from portal.settings import Settings
from tests.factories.nobody import as_nobody, open_folder
from tests.fakes.clock import SettableClock

NOW = datetime(2026, 11, 22, tzinfo=UTC)
MOUNTS = """\
/dev/vda1 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/data /srv nfs4 rw 0 0
/dev/vdb1 /srv/fast xfs rw 0 0
//server/share /mnt/with\\040blank cifs rw 0 0
"""


def installation(data: Path) -> Installation:
    return Installation(
        Settings(data, f"sqlite+aiosqlite:///{data}/kezek.db", str(data), data / "secret"), SettableClock(NOW)
    )


def test_a_folder_that_is_not_ours() -> None:
    with open_folder() as folder:
        found = as_nobody(lambda: [one.code for one in data_folder(installation(folder))])

    assert found == ["data_not_writable", "data_open"]


def test_room_on_the_disk(tmp_path: Path) -> None:
    assert list(room(tmp_path, enough=1)) == []
    assert [one.code for one in room(tmp_path, enough=2**62)] == ["disk_full"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/kezek.db", "ext4"),
        ("/srv/kezek.db", "nfs4"),
        ("/srv/fast/kezek.db", "xfs"),
        ("/srv/fastest/kezek.db", "nfs4"),
        ("/mnt/with blank/kezek.db", "cifs"),
    ],
)
def test_the_innermost_place_counts(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind


def test_a_disk_of_this_machine_is_good(tmp_path: Path) -> None:
    assert list(sqlite_place(installation(tmp_path))) == []
