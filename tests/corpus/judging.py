"""The product's verdict on a kind of input."""

import tempfile
from functools import cache
from pathlib import Path

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.lists.publish import Publication, publish
from auth.certificates.lists.store import CrlStore
from auth.certificates.ocsp import AcceptedResponse, OcspFault, OcspQuery, accept_response
from auth.certificates.revocation import NotRevoked, OnHold, Revoked
from auth.certificates.trust import TrustStore
from auth.signatures import Valid, verify_detached
from auth.signatures.verdict import Verdict
from tests.corpus.answers import NONCE
from tests.corpus.kinds import VALID, Case, trusted
from tests.corpus.world import NOW, world

_FOLDERS = tempfile.TemporaryDirectory(prefix="corpus-")


@cache
def store(intermediates: tuple[bytes, ...], lists: tuple[bytes, ...]) -> tuple[TrustStore, tuple[Publication, ...]]:
    """One for all cases that trust the same; what became of each list."""
    folder = Path(tempfile.mkdtemp(dir=_FOLDERS.name))
    trust = TrustStore((_read(world().root.der()),), tuple(map(_read, intermediates)), CrlStore(folder))
    return trust, tuple(publish(der, trust.issuers, folder, NOW) for der in lists)


def _read(der: bytes) -> Certificate:
    found = read_certificate(der)
    assert found is not None
    return found


def verdict_of(case: Case) -> Verdict:
    trust, _ = store(case.intermediates, case.lists)
    return verify_detached(case.cms, case.content, case.expected, trust, NOW)


def said_of(case: Case) -> str:
    verdict = verdict_of(case)
    return VALID if isinstance(verdict, Valid) else verdict.code.value


def published(case: Case) -> Publication:
    """The outcome for the list offered last."""
    return store(case.intermediates, case.lists)[1][-1]


def said_by(answer: bytes) -> str:
    """What a responder's answer comes to, a moment after the question."""
    intermediates, lists = trusted()
    trust, _ = store(intermediates, lists)
    found = accept_response(answer, OcspQuery(_citizen(), trust.intermediates[0], NONCE), trust.crls, NOW)
    if isinstance(found, OcspFault):
        return found.value
    return _word(found)


@cache
def _citizen() -> Certificate:
    return _read(world().citizen.der())


def _word(answer: AcceptedResponse) -> str:
    words = {NotRevoked: "good", Revoked: "revoked", OnHold: "on hold"}
    return words.get(type(answer.at(NOW)), "unknown")
