"""A costly input of a megabyte gets its verdict within 64 MB. `bench/bad_input.py` prints the time."""

import json
import subprocess
import sys

from tests.corpus.bombs import BOMBS
from tests.factories.deadline import DEADLINE

MOST_MB = 64


def test_each_bomb_costs_little() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.corpus.measure"], capture_output=True, text=True, check=True, timeout=DEADLINE
    )
    rows = [json.loads(line) for line in ran.stdout.splitlines()]

    assert [row["name"] for row in rows] == [bomb.name for bomb in BOMBS]
    assert [row for row in rows if row["said"].startswith("ended") or row["MB"] > MOST_MB] == []
