"""Does the virus scanner find a virus? Any answer but a plain yes or no is Indeterminate."""

import re

from portal.documents.scanner import NoAnswer, Scanner
from portal.kernel.outcomes import Accepted, Indeterminate, Outcome, Refused


async def virus(scanner: Scanner, content: bytes) -> Outcome:
    try:
        answer = await scanner.ask(content)
    except NoAnswer as silence:
        return Indeterminate("scan_down", {"reason": str(silence)})
    if answer == "stream: OK":
        return Accepted()
    if re.fullmatch(r"stream: \S.* FOUND", answer):
        return Refused("virus")
    return Indeterminate("scan_down", {"reason": "no_answer"})
