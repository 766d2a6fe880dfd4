"""Letters that look alike in two alphabets: a word is written in one of them."""

import re

from portal.kernel.language import N_

MIXED = N_("One word mixes Cyrillic and Latin letters")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def mixes_alphabets(word: str) -> bool:
    return bool(_CYRILLIC.search(word) and _LATIN.search(word))
