"""What kind of certificate is required, as data. A new kind of signer is a new `Profile`.

Roles and policies: object identifiers of the national certification authority's arc 1.2.398.3.3.
"""

from dataclasses import dataclass, field

from auth.certificates.codes import Code
from auth.certificates.extensions import EXTENDED_KEY_USAGE, Extensions, KeyUsage

EMAIL_PROTECTION, CLIENT_AUTH, TIME_STAMPING, OCSP_SIGNING = (f"1.3.6.1.5.5.7.3.{last}" for last in (4, 2, 8, 9))
INDIVIDUAL, ORGANISATION = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2"
CERTIFICATE_POLICY = "1.2.398.3.3.2"
# Certificates issued since 2022 have the bare arc; older ones a descendant that tells signing from authentication.
AUTHENTICATION_POLICIES = frozenset({"1.2.398.3.3.2.2", "1.2.398.3.3.2.4"})
_SIGNING = frozenset({KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION})
_ANY_USAGE = frozenset(KeyUsage)


@dataclass(frozen=True, slots=True)
class Profile:
    """`purpose`: the required extended key usage; with `sole_purpose` it must be critical and the only one.

    `usages`: key usages that are all required; `one_usage_of`: at least one of these; `usages_beside`: those that are
    also allowed. `role` and `policy`: an OID, or the parent of one, in the certificate. `other_roles`: refused, each
    with its own code. `names_person`: the subject must have an IIN. `cades`: see `signature_checks`. An empty field
    requires nothing.
    """

    name: str
    purpose: str = ""
    sole_purpose: bool = False
    usages: frozenset[KeyUsage] = frozenset()
    one_usage_of: frozenset[KeyUsage] = frozenset()
    usages_beside: frozenset[KeyUsage] = _ANY_USAGE
    role: str = ""
    other_roles: dict[str, Code] = field(default_factory=dict)
    policy: str = ""
    names_person: bool = False
    needs_bin: bool = False
    cades: bool = False

    def purpose_fault(self, extensions: Extensions) -> Code | None:
        """Whether the key is for this purpose and role (RFC 5280, 4.2.1.3 and 4.2.1.12)."""
        extended = extensions.extended_key_usage
        if not self._has_purpose(extensions) or not self._has_usages(extensions):
            is_for_log_in = bool(self.role) and CLIENT_AUTH in extended
            return Code.AUTHENTICATION_KEY if is_for_log_in else Code.WRONG_ROLE
        for role, code in self.other_roles.items():
            if _any_within(extended, role):
                return code
        return None if not self.role or _any_within(extended, self.role) else Code.WRONG_ROLE

    def policy_fault(self, extensions: Extensions) -> Code | None:
        """RFC 5280, 4.2.1.4."""
        if not self.policy:
            return None
        if extensions.policies & AUTHENTICATION_POLICIES:
            return Code.WRONG_POLICY
        return None if _any_within(extensions.policies, self.policy) else Code.WRONG_POLICY

    def _has_purpose(self, extensions: Extensions) -> bool:
        if self.sole_purpose:
            return extensions.extended_key_usage == {self.purpose} and EXTENDED_KEY_USAGE in extensions.critical
        return not self.purpose or self.purpose in extensions.extended_key_usage

    def _has_usages(self, extensions: Extensions) -> bool:
        found = extensions.key_usage
        return self.usages <= found <= self.usages | self.one_usage_of | self.usages_beside and (
            not self.one_usage_of or not self.one_usage_of.isdisjoint(found)
        )


def _any_within(oids: frozenset[str], arc: str) -> bool:
    return any(oid == arc or oid.startswith(arc + ".") for oid in oids)


CITIZEN = Profile(
    "citizen",
    purpose=EMAIL_PROTECTION,
    usages=_SIGNING,
    usages_beside=frozenset({KeyUsage.KEY_AGREEMENT}),
    role=INDIVIDUAL,
    other_roles={ORGANISATION: Code.ORGANISATION_KEY},
    policy=CERTIFICATE_POLICY,
    names_person=True,
    cades=True,
)
OFFICIAL = Profile(
    "official",
    purpose=EMAIL_PROTECTION,
    usages=_SIGNING,
    usages_beside=frozenset({KeyUsage.KEY_AGREEMENT}),
    role=ORGANISATION,
    policy=CERTIFICATE_POLICY,
    names_person=True,
    cades=True,
    needs_bin=True,
)
TIME_STAMPING_AUTHORITY = Profile(
    "time-stamping authority",
    purpose=TIME_STAMPING,
    sole_purpose=True,
    one_usage_of=_SIGNING,
    usages_beside=frozenset(),
)
"""RFC 3161, 2.3."""

OCSP_RESPONDER = Profile("OCSP responder", purpose=OCSP_SIGNING)
"""A delegate of the issuer (RFC 6960, 4.2.2.2). The caller checks that the issuer has signed it."""

PLAIN = Profile("plain")
"""Only what RFC 5652 and RFC 5280 require."""
