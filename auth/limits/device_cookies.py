"""Device cookies: they identify a browser in which somebody has signed in to an account before.

Wrong passwords from such a browser are counted apart. An office behind one address then does not lock itself out, and
nobody can lock an owner out by trying passwords from elsewhere. The scheme is OWASP's "device cookies".
"""

import hashlib
import hmac
import secrets


class DeviceCookies:
    """Makes and reads the cookies. Nothing is stored on the server, and no cookie shows an IIN."""

    def __init__(self, secret: bytes, *former: bytes) -> None:
        """New cookies are sealed with `secret`; those sealed with a former secret are still accepted."""
        self._secrets = (secret, *former)

    def issue(self, iin: str) -> str:
        """A new value, different at every log-in."""
        device = secrets.token_hex(16)
        return f"{device}.{_seal(self._secrets[0], device, iin)}"

    def device(self, cookie: str, iin: str) -> str | None:
        """The device's name, under which its attempts are counted; None unless the cookie was issued for this IIN."""
        device, _, seal = cookie.partition(".")
        expected = [_seal(secret, device, iin) for secret in self._secrets]
        return device if any(hmac.compare_digest(seal.encode(), one.encode()) for one in expected) else None


def _seal(secret: bytes, device: str, iin: str) -> str:
    return hmac.new(secret, f"known browser\0{device}\0{iin}".encode(), hashlib.sha256).hexdigest()
