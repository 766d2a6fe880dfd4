"""The individual identification number (ЖСН, ИИН) and the organisation's number (БСН, БИН).

Structure and check digit: Government programme No 565 of 11 June 2003, decree No 406 of 22 May 2007.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class IinFault(StrEnum):
    """Why a text is no IIN. If several faults apply, the first in this order is given."""

    EMPTY = "iin_empty"
    DIGITS = "iin_digits"
    LENGTH = "iin_length"
    ORGANISATION = "iin_is_bin"
    CENTURY = "iin_century"
    DATE = "iin_date"
    CHECK_DIGIT = "iin_check"


@dataclass(frozen=True, slots=True)
class Iin:
    """A well-formed IIN. Its repr is masked, so no traceback or log line shows it."""

    digits: str

    def __repr__(self) -> str:
        return "Iin(************)"

    def __str__(self) -> str:
        return self.digits

    @classmethod
    def parse(cls, text: str) -> Self | IinFault:
        """The number in `text`. Spaces and hyphens between digits are ignored."""
        digits = re.sub(r"[\s-]", "", text)
        fault = _fault_of(digits)
        return fault if fault else cls(digits)

    @property
    def birth_date(self) -> date:
        born = _birth_date(self.digits)
        assert born is not None  # noqa: S101 -- parse() has checked it
        return born


def _fault_of(digits: str) -> IinFault | None:
    if not digits:
        return IinFault.EMPTY
    if not re.fullmatch(r"[0-9]+", digits):
        return IinFault.DIGITS
    if len(digits) != 12:
        return IinFault.LENGTH
    if digits[4] in "456" and check_digit(digits[:11]) == int(digits[11]):
        return IinFault.ORGANISATION
    if digits[6] not in _CENTURIES:
        return IinFault.CENTURY
    if _birth_date(digits) is None:
        return IinFault.DATE
    if check_digit(digits[:11]) != int(digits[11]):
        return IinFault.CHECK_DIGIT
    return None


def check_digit(eleven: str) -> int | None:
    """The twelfth digit for the first eleven, or None if no number with these digits is issued."""
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        remainder = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
        if remainder < 10:
            return remainder
    return None


def _birth_date(digits: str) -> date | None:
    century = _CENTURIES.get(digits[6])
    if century is None:
        return None
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Bin:
    """An organisation's number."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        if not re.fullmatch(r"[0-9]{4}[456][0-9]{7}", text) or check_digit(text[:11]) != int(text[11]):
            return None
        return cls(text)
