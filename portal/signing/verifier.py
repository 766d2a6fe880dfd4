"""The verifier the portal uses: configured roots, issuing authorities and the revocation lists held."""

from datetime import datetime

from auth.signatures import ExpectedSigner, TrustStore, Verdict, add_chain, verify_detached


class TrustVerifier:
    """Judges against one trust store. Checking an RSA signature takes a millisecond or two: it is done inline."""

    def __init__(self, trust: TrustStore) -> None:
        self._trust = trust

    def verify(self, cms: bytes, content: bytes, expected: ExpectedSigner, at: datetime) -> Verdict:
        return verify_detached(cms, content, expected, self._trust, at)

    def with_chain(self, cms: bytes) -> bytes:
        return add_chain(cms, [authority.der for authority in self._trust.intermediates])
