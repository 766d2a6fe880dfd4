"""Who takes part: the demonstration's people, and as many new citizens as the tests need."""

from dataclasses import dataclass
from datetime import date, timedelta
from secrets import randbelow

from portal.demo import people
from portal.kernel.iin import check_digit

_FIRST, _DAYS = date(1950, 1, 1), 45 * 365


@dataclass(frozen=True, slots=True)
class Persona:
    """`key` names the key file that the demonstration has for its own people."""

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
    """Of somebody born on any day from 1950 to 1995: also where others have invented people before, hardly ever theirs.

    Some serial numbers are never issued.
    """
    while True:
        born = _FIRST + timedelta(days=randbelow(_DAYS))
        eleven = f"{born:%y%m%d}3{1 + randbelow(9999):04d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"


def new_citizen() -> Persona:
    """Somebody who has no account yet. The surname says that they are invented."""
    iin = _invented_iin()
    return Persona(iin, "Сынақов", "Нұрлан", "Үлгіұлы", f"сынақ құпиясөзі {iin[7:11]}")
