"""What was typed, turned into what is kept, or why it cannot be kept. Pure functions of one text."""

import re
import unicodedata
from collections.abc import Callable, Collection

from portal.kernel.iin import Iin, IinFault
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault

Reader = Callable[[str], str | Fault]

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’\-][^\W\d_]+)*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

IIN_FAULTS = {
    IinFault.EMPTY: N_("Enter the IIN"),
    IinFault.DIGITS: N_("The IIN may contain digits only"),
    IinFault.LENGTH: N_("The IIN must have 12 digits. Entered: %(n)s."),
    IinFault.ORGANISATION: N_("This is an organisation's number (BIN). Enter a person's IIN."),
    IinFault.CENTURY: N_("Invalid IIN: the seventh digit must be 1 to 6"),
    IinFault.DATE: N_("Invalid IIN: the first six digits are not a birth date"),
    IinFault.CHECK_DIGIT: N_("Invalid IIN: check digit does not match. Check the digits."),
}


def tidy(text: str) -> str:
    """One line, composed letters (NFC), single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def iin(text: str) -> str | Fault:
    number = Iin.parse(text)
    if isinstance(number, Iin):
        return number.digits
    return Fault(IIN_FAULTS[number], {"n": len(re.sub(r"[\s-]", "", text))})


def name(label: str) -> Reader:
    """A person's name in any of the three alphabets. Never re-cased: it is kept as it stands in the document."""

    def read(text: str) -> str | Fault:
        kept = tidy(text)
        if not kept:
            return Fault(N_("Fill in “%(field)s”"), {"field": label})
        if any(_CYRILLIC.search(word) and _LATIN.search(word) for word in kept.split()):
            return Fault(N_("One word mixes Cyrillic and Latin letters"))
        if len(kept) > 100 or not _NAME.fullmatch(kept):
            return Fault(N_("This does not look like a person's name. Use letters, hyphen and space."))
        return kept

    return read


def text(label: str, longest: int = 300) -> Reader:
    """Any text of at most `longest` characters, but some."""

    def read(typed: str) -> str | Fault:
        kept = tidy(typed)
        if not kept:
            return Fault(N_("Fill in “%(field)s”"), {"field": label})
        if len(kept) > longest:
            return Fault(N_("No more than %(max)s characters. Now: %(n)s."), {"max": longest, "n": len(kept)})
        return kept

    return read


def phone(typed: str) -> str | Fault:
    """A number in Kazakhstan, kept as +7 and ten digits; 8 at the start is how many people write it."""
    digits = re.sub(r"[^0-9]", "", typed)
    if re.fullmatch(r"[78][67][0-9]{9}", digits):
        return "+7" + digits[1:]
    return Fault(N_("Enter the full phone number. Pattern: +7 701 000 00 00"))


def email(typed: str) -> str | Fault:
    kept = tidy(typed)
    if len(kept) <= 254 and _EMAIL.fullmatch(kept):
        return kept
    return Fault(N_("Check the e-mail address. Pattern: aty@example.kz"))


def optional(reader: Reader) -> Reader:
    """Nothing at all is an answer too."""
    return lambda typed: "" if not typed.strip() else reader(typed)


def one_of(codes: Collection[str], message: str) -> Reader:
    """One of the codes offered; anything else counts as not chosen."""
    return lambda typed: typed if typed in codes else Fault(message)


def some(message: str) -> Reader:
    """Something chosen; whether it is in the list is known where the list is."""
    return lambda typed: typed or Fault(message)


def ticked(message: str) -> Reader:
    """A box that must be ticked."""
    return lambda typed: "yes" if typed else Fault(message)
