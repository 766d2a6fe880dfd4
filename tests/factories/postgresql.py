"""A temporary PostgreSQL server for one run of the tests. It stops with the run, even with a killed one.

Debian's `pg_virtualenv` does not fit: as root it has one cluster name for the whole machine, so that it refuses a
second run, and a killed run leaves its cluster behind. `pytest-postgresql` starts no server as root, and needs a
second driver.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_SETTINGS = (
    "listen_addresses=",  # the socket in our own folder is the only way in: there is no port to agree about
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
)

_GUARD = """
# Waits for the end of its standard input, which the end of the tests closes, and then stops the server.
folder=$PWD
trap '(pg_ctl -D data -m immediate stop; cd /; rm -rf "$folder") >/dev/null 2>&1' EXIT
initdb -D data -U kezek --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync || exit
pg_ctl -D data -l log -o "-k '$folder' $*" -w start || { cat log; exit; }
echo ready
cat
"""


class NoPostgresql(Exception):
    """PostgreSQL is not installed, or does not start."""


@contextmanager
def throw_away_postgresql() -> Iterator[str]:
    """Start a server and yield its URL. Raises NoPostgresql."""
    programs, user = _programs(), "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    folder = tempfile.mkdtemp(prefix="kezek-postgresql-", dir="/tmp")  # a socket's path must be short
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    with subprocess.Popen(
        ["sh", "-c", _GUARD, "guard", *(f"-c {setting}" for setting in _SETTINGS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={"PATH": f"{programs}:/usr/bin:/bin"},
        user=user,
        group=user,
        extra_groups=[] if user else None,
        start_new_session=True,  # Ctrl+C is for the tests
    ) as guard:
        _wait_until_ready(guard)
        yield f"postgresql+asyncpg://kezek@/postgres?host={folder}"


def _wait_until_ready(guard: subprocess.Popen[str]) -> None:
    assert guard.stdout is not None
    said = []
    for line in guard.stdout:
        if line == "ready\n":
            return
        said.append(line)
    raise NoPostgresql("".join(said))


def _programs() -> Path:
    """Return the path of the programs: Debian's folder of the newest version, which is not on the PATH, or the PATH."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise NoPostgresql("there is no initdb: Debian's package is postgresql")
    return (found[-1] if found else Path(on_path or "")).parent
