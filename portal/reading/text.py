"""Text in its canonical form."""

import unicodedata

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.field import Reader


def one_line(typed: str) -> str:
    """One line, composed letters (NFC), single spaces."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def required_text(label: str, longest: int = 300) -> Reader:
    """Any text of 1 to `longest` characters."""

    def read(typed: str) -> str | Fault:
        kept = one_line(typed)
        if not kept:
            return Fault(N_("Fill in “%(field)s”"), {"field": label})
        if len(kept) > longest:
            return Fault(N_("No more than %(max)s characters. Now: %(n)s."), {"max": longest, "n": len(kept)})
        return kept

    return read
