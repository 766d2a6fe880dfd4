"""A person's contacts: a phone number, an e-mail address."""

import re

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.text import one_line

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def phone_number(typed: str) -> str | Fault:
    """A number in Kazakhstan, kept as +7 and ten digits. Many people write 8 in place of +7."""
    digits = re.sub(r"[^0-9]", "", typed)
    if re.fullmatch(r"[78][67][0-9]{9}", digits):
        return "+7" + digits[1:]
    return Fault(N_("Enter the full phone number. Pattern: +7 701 000 00 00"))


def email_address(typed: str) -> str | Fault:
    kept = one_line(typed)
    if len(kept) <= 254 and _EMAIL.fullmatch(kept):
        return kept
    return Fault(N_("Check the e-mail address. Pattern: aty@example.kz"))
