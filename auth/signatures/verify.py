"""The verdict on a signature."""

from collections.abc import Iterator
from datetime import datetime

from auth.certificates.certificate_checks import certificate_checks, check_identity, describe
from auth.certificates.checks import Check, failed, until_failed
from auth.certificates.identity import Identity, identity_of
from auth.certificates.revocation import RevocationSource
from auth.certificates.trust import TrustStore
from auth.signatures.case import SignatureCase, open_signature
from auth.signatures.expected import ExpectedSigner
from auth.signatures.signature_checks import signature_checks
from auth.signatures.verdict import Invalid, Valid, Verdict, against


def verify_detached(
    cms: bytes,
    content: bytes,
    expected: ExpectedSigner,
    trust: TrustStore,
    at: datetime,
    revocation: RevocationSource | None = None,
) -> Verdict:
    """Whether `cms` is the expected signer's good signature of `content`, judged at the moment `at`.

    Any bytes get a verdict. A copy of the content inside the signature is accepted when it is the same.
    Revocation is looked up in the lists that the trust store holds, unless another source is given.
    """
    case = open_signature(cms)
    if not isinstance(case, SignatureCase):
        return Invalid(case, {}, (failed("structure", case),))
    identity = identity_of(case.certificate)
    checks = tuple(until_failed(_checks(case, identity, content, expected, trust, at, revocation or trust.crls)))
    return against(checks) or _valid(checks, case, identity)


def _valid(checks: tuple[Check, ...], case: SignatureCase, identity: Identity) -> Valid:
    return Valid(checks, case.certificate.der, identity.iin, identity.bin, identity.name)


def _checks(
    case: SignatureCase,
    identity: Identity,
    content: bytes,
    expected: ExpectedSigner,
    trust: TrustStore,
    at: datetime,
    revocation: RevocationSource,
) -> Iterator[Check]:
    yield describe(case.certificate)
    yield from signature_checks(case, content)
    path = trust.path_of(case.certificate, case.enclosed, at)
    yield from certificate_checks(case.certificate, path, expected.profile, revocation, at)
    yield check_identity(identity, expected.profile, expected.iin, expected.bin)
