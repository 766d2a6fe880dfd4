"""Which characters a letter can be printed with: those of the font of its PDF, `static/vendor/noto-sans-2020`."""

import unicodedata

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault

_RANGES = """
20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-3e1 3f0-52f 1ab0-1ac0 1c80-1c88 1d00-1df9 1dfb-1f15
1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3
1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-2064 2066-2071 2074-208e 2090-209c 20a0-20bf 20f0
2100-215f 2184 2189 25cc 2c60-2c7f 2de0-2e52 a640-a69f a700-a7bf a7c2-a7ca a7f5-a7ff a92e ab30-ab6b
fb00-fb06 fe00 fe20-fe2f feff fffc-fffd
"""
"""Code points in hexadecimal. A test compares them with the font's files."""


def _code_points(ranges: str) -> frozenset[int]:
    ends = (part.partition("-")[::2] for part in ranges.split())
    return frozenset(point for first, last in ends for point in range(int(first, 16), int(last or first, 16) + 1))


_TOLD = 5
PRINTED = _code_points(_RANGES)


def without_glyph(text: str) -> str:
    """Return the characters of `text` that the font lacks, each once, in their order. A line break needs no glyph."""
    return "".join(dict.fromkeys(one for one in text if one != "\n" and ord(one) not in PRINTED))


def fault_of_print(text: str) -> Fault | None:
    """Return that the text cannot be printed, with the first characters that are in the way."""
    lacking = without_glyph(text)
    message = N_(
        "These characters cannot be printed in a letter: %(characters)s. Write it in Cyrillic or Latin letters."
    )
    return Fault(message, {"characters": " ".join(map(_shown, lacking[:_TOLD]))}) if lacking else None


def _shown(character: str) -> str:
    """A mark is shown over a dotted circle, as Unicode's charts do."""
    return f"\u25cc{character}" if unicodedata.category(character).startswith("M") else character
