"""Several processes of one installation: each of them gives the metrics of all."""

import json
import os
import signal
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from e2e.kit.waiting import until
from portal.observing.shared import is_whole
from tests.factories.deadline import DEADLINE
from tests.integration.check.installation import COMMANDS, Installation, make_installation

TIMES = 40


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return make_installation(tmp_path / "kezek")


@contextmanager
def running(installation: Installation, command: str) -> Iterator[subprocess.Popen[bytes]]:
    log = installation.path(command.split(maxsplit=1)[0] + ".log")
    with log.open("ab") as out:
        process = subprocess.Popen(
            [COMMANDS / "portal", *command.split()],
            cwd=installation.folder,
            env={"PATH": "/usr/bin:/bin", **installation.environment},
            stderr=out,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(DEADLINE)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def asked(address: str) -> str:
    """Over a new connection, which any of the server's processes may accept."""
    with urlopen(address, timeout=DEADLINE) as answer:  # noqa: S310 -- our own server
        return str(answer.read().decode())


def answers(address: str) -> bool:
    try:
        return bool(asked(f"{address}/health/live"))
    except (URLError, OSError):
        return False


def counted(address: str, name: str, **labels: str) -> float:
    families = text_string_to_metric_families(asked(f"{address}/metrics"))
    samples = [sample for family in families for sample in family.samples if sample.name == name]
    return sum(sample.value for sample in samples if labels.items() <= sample.labels.items())


def test_every_process_counts_and_none_takes_anything_back(installation: Installation) -> None:
    port = free_port()
    address, home = f"http://127.0.0.1:{port}", {"route": "/", "status": "2xx"}
    with running(installation, f"serve --port {port} --workers 2"), running(installation, "worker") as worker:
        until("the server answers", lambda: answers(address), DEADLINE)
        for _ in range(TIMES):
            asked(f"{address}/")
        told = {counted(address, "kezek_requests_total", **home) for _ in range(6)}
        assert told == {TIMES}
        until("the worker has had its turns", lambda: counted(address, "kezek_tasks_total", outcome="again") > 0)
        # One more than --workers: the one that looks after them.
        assert counted(address, "kezek_processes", part="serve") == 3
        assert counted(address, "kezek_processes", part="worker") == 1
        assert counted(address, "kezek_resident_bytes") > 100_000_000
        before = counted(address, "kezek_tasks_total")
        worker.kill()
        worker.wait()
        assert counted(address, "kezek_processes", part="worker") == 0
        assert counted(address, "kezek_tasks_total") == before
        with running(installation, "worker"):
            until("another one lives", lambda: counted(address, "kezek_processes", part="worker") == 1, 60)
            assert counted(address, "kezek_tasks_total") >= before
    with running(installation, f"serve --port {port} --workers 1"):
        until("the next server answers", lambda: answers(address), DEADLINE)
        assert counted(address, "kezek_requests_total", **home) == TIMES
        assert counted(address, "kezek_requests_in_flight") == 1
    events = [json.loads(line) for line in installation.path("serve.log").read_text().splitlines()]
    assert [event for event in events if not {"event", "level", "timestamp"} <= event.keys()] == []
    assert len({event["request_id"] for event in events if event.get("route") == "/"}) == TIMES


# How much is used, the length of the first name, the name, padding, two numbers.
NO_NAME = struct.pack("ii i12s dd", 40, 0, 12, b"no json at a", 1.0, 0.0)


@pytest.mark.parametrize("content", [b"", b"\x00", struct.pack("iii", 64, 0, 16) + b"[[", NO_NAME])
def test_a_file_that_was_left_half_written_is_seen_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "counter_serve1.db"
    file.write_bytes(content)

    assert not is_whole(file)
    assert not is_whole(tmp_path / "nowhere.db")
