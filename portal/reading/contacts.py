"""A person's contacts: a phone number, an e-mail address."""

import re

from email_validator import EmailNotValidError, validate_email

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.alphabets import MIXED, mixes_alphabets
from portal.reading.characters import plain_characters, plain_punctuation
from portal.reading.field import Reader

_PHONE = re.compile(r"(?:tel:)?(?:\+?7|8)([67][0-9]{9})", re.IGNORECASE)
_COPIED_EMAIL = re.compile(r"(?:[^<>@]*<)? ?(?:mailto:)?([^<>]*?) ?>?", re.IGNORECASE)
_AFTER_EMAIL = ",;."
"""Left out before the pattern is tried: within it, they would take it time by the square of the text's length."""


def _phone_number(text: str) -> str | Fault:
    found = _PHONE.fullmatch(re.sub("[ ().-]", "", plain_characters(text)))
    return "+7" + found[1] if found else Fault(N_("Enter the full phone number. Pattern: +7 701 000 00 00"))


def _email_address(text: str) -> str | Fault:
    typed = plain_punctuation(text.rstrip(_AFTER_EMAIL))
    copied = _COPIED_EMAIL.fullmatch(typed)
    try:
        address = validate_email(copied[1] if copied else typed, check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        return Fault(N_("Check the e-mail address. Pattern: aty@example.kz"))
    if any(map(mixes_alphabets, re.split(r"[@.+_\-]", address))):
        return Fault(MIXED)
    return address


phone_number = Reader(_phone_number)
"""A number in Kazakhstan, kept as +7 and ten digits. Many people write 8 in place of +7."""

email_address = Reader(_email_address)
"""An address as its owner reads it: the domain in its own letters (RFC 5890, U-label), in lower case.

What comes with a copied address is left out: a name before it, angle brackets, "mailto:", a comma after it.
"""
