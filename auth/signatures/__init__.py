"""Whether a signature is good, and whose it is: CMS and CAdES (RFC 5652, ETSI EN 319 122-1)."""

from auth.certificates.checks import Check, Result
from auth.certificates.codes import Code
from auth.certificates.profiles import CITIZEN, OFFICIAL, PLAIN, Profile
from auth.certificates.revocation import IssuedAfter, NotAsked, RevocationSource
from auth.certificates.trust import TrustStore
from auth.signatures.add_chain import add_chain
from auth.signatures.case import NO_SIGNATURE, Cms, as_cms
from auth.signatures.expected import ExpectedSigner
from auth.signatures.verdict import Indeterminate, Invalid, Valid, Verdict
from auth.signatures.verify import Attached, verify_attached, verify_detached

__all__ = [
    "CITIZEN",
    "NO_SIGNATURE",
    "OFFICIAL",
    "PLAIN",
    "Attached",
    "Check",
    "Cms",
    "Code",
    "ExpectedSigner",
    "Indeterminate",
    "Invalid",
    "IssuedAfter",
    "NotAsked",
    "Profile",
    "Result",
    "RevocationSource",
    "TrustStore",
    "Valid",
    "Verdict",
    "add_chain",
    "as_cms",
    "verify_attached",
    "verify_detached",
]
