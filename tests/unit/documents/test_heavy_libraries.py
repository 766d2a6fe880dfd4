"""Libraries that unpack untrusted files are loaded in the worker processes only."""

import subprocess
import sys

PROGRAM = """
import sys
import portal.documents.check, portal.documents.discard, portal.documents.list, portal.documents.read
import portal.documents.remove, portal.documents.sweep, portal.documents.take_in
print(sorted({"PIL", "pikepdf", "pypdfium2"} & set(sys.modules)))
"""


def test_a_process_that_serves_pages_loads_none_of_them() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
