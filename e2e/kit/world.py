"""A client of the test mode: the clock, the worker, the messages, the authority and the other stand-ins."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from e2e.kit.people import Persona
from portal.kernel.language import Language

_SECONDS = 120
"""The timeout. Moving the clock runs every task that is due in between, so it may take long."""


@dataclass(frozen=True)
class Happening:
    """A task that the worker ran while the clock moved. `outcome` is done, later, again or failed."""

    kind: str
    at: datetime
    outcome: str


@dataclass(frozen=True)
class Message:
    """A message to a person. `channel` is where it was sent."""

    channel: str
    kind: str
    at: datetime
    title: str
    text: str
    path: str


class World:
    """`forget` is called when sessions may have ended."""

    def __init__(self, address: str, forget: Callable[[], None] = lambda: None) -> None:
        self._client = httpx.Client(base_url=f"{address}/__test__/", timeout=_SECONDS, trust_env=False)
        self._forget = forget
        self.was_moved = False

    def ask(self, path: str) -> dict[str, Any]:
        return _read(self._client.get(path))

    def tell(self, path: str, **said: object) -> dict[str, Any]:
        return _read(self._client.post(path, json=said))

    def close(self) -> None:
        self._client.close()

    @property
    def authority_address(self) -> str:
        return str(self.ask("")["authority"])

    def now(self) -> datetime:
        return datetime.fromisoformat(self.ask("clock")["now"])

    def move(self, **amount: float) -> list[Happening]:
        """Move the clock by `days`, `hours`, `minutes`, `seconds`, back if negative, and run what is due in between."""
        return self._move(**amount)

    def move_to(self, moment: datetime) -> list[Happening]:
        return self._move(to=moment.isoformat())

    def work(self) -> list[Happening]:
        """Run everything that is due now, and return when it is done. The clock does not move."""
        return _happenings(self.tell("clock"))

    def _move(self, **asked: object) -> list[Happening]:
        self.was_moved = True
        happened = _happenings(self.tell("clock", **asked))
        self._forget()
        return happened

    def reset(self) -> None:
        """Reset the demonstration to the seeded data and the machine's time."""
        self.tell("reset")
        self.was_moved = False
        self._forget()

    def messages(self, person: Persona, language: Language = Language.KAZAKH) -> list[Message]:
        """Return the messages, newest first."""
        told = self.tell("messages", iin=person.iin, language=language.value)["messages"]
        return [_message(one) for one in told]

    @contextmanager
    def down(self, *systems: str) -> Iterator[None]:
        """Switch off stand-ins by name: authority, gateway, scanner, identity."""
        self.tell("outside", **dict.fromkeys(systems, "down"))
        try:
            yield
        finally:
            self.tell("outside", **dict.fromkeys(systems, "up"))

    @contextmanager
    def fault(self, service: str, fault: str, seconds: float = 20) -> Iterator[None]:
        """Give the authority's service `lists`, `ocsp` or `tsp` a fault; a slow answer takes `seconds`.

        Faults: down, slow, html, truncated, stale, wrong_number, wrong_signer; of `ocsp` also unknown.
        """
        self.tell("authority/faults", service=service, fault=fault, seconds=seconds)
        try:
            yield
        finally:
            self.tell("authority/faults", service=service, fault=None)

    def renew_lists(self) -> None:
        """Issue new lists, as every hour. The portal has them at once."""
        self.tell("authority/lists/renew")

    @contextmanager
    def revocation_unknown(self) -> Iterator[None]:
        """Leave the portal without revocation data: the authority is down, and the portal holds no list of it."""
        with self.down("authority"):
            self.tell("authority/lists/forget")
            yield


def _read(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_success, f"{answer.request.url.path}: {answer.status_code} {answer.text}"
    said: dict[str, Any] = answer.json()
    return said


def _happenings(said: dict[str, Any]) -> list[Happening]:
    return [Happening(one["kind"], datetime.fromisoformat(one["at"]), one["outcome"]) for one in said["happened"]]


def _message(said: dict[str, Any]) -> Message:
    texts = {name: said[name] for name in ("channel", "kind", "title", "text", "path")}
    return Message(at=datetime.fromisoformat(said["at"]), **texts)
