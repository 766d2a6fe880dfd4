"""One clock: nothing else asks the machine what time it is."""

import ast

from tests.architecture.sources import dotted, nodes

ASKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "func.now",
    "func.current_timestamp",
}
MAY = {
    ("portal/kernel/clock.py", "datetime.now"),  # it is the clock
    ("portal/kernel/ids.py", "time.time_ns"),  # an id is ordered by the machine's time, and tells nobody any
}


def test_nobody_but_the_clock_asks_the_machine() -> None:
    asked = {(path, dotted(node)) for path, node in nodes() if isinstance(node, ast.Attribute) and dotted(node) in ASKS}

    assert asked == MAY
