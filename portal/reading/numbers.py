"""Numbers issued by the state: a person's IIN, an organisation's BIN."""

import re
from datetime import datetime, timedelta, timezone

from portal.kernel.iin import Bin, Iin, IinFault
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.reading.canonical import one_line
from portal.reading.characters import plain_characters
from portal.reading.field import Reader

IIN_FAULTS = {
    IinFault.EMPTY: N_("Enter the IIN"),
    IinFault.DIGITS: N_("The IIN may contain digits only"),
    IinFault.LENGTH: N_("The IIN must have 12 digits. Entered: %(n)s."),
    IinFault.ORGANISATION: N_("This is an organisation's number (BIN). Enter a person's IIN."),
    IinFault.CENTURY: N_("Invalid IIN: the seventh digit must be 1 to 6"),
    IinFault.DATE: N_("Invalid IIN: the first six digits are not a birth date"),
    IinFault.CHECK_DIGIT: N_("Invalid IIN: check digit does not match. Check the digits."),
}
_ALL_OF_KAZAKHSTAN = timezone(timedelta(hours=5))  # since 1 March 2024


def compact_number(typed: str) -> str:
    """The number as typed or pasted, without the blanks and dashes that people put between its digits."""
    return re.sub(r"[\s-]", "", plain_characters(one_line(typed)))


def _iin_number(text: str) -> str | Fault:
    typed = compact_number(text)
    number = Iin.parse(typed)
    return number.digits if isinstance(number, Iin) else Fault(IIN_FAULTS[number], {"n": len(typed)})


def _bin_number(text: str) -> str | Fault:
    number = Bin.parse(compact_number(text))
    return number.digits if number else Fault(N_("Enter the organisation's BIN: 12 digits"))


iin_number = Reader(_iin_number)
bin_number = Reader(_bin_number)


def fault_of_birth(iin: Iin, now: datetime) -> Fault | None:
    """Return why nobody has this IIN yet: its birth date is after today."""
    today = now.astimezone(_ALL_OF_KAZAKHSTAN).date()
    return Fault(N_("Invalid IIN: the birth date in it has not come yet")) if iin.birth_date > today else None
