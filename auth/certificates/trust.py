"""The trusted authorities: configured roots, configured issuing authorities, and their CRLs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import Self

from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.codes import Code
from auth.certificates.encoding.pem import CERTIFICATE_LABELS, file_contents
from auth.certificates.lists.store import CrlStore
from auth.certificates.path.building import Authorities, PathSearch
from auth.certificates.path.policies import ANY_POLICIES, PolicyInputs
from auth.certificates.path.validation import CertificatePath, PathFault, path_fault

_MOST_PATHS = 8


@dataclass(frozen=True, slots=True)
class FoundPath:
    """The best path, and its fault if it has one. The caller checks validity periods and revocation."""

    certificate: Certificate
    authorities: CertificatePath = ()
    fault: PathFault | None = None

    @property
    def pairs(self) -> tuple[tuple[Certificate, Certificate], ...]:
        """Each certificate below the root with its issuer, who says whether it is revoked."""
        return tuple(pairwise((self.certificate, *self.authorities)))


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Signatures between authorities are verified once. An intermediate without a path to a root is not used."""

    roots: tuple[Certificate, ...]
    intermediates: tuple[Certificate, ...]
    crls: CrlStore
    issuers: CertificatePath = field(init=False, repr=False)
    """The authorities whose CRLs are accepted."""
    _authorities: Authorities = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        authorities = Authorities(self.roots, self.intermediates)
        object.__setattr__(self, "_authorities", authorities)
        object.__setattr__(self, "issuers", authorities.linked())

    @classmethod
    def load(
        cls, roots: Iterable[Path], intermediates: Iterable[Path], crls: Path, tolerance: timedelta = timedelta()
    ) -> Self:
        """From PEM or DER files and the folder of CRLs. Raises ValueError naming a file without a certificate."""
        return cls(tuple(certificates_in(roots)), tuple(certificates_in(intermediates)), CrlStore(crls, tolerance))

    def find_path(
        self, certificate: Certificate, enclosed: Sequence[bytes], at: datetime, inputs: PolicyInputs = ANY_POLICIES
    ) -> FoundPath:
        """Build and validate a path (RFC 5280, 6.1), without revocation. `enclosed`: untrusted intermediates in DER.

        The first path without a fault whose authorities are all valid at the moment; else the best of the others.
        """
        search, best = PathSearch(self._authorities, tuple(enclosed), at), None
        for authorities in islice(search.paths(certificate), _MOST_PATHS):
            found = FoundPath(certificate, authorities, path_fault(certificate, authorities, inputs))
            if found.fault is None and all(authority.is_valid_at(at) for authority in authorities):
                return found
            if best is None or (best.fault and not found.fault):
                best = found
        return best or FoundPath(certificate, (), PathFault(search.fault or Code.UNKNOWN_ISSUER))


def certificates_in(files: Iterable[Path]) -> Iterable[Certificate]:
    """From PEM or DER files. Raises ValueError naming a file without a certificate, or with an unreadable one."""
    for file in files:
        blocks = file_contents(file.read_bytes(), *CERTIFICATE_LABELS)
        for block in blocks:
            certificate = read_certificate(block)
            if certificate is None:
                raise ValueError(f"{file} holds a certificate that cannot be read")
            yield certificate
        if not blocks:
            raise ValueError(f"{file} holds no certificate")
