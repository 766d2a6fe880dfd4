"""Browsers in which somebody has signed in to an account before.

Their wrong passwords are counted by themselves. So an office with one address does not lock itself out, and nobody
can lock an owner out by trying passwords from elsewhere.
"""

import hashlib
import hmac
import secrets


class KnownBrowsers:
    """Makes and reads what such a browser keeps: nothing is stored here, and nothing in it tells an IIN."""

    def __init__(self, secret: bytes, *former: bytes) -> None:
        """With a former secret nothing is made any more; what was made with it is still known."""
        self._secrets = (secret, *former)

    def token(self, iin: str) -> str:
        """Another one at every log-in."""
        name = secrets.token_hex(16)
        return f"{name}.{_seal(self._secrets[0], name, iin)}"

    def name(self, token: str, iin: str) -> str | None:
        """What the browser is called where it is counted; None unless it was given for this IIN."""
        name, _, seal = token.partition(".")
        expected = [_seal(secret, name, iin) for secret in self._secrets]
        return name if any(hmac.compare_digest(seal.encode(), one.encode()) for one in expected) else None


def _seal(secret: bytes, name: str, iin: str) -> str:
    return hmac.new(secret, f"known browser\0{name}\0{iin}".encode(), hashlib.sha256).hexdigest()
