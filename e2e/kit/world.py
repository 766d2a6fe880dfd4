"""The world around the pages, as a test may see and move it: the addresses of the test mode, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from e2e.kit.people import Persona
from portal.kernel.language import Language

_SECONDS = 120
"""Until it answers: a move does on the way whatever would have been done meanwhile."""


@dataclass(frozen=True)
class Happening:
    """What the worker did while time moved. `outcome`: done, later, again or failed."""

    kind: str
    at: datetime
    outcome: str


@dataclass(frozen=True)
class Message:
    """What somebody was told. `channel`: where it lies."""

    channel: str
    kind: str
    at: datetime
    title: str
    text: str
    path: str


class World:
    """`forget` is called whenever those who were signed in may no longer be."""

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
        """By `days`, `hours`, `minutes`, `seconds`; back where they are negative. What was due meanwhile is done."""
        return self._move(**amount)

    def move_to(self, moment: datetime) -> list[Happening]:
        return self._move(to=moment.isoformat())

    def work(self) -> list[Happening]:
        """Everything that is due now is done before this returns; time stays where it is."""
        return _happenings(self.tell("clock"))

    def _move(self, **asked: object) -> list[Happening]:
        self.was_moved = True
        happened = _happenings(self.tell("clock", **asked))
        self._forget()
        return happened

    def reset(self) -> None:
        """The seeded people, nothing that anybody has done, the machine's time."""
        self.tell("reset")
        self.was_moved = False
        self._forget()

    def messages(self, person: Persona, language: Language = Language.KAZAKH) -> list[Message]:
        """Newest first."""
        told = self.tell("messages", iin=person.iin, language=language.value)["messages"]
        return [_message(one) for one in told]

    @contextmanager
    def down(self, *systems: str) -> Iterator[None]:
        """Stand-ins by name: authority, gateway, scanner, identity."""
        self.tell("outside", **dict.fromkeys(systems, "down"))
        try:
            yield
        finally:
            self.tell("outside", **dict.fromkeys(systems, "up"))

    @contextmanager
    def fault(self, service: str, fault: str, seconds: float = 20) -> Iterator[None]:
        """Of the authority's `lists`, `ocsp` or `tsp`: down, slow, html, truncated, stale, wrong_number, wrong_signer;
        of `ocsp` also unknown. `seconds`: how long a slow one takes.
        """
        self.tell("authority/faults", service=service, fault=fault, seconds=seconds)
        try:
            yield
        finally:
            self.tell("authority/faults", service=service, fault=None)

    def renew_lists(self) -> None:
        """The authority gives new lists, as if an hour had gone by; the portal has them at once."""
        self.tell("authority/lists/renew")

    @contextmanager
    def revocation_unknown(self) -> Iterator[None]:
        """Nobody can say who is revoked: the authority is away, and the portal holds no list of its."""
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
