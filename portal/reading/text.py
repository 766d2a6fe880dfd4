"""Text in words."""

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.canonical import paragraphs
from portal.reading.field import Reader
from portal.reading.glyphs import fault_of_print


def required_text(label: str, longest: int = 300) -> Reader:
    """One line of 1 to `longest` characters, all of which can be printed in a letter."""
    return Reader(lambda text: _of_length(text, label, longest))


def required_paragraphs(label: str, longest: int) -> Reader:
    """Text of 1 to `longest` characters that keeps its line breaks."""
    return Reader(lambda text: _of_length(text, label, longest), paragraphs)


def _of_length(text: str, label: str, longest: int) -> str | Fault:
    if not text:
        return Fault(N_("Fill in “%(field)s”"), {"field": label})
    if len(text) > longest:
        return Fault(N_("No more than %(max)s characters. Now: %(n)s."), {"max": longest, "n": len(text)})
    return fault_of_print(text) or text
