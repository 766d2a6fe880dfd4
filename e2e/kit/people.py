"""Who takes part: the demonstration's people, and as many new citizens as the tests need."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from portal.demo import people
from portal.kernel.iin import check_digit
from portal.simulators.authority.holders import Citizen


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

    @property
    def holder(self) -> Citizen:
        """As the authority writes them into a certificate."""
        return Citizen(self.iin, self.surname, self.given_name, self.patronymic)


def _of_the_demo(person: people.DemoPerson) -> Persona:
    return Persona(person.iin, person.surname, person.given_name, person.patronymic, people.PASSWORD, person.key)


CLERK = _of_the_demo(people.CLERK)
HEAD = _of_the_demo(people.HEAD)
EXECUTOR = _of_the_demo(people.EXECUTOR)
SECOND_EXECUTOR = _of_the_demo(people.SECOND_EXECUTOR)
OTHER_CLERK = _of_the_demo(people.OTHER_CLERK)
OTHER_HEAD = _of_the_demo(people.OTHER_HEAD)


def _invented_iins() -> Iterator[str]:
    """Of people born on 7 March 1988, in the order of their serial numbers; some serials are never issued."""
    for serial in count(1):
        eleven = f"8803073{serial:04d}"
        digit = check_digit(eleven)
        if digit is not None:
            yield f"{eleven}{digit}"


_IINS = _invented_iins()


def new_citizen() -> Persona:
    """Somebody who has no account yet. The surname says that they are invented."""
    iin = next(_IINS)
    return Persona(iin, "Сынақов", "Нұрлан", "Үлгіұлы", f"сынақ құпиясөзі {iin[7:11]}")
