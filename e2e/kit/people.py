"""People: those of the demonstration, and new citizens."""

from dataclasses import dataclass
from datetime import date, timedelta
from secrets import randbelow

from portal.demo import people
from portal.kernel.iin import check_digit

_FIRST, _DAYS = date(1950, 1, 1), 45 * 365


@dataclass(frozen=True, slots=True)
class Persona:
    """A person. `key` names the key file of one of the demonstration's own people."""

    iin: str
    surname: str
    given_name: str
    patronymic: str
    password: str
    key: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.surname} {self.given_name} {self.patronymic}"


def _of_the_demo(person: people.DemoPerson) -> Persona:
    return Persona(person.iin, person.surname, person.given_name, person.patronymic, people.PASSWORD, person.key)


CITIZEN = _of_the_demo(people.CITIZEN)
CLERK = _of_the_demo(people.CLERK)
HEAD = _of_the_demo(people.HEAD)
EXECUTOR = _of_the_demo(people.EXECUTOR)
SECOND_EXECUTOR = _of_the_demo(people.SECOND_EXECUTOR)
OTHER_CLERK = _of_the_demo(people.OTHER_CLERK)
OTHER_HEAD = _of_the_demo(people.OTHER_HEAD)


def _invented_iin() -> str:
    """Return a random valid IIN of somebody born from 1950 to 1995, very likely a new one.

    Retries, because some serial numbers have no check digit.
    """
    while True:
        born = _FIRST + timedelta(days=randbelow(_DAYS))
        eleven = f"{born:%y%m%d}3{1 + randbelow(9999):04d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"


def new_citizen() -> Persona:
    """Return a citizen who has no account yet. The surname means "test"."""
    iin = _invented_iin()
    return Persona(iin, "Сынақов", "Нұрлан", "Үлгіұлы", f"сынақ құпиясөзі {iin[7:11]}")
