"""The canonical form of typed text: what a person sees of it, and nothing else."""

import re
import unicodedata
from itertools import groupby

UNREADABLE = "\ufffd"
"""Stands in canonical text for a character that cannot be kept as it looks."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_LOOKS_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers and the empty Braille cell: letters and signs by category, blanks to the eye."""
_NO_WIDTH = re.compile("[\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that are not of category Cf and have no look of their own (Unicode, Default_Ignorable_Code_Point)."""
_REFUSED = re.compile(
    "[\u202e"  # reverses the letters after it
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001345f"  # of category Cf, but seen
    "\ufff9-\ufffd]"
)
_SHAPING = re.compile("[\u200c\u200d\U000e0020-\U000e007f]")
_OTHER_SCRIPT = "[^\\s\u0000-\u058f\u1e00-\u206f\ufffd]"
_SHAPED = re.compile(
    f"(?<={_OTHER_SCRIPT})[\u200c\u200d](?={_OTHER_SCRIPT})|(?<=\U0001f3f4)[\U000e0020-\U000e007f]+",
)
"""Joiners and tags where they change a look: inside an emoji, or between letters of scripts that join."""
_MOST_MARKS = 30
"""On one letter (Unicode, UAX 15, section 13). Sorting marks takes time by the square of their number."""


def canonical(typed: str) -> str:
    """Composed letters (NFC), plain blanks, line ends as LF; nothing invisible, no marks of direction.

    A character that would be lost by this, or that has no agreed look, becomes UNREADABLE.
    """
    lines = _LINE_ENDS.sub("\n", typed).replace("\u2029", "\n\n")
    seen = _SHAPED.sub(UNREADABLE, "".join(map(_seen, lines)))
    return unicodedata.normalize("NFC", _with_few_marks(_SHAPING.sub("", seen)))


def one_line(typed: str) -> str:
    """Canonical text in one line, with single blanks."""
    return " ".join(canonical(typed).split())


def paragraphs(typed: str) -> str:
    """Canonical text with its line breaks: single blanks, at most one empty line, none at the ends."""
    lines = (" ".join(line.split()) for line in canonical(typed).split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _with_few_marks(text: str) -> str:
    """The text in decomposed letters. Marks of a letter beyond the most that it may have become UNREADABLE."""
    decomposed = "".join(unicodedata.normalize("NFD", character) for character in text)
    runs = ((marks, "".join(run)) for marks, run in groupby(decomposed, _is_mark))
    return "".join(run[:_MOST_MARKS] + UNREADABLE if marks and len(run) > _MOST_MARKS else run for marks, run in runs)


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) > 0


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n" or _SHAPING.match(character):
        return character
    if character.isspace() or character in _LOOKS_BLANK:
        return " "
    if category in {"Cs", "Co", "Cn"} or _REFUSED.match(character):
        return UNREADABLE
    return "" if category in {"Cc", "Cf"} or _NO_WIDTH.match(character) else character
