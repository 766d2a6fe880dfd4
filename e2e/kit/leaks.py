"""Find what no log, metric or address may contain: personal data and secrets."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_plus

from portal.demo.people import PASSWORD, PEOPLE
from portal.kernel.iin import Iin

SHORTEST = 6
"""Characters. Shorter values occur in harmless texts too."""
# Twelve digits alone: inside an id or a digest they are no IIN.
_TWELVE = re.compile(r"(?<![0-9a-fA-F.-])[0-9]{12}(?![0-9a-fA-F-])")
_PATTERNS = {
    "a phone number": re.compile(r"\+7[ (-]{0,2}7[0-9]{2}[ )-]{0,2}[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}"),
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.(?:kz|com|ru|org)\b"),
    "a private key": re.compile(r"PRIVATE KEY"),
    "a signed statement": re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}"),
    "a password": re.compile(re.escape(PASSWORD)),
}
_PEOPLE = frozenset(
    name for person in PEOPLE for name in (person.iin, person.surname, person.given_name, person.patronymic)
)


class Leaks:
    """Finds the demonstration's people, patterns of personal data and secrets, and every watched value."""

    def __init__(self) -> None:
        self._for_good: dict[str, str] = {}
        self._now: dict[str, str] = {}

    def watch(self, value: str, what: str, *, for_good: bool = False) -> None:
        """Watch for the value until `forget`, or for good. `what` describes it in reports."""
        if len(value) >= SHORTEST:
            (self._for_good if for_good else self._now)[value] = what

    def forget(self) -> None:
        self._now.clear()

    def found(self, text: str) -> list[str]:
        """Return the leaks in the text, as it is and URL-decoded."""
        readings = {text, unquote_plus(text)}
        return sorted({leak for reading in readings for leak in self._found(reading)})

    def _found(self, text: str) -> Iterator[str]:
        numbers = set(_TWELVE.findall(text)) - _PEOPLE
        yield from (f"the IIN {number}" for number in numbers if isinstance(Iin.parse(number), Iin))
        yield from (f"{what}: {match[0]}" for what, match in _matches(text))
        yield from (f"who somebody is: {value}" for value in _PEOPLE if value in text)
        for known in (self._for_good, self._now):
            yield from (f"{what}: {value}" for value, what in known.items() if value in text)


def _matches(text: str) -> Iterable[tuple[str, re.Match[str]]]:
    found = ((what, pattern.search(text)) for what, pattern in _PATTERNS.items())
    return [(what, match) for what, match in found if match]
