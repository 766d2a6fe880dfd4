"""Ports: any number of demonstrations side by side, each with a row of its own."""

import json
import subprocess
import sys
from contextlib import ExitStack, closing

import pytest

from e2e.kit.demo import ROOT
from portal.demo.listening import PortTaken, listen
from portal.demo.site import HOST

IN_A_ROW = 5
SCRIPT = """
import json, sys
from portal.demo.listening import listen
held = [socket for _ in range(20) for socket in listen(0, 5)]
print(json.dumps([one.getsockname()[1] for one in held]), flush=True)
sys.stdin.read()
"""


def test_a_row_is_held_from_the_moment_it_is_told() -> None:
    with ExitStack() as stack:
        row = [stack.enter_context(closing(one)) for one in listen(0, IN_A_ROW)]
        first = row[0].getsockname()[1]

        assert [one.getsockname() for one in row] == [(HOST, first + n) for n in range(IN_A_ROW)]
        for port in (first, first + IN_A_ROW - 1):
            with pytest.raises(PortTaken, match=str(first)):
                listen(first - (first + IN_A_ROW - 1 - port), IN_A_ROW)


def test_a_row_that_is_taken_in_the_middle_leaves_nothing_held() -> None:
    row = listen(0, IN_A_ROW)
    first, middle = row[0].getsockname()[1], row.pop(2)
    for one in row:
        one.close()
    with closing(middle), pytest.raises(PortTaken, match=str(middle.getsockname()[1])):
        listen(first, IN_A_ROW)

    for one in listen(first, IN_A_ROW):
        one.close()


def test_five_processes_at_once_never_get_the_same_port() -> None:
    command = [sys.executable, "-c", SCRIPT]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(5)
        ]
        ports = [port for one in processes if one.stdout for port in json.loads(one.stdout.readline())]
        for one in processes:
            one.communicate("")

    assert len(ports) == len(set(ports)) == 5 * 20 * IN_A_ROW
