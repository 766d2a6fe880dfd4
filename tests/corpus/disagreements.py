"""Where openssl or pyHanko differs from the product: the tables of docs/signature-corpus.md, and the run."""

import re
from pathlib import Path

from tests.corpus import crl_kinds, ocsp_kinds, test_kinds
from tests.corpus.kinds import VALID
from tests.corpus.peers import OpenSsl, pyhanko_takes, pyhanko_takes_answer

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "signature-corpus.md"
Row = tuple[str, str, str]
"""What the product, openssl and pyHanko do: `takes` or `refuses`."""
_ROW = re.compile(r"^\| ([^|]+) \| (takes|refuses) \| (takes|refuses) \| (takes|refuses) \| ([^|]+) \|$", re.MULTILINE)


def told() -> dict[str, Row]:
    """From the document; every row says why."""
    return {name: (ours, openssl, pyhanko) for name, ours, openssl, pyhanko, _ in _ROW.findall(DOCUMENT.read_text())}


async def found(folder: Path) -> dict[str, Row]:
    """From asking all three; kinds on which they agree are left out."""
    openssl, rows = OpenSsl(folder), {}
    for family, kinds in (
        ("signature", test_kinds.SIGNATURES),
        ("certificate", test_kinds.CERTIFICATES),
        ("list", crl_kinds.KINDS),
    ):
        for kind in kinds:
            case = kind.case()
            rows[f"{family}: {kind.name}"] = (kind.wanted == VALID, openssl.takes(case), await pyhanko_takes(case))
    for one in ocsp_kinds.KINDS:
        answer = one.answer()
        asked = (openssl.takes_answer(answer), await pyhanko_takes_answer(answer))
        rows[f"answer: {one.name}"] = (one.wanted == ocsp_kinds.GOOD, *asked)
    return {name: _row(takes) for name, takes in rows.items() if len(set(takes)) > 1}


def _row(takes: tuple[bool, bool, bool]) -> Row:
    ours, openssl, pyhanko = ("takes" if one else "refuses" for one in takes)
    return ours, openssl, pyhanko
