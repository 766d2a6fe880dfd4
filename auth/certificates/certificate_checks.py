"""The checks of a signer's certificate, each with its own code."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from auth.certificates.certificate import Certificate
from auth.certificates.checks import Check, failed, indeterminate, judged, passed, until_failed
from auth.certificates.codes import Code
from auth.certificates.identity import Identity
from auth.certificates.path.policies import ANY_POLICIES, PolicyInputs
from auth.certificates.path.validation import CertificatePath
from auth.certificates.profiles import Profile
from auth.certificates.revocation import OnHold, RevocationData, RevocationSource, Revoked, Unknown
from auth.certificates.trust import FoundPath, TrustStore


def judge_certificate(
    certificate: Certificate,
    enclosed: Sequence[bytes],
    profile: Profile,
    trust: TrustStore,
    revocation: RevocationSource,
    at: datetime,
    inputs: PolicyInputs = ANY_POLICIES,
) -> tuple[Check, ...]:
    """The checks at the moment `at`; the certificate is good when every one has passed. `enclosed`: DER."""
    found = trust.find_path(certificate, enclosed, at, inputs)
    return (certificate_facts(certificate), *until_failed(certificate_checks(found, profile, revocation, at)))


def certificate_checks(
    found: FoundPath, profile: Profile, revocation: RevocationSource, at: datetime
) -> Iterator[Check]:
    """From path to revocation: faults that the person can mend come first."""
    certificate, extensions = found.certificate, found.certificate.extensions
    yield check_path(found)
    yield check_validity(certificate, found.authorities, at)
    yield judged("purpose", profile.purpose_fault(extensions), profile=profile.name)
    yield judged("policy", profile.policy_fault(extensions))
    own, *above = found.pairs
    yield check_revocation(*own, revocation, at)
    for authority, issuer in above:
        yield check_issuer_revocation(authority, issuer, revocation, at)


def certificate_facts(certificate: Certificate) -> Check:
    """A passed check that records which certificate is judged, without the subject's name."""
    return passed(
        "certificate",
        serial=f"{certificate.serial:x}",
        sha256=certificate.sha256,
        not_before=certificate.not_before.isoformat(),
        not_after=certificate.not_after.isoformat(),
    )


def check_path(found: FoundPath) -> Check:
    """Path validation (RFC 5280, 6.1), apart from validity periods and revocation."""
    if found.fault:
        return failed("path", found.fault.code, **found.fault.detail)
    sha256 = " ".join(authority.sha256 for authority in found.authorities)
    return passed("path", sha256=sha256, issuer=found.certificate.issuer_name)


def check_validity(certificate: Certificate, path: CertificatePath, at: datetime) -> Check:
    """The person's certificate first: an expired one is a fault that the person can mend."""
    if at > certificate.not_after:
        return failed("validity", Code.EXPIRED, date=certificate.not_after.isoformat())
    if at < certificate.not_before:
        return failed("validity", Code.NOT_YET_VALID, date=certificate.not_before.isoformat())
    for authority in path:
        if not authority.is_valid_at(at):
            return failed("validity", Code.ISSUER_INVALID, date=authority.not_after.isoformat())
    return passed("validity", at=at.isoformat())


def check_revocation(
    certificate: Certificate, issuer: Certificate, revocation: RevocationSource, at: datetime
) -> Check:
    found = revocation.look_up(certificate, issuer, at)
    if isinstance(found, Unknown):
        return indeterminate("revocation", found.code, **_detail(found.data))
    if isinstance(found, OnHold):
        return failed("revocation", Code.ON_HOLD, date=found.revoked_at.isoformat(), **_detail(found.data))
    if isinstance(found, Revoked):
        reason = found.reason.name.lower()
        date = found.revoked_at.isoformat()
        return failed("revocation", Code.REVOKED, date=date, reason=reason, **_detail(found.data))
    return passed("revocation", **_detail(found.data))


def check_issuer_revocation(
    authority: Certificate, issuer: Certificate, revocation: RevocationSource, at: datetime
) -> Check:
    found = revocation.look_up(authority, issuer, at)
    if isinstance(found, Unknown):
        return indeterminate("issuer_revocation", found.code, **_detail(found.data))
    if isinstance(found, Revoked | OnHold):
        date = found.revoked_at.isoformat()
        return failed("issuer_revocation", Code.ISSUER_INVALID, date=date, **_detail(found.data))
    return passed("issuer_revocation", **_detail(found.data))


def check_identity(identity: Identity, profile: Profile, iin: str | None, bin_: str | None) -> Check:
    """Clause R-10.6: the IIN of the request is the certificate's. `iin` None: any, but a person's profile needs one."""
    if identity.iin is None and (profile.names_person or iin is not None):
        return failed("identity", Code.IIN_MISSING)
    if iin is not None and identity.iin != iin:
        return failed("identity", Code.IIN_DIFFERS)
    if (profile.needs_bin and identity.bin is None) or (bin_ is not None and identity.bin != bin_):
        return failed("identity", Code.BIN_DIFFERS)
    return passed("identity")


def _detail(data: RevocationData | None) -> dict[str, str]:
    return data.detail if data else {}
