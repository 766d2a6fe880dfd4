"""What is asked of a signer's certificate, one check after another, each with its own code."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from auth.certificates.certificate import Certificate
from auth.certificates.checks import Check, failed, judged, passed, unknown
from auth.certificates.codes import Code
from auth.certificates.identity import Identity
from auth.certificates.profiles import Profile
from auth.certificates.revocation import OnHold, RevocationData, RevocationSource, Revoked, Unknown
from auth.certificates.trust import CertificatePath


def certificate_checks(
    certificate: Certificate,
    path: CertificatePath,
    profile: Profile,
    revocation: RevocationSource,
    at: datetime,
) -> Iterator[Check]:
    """From the path to revocation, in the order in which a person can do something about it."""
    yield check_path(path)
    yield check_validity(certificate, path, at)
    yield judged("purpose", profile.purpose_fault(certificate.extensions), profile=profile.name)
    yield judged("policy", profile.policy_fault(certificate.extensions))
    yield check_revocation(certificate, path[0], revocation, at)
    for authority, issuer in pairwise(path):
        yield check_issuer_revocation(authority, issuer, revocation, at)


def describe(certificate: Certificate) -> Check:
    """Which certificate was judged."""
    return passed(
        "certificate",
        serial=f"{certificate.serial:x}",
        sha256=certificate.sha256,
        issuer=certificate.issuer_name,
        not_before=certificate.not_before.isoformat(),
        not_after=certificate.not_after.isoformat(),
    )


def check_path(path: CertificatePath) -> Check:
    if not path:
        return failed("path", Code.UNKNOWN_ISSUER)
    return passed("path", sha256=" ".join(authority.sha256 for authority in path))


def check_validity(certificate: Certificate, path: CertificatePath, at: datetime) -> Check:
    """The person's certificate before the authorities': theirs is the fault that the person can mend."""
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
        return unknown("revocation", found.code, **_detail(found.data))
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
        return unknown("issuer_revocation", found.code, **_detail(found.data))
    if isinstance(found, Revoked | OnHold):
        date = found.revoked_at.isoformat()
        return failed("issuer_revocation", Code.ISSUER_INVALID, date=date, **_detail(found.data))
    return passed("issuer_revocation", **_detail(found.data))


def check_identity(identity: Identity, profile: Profile, iin: str | None, bin_: str | None) -> Check:
    """Clause R-10.6: the IIN of the request is the certificate's. None: any, but there must be one."""
    if identity.iin is None:
        return failed("identity", Code.IIN_MISSING)
    if iin is not None and identity.iin != iin:
        return failed("identity", Code.IIN_DIFFERS)
    if (profile.needs_bin and identity.bin is None) or (bin_ is not None and identity.bin != bin_):
        return failed("identity", Code.BIN_DIFFERS)
    return passed("identity")


def _detail(data: RevocationData | None) -> dict[str, str]:
    return data.detail if data else {}
