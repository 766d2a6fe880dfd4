"""The time and the memory that a megabyte costs which was built to cost much: the processor's, each in a process.

Run: python -m bench.bad_input. What is promised: a verdict within 200 ms and 64 MB.
"""

import json
import subprocess
import sys


def main() -> None:
    ran = subprocess.run([sys.executable, "-m", "tests.corpus.measure"], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    dearest = max(rows, key=lambda row: row["ms"])
    for row in sorted(rows, key=lambda row: -row["ms"])[:5]:
        print(row)
    print(json.dumps({"inputs": len(rows), "worst_ms": dearest["ms"], "worst_mb": max(row["MB"] for row in rows)}))


if __name__ == "__main__":
    main()
