"""Path validation (RFC 5280, 6.1.3 to 6.1.5), apart from validity periods and revocation."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from auth.certificates.certificate import Certificate
from auth.certificates.codes import Code
from auth.certificates.encoding.names import same_name
from auth.certificates.extensions import KeyUsage
from auth.certificates.path.name_constraints import name_fault
from auth.certificates.path.policies import PolicyInputs, policies_hold

CertificatePath = tuple[Certificate, ...]
"""The authorities above a certificate, from its issuer to the root; empty when there is no path (RFC 5280, 6.1)."""


@dataclass(frozen=True, slots=True)
class PathFault:
    """`detail` contains no personal data."""

    code: Code
    detail: dict[str, str] = field(default_factory=dict)


def path_fault(certificate: Certificate, authorities: CertificatePath, inputs: PolicyInputs) -> PathFault | None:
    """The first fault, or None. A root is held to its own constraints, like any other authority."""
    return next(_faults(certificate, authorities, inputs), None)


def _faults(certificate: Certificate, authorities: CertificatePath, inputs: PolicyInputs) -> Iterator[PathFault]:
    yield from _extension_faults((certificate, *authorities))
    yield from _authority_faults(authorities)
    from_root = (*reversed(authorities), certificate)
    if code := name_fault(from_root):
        yield PathFault(code)
    if not policies_hold(from_root[1:] or from_root, inputs):
        yield PathFault(Code.WRONG_POLICY)


def _extension_faults(certificates: CertificatePath) -> Iterator[PathFault]:
    for certificate in certificates:
        if certificate.extensions.unprocessed:
            oids = " ".join(sorted(certificate.extensions.unprocessed))
            yield PathFault(Code.EXTENSION_UNSUPPORTED, {"sha256": certificate.sha256, "oid": oids})


def _authority_faults(authorities: CertificatePath) -> Iterator[PathFault]:
    """6.1.4 k to n. Self-issued certificates do not count in the path length."""
    below = 0
    for authority in authorities:
        found = authority.extensions
        if not found.is_authority:
            yield PathFault(Code.ISSUER_INVALID, {"sha256": authority.sha256, "reason": "basicConstraints"})
        if not found.allows(KeyUsage.KEY_CERT_SIGN):
            yield PathFault(Code.ISSUER_INVALID, {"sha256": authority.sha256, "reason": "keyUsage"})
        if found.path_length is not None and below > found.path_length:
            yield PathFault(Code.PATH_TOO_LONG, {"sha256": authority.sha256, "most": str(found.path_length)})
        below += not same_name(authority.subject, authority.issuer)
