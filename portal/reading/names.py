"""Names of persons."""

import re

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.field import Reader
from portal.reading.text import one_line

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’\-][^\W\d_]+)*")


def person_name(label: str) -> Reader:
    """A person's name in any of the three alphabets. Its case is kept, as in the identity document."""

    def read(typed: str) -> str | Fault:
        kept = one_line(typed)
        if not kept:
            return Fault(N_("Fill in “%(field)s”"), {"field": label})
        if any(_CYRILLIC.search(word) and _LATIN.search(word) for word in kept.split()):
            return Fault(N_("One word mixes Cyrillic and Latin letters"))
        if len(kept) > 100 or not _NAME.fullmatch(kept):
            return Fault(N_("This does not look like a person's name. Use letters, hyphen and space."))
        return kept

    return read
