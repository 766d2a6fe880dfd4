"""The identity provider's public keys, pinned in a file (RFC 7517). None is fetched or taken from a token."""

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, RSAKey

ES256, RS256 = "ES256", "RS256"
PublicKey = ECKey | RSAKey


class PinnedKeys:
    """The keys by `kid`. Each is valid for one algorithm only."""

    def __init__(self, jwks: bytes) -> None:
        """Keys of other types or uses are left out.

        Raises ValueError when the file is not a set of public keys, a `kid` stands twice, or no key can be used.
        """
        self._keys: dict[str, tuple[str, PublicKey]] = {}
        for row in _rows(jwks):
            algorithm, kid = _algorithm_of(row), row.get("kid")
            if algorithm is None or not isinstance(kid, str):
                continue
            if kid in self._keys:
                raise ValueError("two keys of the identity provider have one kid")
            self._keys[kid] = algorithm, _imported(row, algorithm)
        if not self._keys:
            raise ValueError("no key of the identity provider can be used: P-256 or RSA, with a kid")

    @classmethod
    def from_file(cls, path: Path) -> "PinnedKeys":
        return cls(path.read_bytes())

    def find(self, kid: object, algorithm: object) -> PublicKey | None:
        """The key with this `kid`, if it is for this algorithm."""
        known = self._keys.get(kid) if isinstance(kid, str) else None
        return known[1] if known and known[0] == algorithm else None


def _rows(jwks: bytes) -> list[Mapping[str, Any]]:
    read = json.loads(jwks)
    rows = read.get("keys") if isinstance(read, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("the identity provider's keys are no JWK set")
    if any("d" in row or "k" in row for row in rows):
        raise ValueError("a secret key stands among the identity provider's public keys")
    return rows


def _algorithm_of(row: Mapping[str, Any]) -> str | None:
    """The algorithm of the key; None when it cannot be used."""
    kinds = {("EC", "P-256"): ES256, ("RSA", None): RS256}
    algorithm = kinds.get((str(row.get("kty")), row.get("crv")))
    return algorithm if row.get("use", "sig") == "sig" and row.get("alg", algorithm) == algorithm else None


def _imported(row: Mapping[str, Any], algorithm: str) -> PublicKey:
    """Raises ValueError also for an RSA key shorter than 2048 bits, of which joserfc only warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SecurityWarning)
        try:
            return ECKey.import_key(dict(row)) if algorithm == ES256 else RSAKey.import_key(dict(row))
        except (JoseError, SecurityWarning, KeyError, TypeError) as error:
            raise ValueError("a key of the identity provider cannot be used") from error
