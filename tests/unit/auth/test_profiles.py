"""Profiles: key usages, roles and policies of the national authority's certificates (RFC 5280, 4.2.1)."""

import pytest

from auth.certificates.codes import Code
from auth.certificates.extensions import EXTENDED_KEY_USAGE, KEY_USAGE, Extensions, KeyUsage
from auth.certificates.profiles import CITIZEN, OCSP_RESPONDER, OFFICIAL, PLAIN, TIME_STAMPING_AUTHORITY

EMAIL, CLIENT, TIME_STAMPING, OCSP = (f"1.3.6.1.5.5.7.3.{last}" for last in (4, 2, 8, 9))
PERSON, ORGANISATION = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2"
SIGNING = frozenset({KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION})
LOG_IN = frozenset({KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT})


def holding(*extended: str, usage: frozenset[KeyUsage] = SIGNING, critical: bool = False) -> Extensions:
    """A certificate with the extended key usages and the key usages."""
    return Extensions(
        key_usage=usage,
        extended_key_usage=frozenset(extended),
        critical=frozenset({EXTENDED_KEY_USAGE} if critical else ()),
        values={KEY_USAGE: b""},
    )


@pytest.mark.parametrize(
    ("extensions", "citizen", "official"),
    [
        (holding(EMAIL, PERSON), None, Code.WRONG_ROLE),
        (holding(EMAIL, PERSON, usage=SIGNING | {KeyUsage.KEY_AGREEMENT}), None, Code.WRONG_ROLE),
        (holding(EMAIL, PERSON, "1.2.398.3.3.4.3.2"), None, Code.WRONG_ROLE),
        (holding(EMAIL, ORGANISATION), Code.ORGANISATION_KEY, None),
        (holding(EMAIL, ORGANISATION, ORGANISATION + ".1"), Code.ORGANISATION_KEY, None),
        (holding(EMAIL, ORGANISATION + ".5"), Code.ORGANISATION_KEY, None),
        (holding(EMAIL, PERSON, ORGANISATION), Code.ORGANISATION_KEY, None),
        (holding(EMAIL, "1.2.398.3.3.4.1.21"), Code.WRONG_ROLE, Code.WRONG_ROLE),
        (holding(EMAIL), Code.WRONG_ROLE, Code.WRONG_ROLE),
        (holding(PERSON), Code.WRONG_ROLE, Code.WRONG_ROLE),
        (holding(), Code.WRONG_ROLE, Code.WRONG_ROLE),
        (holding(CLIENT, PERSON, usage=LOG_IN), Code.AUTHENTICATION_KEY, Code.AUTHENTICATION_KEY),
        (holding(CLIENT, PERSON), Code.AUTHENTICATION_KEY, Code.AUTHENTICATION_KEY),
        (holding(EMAIL, PERSON, usage=LOG_IN), Code.WRONG_ROLE, Code.WRONG_ROLE),
        (holding(TIME_STAMPING), Code.WRONG_ROLE, Code.WRONG_ROLE),
        (holding(EMAIL, PERSON, critical=True), None, Code.WRONG_ROLE),
        (holding(EMAIL, PERSON, usage=SIGNING | LOG_IN), Code.WRONG_ROLE, Code.WRONG_ROLE),
        (holding(EMAIL, PERSON, usage=SIGNING | {KeyUsage.KEY_CERT_SIGN}), Code.WRONG_ROLE, Code.WRONG_ROLE),
    ],
)
def test_purpose(extensions: Extensions, citizen: Code | None, official: Code | None) -> None:
    assert (CITIZEN.purpose_fault(extensions), OFFICIAL.purpose_fault(extensions)) == (citizen, official)


@pytest.mark.parametrize(
    ("extensions", "fault"),
    [
        (holding(TIME_STAMPING, usage=frozenset({KeyUsage.DIGITAL_SIGNATURE}), critical=True), None),
        (holding(TIME_STAMPING, usage=frozenset({KeyUsage.NON_REPUDIATION}), critical=True), None),
        (holding(TIME_STAMPING, critical=True), None),
        (holding(TIME_STAMPING), Code.WRONG_ROLE),
        (holding(TIME_STAMPING, EMAIL, critical=True), Code.WRONG_ROLE),
        (holding(EMAIL, critical=True), Code.WRONG_ROLE),
        (holding(critical=True), Code.WRONG_ROLE),
        (holding(TIME_STAMPING, usage=frozenset(), critical=True), Code.WRONG_ROLE),
        (holding(TIME_STAMPING, usage=SIGNING | {KeyUsage.KEY_AGREEMENT}, critical=True), Code.WRONG_ROLE),
    ],
)
def test_time_stamping_authority_does_nothing_else(extensions: Extensions, fault: Code | None) -> None:
    assert TIME_STAMPING_AUTHORITY.purpose_fault(extensions) == fault


def test_responder_is_named_so_and_plain_asks_nothing() -> None:
    responder, nobody = holding(OCSP), holding()

    assert (OCSP_RESPONDER.purpose_fault(responder), OCSP_RESPONDER.purpose_fault(nobody)) == (None, Code.WRONG_ROLE)
    assert (PLAIN.purpose_fault(nobody), PLAIN.policy_fault(nobody)) == (None, None)


@pytest.mark.parametrize(
    ("policies", "fault"),
    [
        ({"1.2.398.3.3.2"}, None),
        ({"1.2.398.3.3.2.3"}, None),
        ({"1.2.398.3.3.2.1"}, None),
        ({"1.2.398.3.3.2", "1.2.398.3.3.1.1"}, None),
        ({"1.2.398.3.3.2.4"}, Code.WRONG_POLICY),
        ({"1.2.398.3.3.2.2"}, Code.WRONG_POLICY),
        ({"1.2.398.3.3.21"}, Code.WRONG_POLICY),
        ({"1.2.398.3.3"}, Code.WRONG_POLICY),
        ({"2.5.29.32.0"}, Code.WRONG_POLICY),
        (set(), Code.WRONG_POLICY),
    ],
)
def test_policy(policies: set[str], fault: Code | None) -> None:
    extensions = Extensions(policies=frozenset(policies))

    assert (CITIZEN.policy_fault(extensions), OFFICIAL.policy_fault(extensions)) == (fault, fault)
