"""Numbers issued by the state: a person's IIN, an organisation's BIN."""

import re

from portal.kernel.iin import Bin, Iin, IinFault
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault

IIN_FAULTS = {
    IinFault.EMPTY: N_("Enter the IIN"),
    IinFault.DIGITS: N_("The IIN may contain digits only"),
    IinFault.LENGTH: N_("The IIN must have 12 digits. Entered: %(n)s."),
    IinFault.ORGANISATION: N_("This is an organisation's number (BIN). Enter a person's IIN."),
    IinFault.CENTURY: N_("Invalid IIN: the seventh digit must be 1 to 6"),
    IinFault.DATE: N_("Invalid IIN: the first six digits are not a birth date"),
    IinFault.CHECK_DIGIT: N_("Invalid IIN: check digit does not match. Check the digits."),
}


def iin_number(typed: str) -> str | Fault:
    number = Iin.parse(typed)
    if isinstance(number, Iin):
        return number.digits
    return Fault(IIN_FAULTS[number], {"n": len(re.sub(r"[\s-]", "", typed))})


def bin_number(typed: str) -> str | Fault:
    number = Bin.parse("".join(typed.split()))
    return number.digits if number else Fault(N_("Enter the organisation's BIN: 12 digits"))
