"""Whose certificate is asked for, as data. A further kind of signer is a further `Profile`.

Roles and policies: object identifiers of the national certification authority's arc 1.2.398.3.3.
"""

from dataclasses import dataclass, field

from auth.certificates.codes import Code
from auth.certificates.extensions import Extensions, KeyUsage

EMAIL_PROTECTION, CLIENT_AUTH = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"
INDIVIDUAL, ORGANISATION = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2"
CERTIFICATE_POLICY = "1.2.398.3.3.2"
# Certificates issued since 2022 carry the bare arc, older ones a descendant that tells signing from log-in.
AUTHENTICATION_POLICIES = frozenset({"1.2.398.3.3.2.2", "1.2.398.3.3.2.4"})
_SIGNING = frozenset({KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION})


@dataclass(frozen=True, slots=True)
class Profile:
    """`role` and `policy`: met by the OID or a descendant; `other_roles`: refused, each with its own code."""

    name: str
    role: str
    needs_bin: bool
    other_roles: dict[str, Code] = field(default_factory=dict)
    policy: str = CERTIFICATE_POLICY

    def purpose_fault(self, extensions: Extensions) -> Code | None:
        """RFC 5280, 4.2.1.3 and 4.2.1.12: a key to sign with, in this role."""
        usages = extensions.extended_key_usage
        if EMAIL_PROTECTION not in usages or not extensions.key_usage.issuperset(_SIGNING):
            return Code.AUTHENTICATION_KEY if CLIENT_AUTH in usages else Code.WRONG_ROLE
        for role, code in self.other_roles.items():
            if _any_within(usages, role):
                return code
        return None if _any_within(usages, self.role) and not extensions.unprocessed else Code.WRONG_ROLE

    def policy_fault(self, extensions: Extensions) -> Code | None:
        """RFC 5280, 4.2.1.4."""
        if extensions.policies & AUTHENTICATION_POLICIES:
            return Code.WRONG_POLICY
        return None if _any_within(extensions.policies, self.policy) else Code.WRONG_POLICY


def _any_within(oids: frozenset[str], arc: str) -> bool:
    return any(oid == arc or oid.startswith(arc + ".") for oid in oids)


CITIZEN = Profile("citizen", role=INDIVIDUAL, needs_bin=False, other_roles={ORGANISATION: Code.ORGANISATION_KEY})
OFFICIAL = Profile("official", role=ORGANISATION, needs_bin=True)
