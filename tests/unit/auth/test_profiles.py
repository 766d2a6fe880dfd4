"""Whose key it is, by the usages, roles and policies the national authority gives (RFC 5280, 4.2.1)."""

import pytest

from auth.certificates.codes import Code
from auth.certificates.extensions import Extensions, KeyUsage
from auth.certificates.profiles import CITIZEN, OFFICIAL

EMAIL, CLIENT, TIME_STAMPING = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.8"
PERSON, ORGANISATION = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2"
SIGNING = frozenset({KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION})
LOG_IN = frozenset({KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT})


def holding(*extended: str, usage: frozenset[KeyUsage] = SIGNING, unknown: str = "") -> Extensions:
    unprocessed = frozenset({unknown} - {""})
    return Extensions(key_usage=usage, extended_key_usage=frozenset(extended), unprocessed=unprocessed)


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
        (holding(EMAIL, PERSON, unknown="1.2.3"), Code.WRONG_ROLE, Code.WRONG_ROLE),
    ],
)
def test_purpose(extensions: Extensions, citizen: Code | None, official: Code | None) -> None:
    assert (CITIZEN.purpose_fault(extensions), OFFICIAL.purpose_fault(extensions)) == (citizen, official)


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
