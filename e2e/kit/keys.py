"""Keys to sign with, good and bad, issued by the demonstration's authority."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from e2e.kit.people import Persona
from e2e.kit.world import World


@dataclass(frozen=True, slots=True)
class Key:
    """`file` holds the private key and the certificate; `until` is the certificate's last moment."""

    file: Path
    since: datetime
    until: datetime
    serial: str = ""


class Keys:
    """Issues keys as files in `folder`."""

    def __init__(self, world: World, folder: Path) -> None:
        self._world = world
        self._folder = folder
        self._numbers = count(1)

    @cached_property
    def root_file(self) -> Path:
        """The authority's root certificate, in PEM."""
        file = self._folder / "root-of-the-authority.pem"
        file.write_bytes(httpx.get(f"{self._world.authority_address}/root.pem", trust_env=False).content)
        return file

    def of_the_demo(self, person: Persona) -> Key:
        """Return the key that the demonstration gave to one of its own people."""
        known = self._world.ask("authority/keys")["keys"]
        return self._kept(next(key for key in known if key["key"] == person.key))

    def good(self, person: Persona) -> Key:
        return self._issue(person, "good")

    def gost(self, person: Persona, state: str = "good") -> Key:
        """Issue a GOST key, as most people have. openssl cannot sign with it, `sign` can."""
        return self._issue(person, state, family="gost")

    def expired(self, person: Persona) -> Key:
        return self._issue(person, "expired")

    def not_yet_valid(self, person: Persona) -> Key:
        return self._issue(person, "not_yet_valid")

    def of_a_stranger(self, person: Persona) -> Key:
        """Issue a key of an authority that the portal does not trust."""
        return self._issue(person, "unknown_issuer")

    def revoked(self, person: Persona) -> Key:
        """Issue a key that is revoked, in a list that the portal has fetched."""
        return self._issue(person, "revoked")

    def revoke(self, key: Key, at: datetime | None = None) -> None:
        """Revoke the key from now or from `at`, which may be past. The portal has the new list at once."""
        self._world.tell("authority/revoke", serial=key.serial, **({"at": at.isoformat()} if at else {}))

    def hold(self, key: Key) -> None:
        """Put the key on hold until it is released."""
        self._world.tell("authority/revoke", serial=key.serial, hold=True)

    def release(self, key: Key) -> None:
        self._world.tell("authority/release", serial=key.serial)

    def sign(self, key: Key, document: Path) -> Path:
        """Sign as NCALayer does, with an RSA or GOST key. Return the signature's file, beside the document."""
        content = b64encode(document.read_bytes()).decode()
        signature = document.with_name(f"{document.name}.p7s")
        signature.write_bytes(b64decode(self._world.tell("authority/sign", serial=key.serial, content=content)["cms"]))
        return signature

    def _issue(self, person: Persona, state: str, **further: str) -> Key:
        holder = {name: getattr(person, name) for name in ("iin", "surname", "given_name", "patronymic")}
        return self._kept(self._world.tell("authority/keys", state=state, **holder, **further))

    def _kept(self, key: dict[str, Any]) -> Key:
        file = self._folder / f"key-{next(self._numbers)}.pem"
        file.write_text(key["pem"])
        since, until = (datetime.fromisoformat(key[name]) for name in ("not_before", "not_after"))
        return Key(file, since, until, key["serial"])
