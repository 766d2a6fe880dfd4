"""Names of persons."""

import re

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.alphabets import MIXED, mixes_alphabets
from portal.reading.characters import plain_punctuation
from portal.reading.field import Reader
from portal.reading.glyphs import fault_of_print

_LONGEST = 100
_NO_NAME = N_("This does not look like a person's name. Use letters, hyphen and space.")
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_NAME = re.compile(f"{_LETTERS}(?:(?:[ '-]|' ){_LETTERS})*'?")
"""An apostrophe may end a word too: it stands for a sound (Rabi')."""
_AROUND_HYPHENS = re.compile(" ?- ?")


def person_name(label: str) -> Reader:
    """A person's name in any of the three alphabets. Its case is kept, as in the identity document."""

    def judge(text: str) -> str | Fault:
        name = _AROUND_HYPHENS.sub("-", plain_punctuation(text))
        return _fault_of_name(name, label) or name

    return Reader(judge)


def _fault_of_name(name: str, label: str) -> Fault | None:
    if not name:
        return Fault(N_("Fill in “%(field)s”"), {"field": label})
    if any(map(mixes_alphabets, name.split())):
        return Fault(MIXED)
    if len(name) > _LONGEST:
        return Fault(_NO_NAME)
    return fault_of_print(name) or (None if _NAME.fullmatch(name) else Fault(_NO_NAME))
