"""Path building and path validation: each fault has its own code (RFC 4158; RFC 5280, 6.1)."""

from ipaddress import IPv4Network
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID, ObjectIdentifier

from auth.certificates.codes import Code
from auth.certificates.path.policies import ANY_POLICIES, PolicyInputs
from auth.certificates.trust import FoundPath, TrustStore
from tests.factories.pki import NOW
from tests.unit.auth.links import Link
from tests.unit.auth.test_trust import ROOT, UNKNOWN_EXTENSION, trusting

POLICY = x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier("1.2.398.3.3.2"), None)])
NETWORK = x509.IPAddress(IPv4Network("10.0.0.0/8"))


def found(trust: TrustStore, leaf: Link, *enclosed: Link, inputs: PolicyInputs = ANY_POLICIES) -> FoundPath:
    return trust.find_path(leaf.certificate, [link.der for link in enclosed], NOW, inputs)


def code(path: FoundPath) -> Code | None:
    return path.fault.code if path.fault else None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, None),
        ({"authority": False}, Code.ISSUER_INVALID),
        ({"usage": frozenset({"crl_sign", "digital_signature"})}, Code.ISSUER_INVALID),
        ({"extension": (UNKNOWN_EXTENSION, True)}, Code.EXTENSION_UNSUPPORTED),
        ({"extension": (UNKNOWN_EXTENSION, False)}, None),
        ({"extension": (x509.NameConstraints(None, [NETWORK]), True)}, Code.NAME_FORM_UNSUPPORTED),
        ({"extension": (x509.NameConstraints(None, [NETWORK]), False)}, Code.NAME_FORM_UNSUPPORTED),
        (
            {"extension": (x509.NameConstraints(None, [x509.DirectoryName(x509.Name([]))]), True)},
            Code.NAME_NOT_PERMITTED,
        ),
        ({"extension": (x509.PolicyConstraints(0, None), True)}, Code.WRONG_POLICY),
        ({"extension": (x509.PolicyConstraints(2, None), True)}, None),
        ({"extension": (x509.PolicyConstraints(0, None), True), "extensions": [POLICY]}, None),
    ],
)
def test_authority_of_each_kind(options: dict[str, Any], expected: Code | None) -> None:
    issuing = ROOT.issue("issuing", **options)
    leaf = issuing.issue("leaf", authority=False, extensions=[POLICY])

    assert (code(found(trusting(issuing), leaf)), code(found(trusting(), leaf, issuing))) == (expected, expected)


def test_leaf_with_an_unknown_critical_extension_is_refused() -> None:
    leaf = ROOT.issue("leaf", authority=False, extension=(UNKNOWN_EXTENSION, True))

    path = found(trusting(), leaf)

    assert path.fault is not None
    assert (path.fault.code, path.fault.detail["oid"]) == (Code.EXTENSION_UNSUPPORTED, "1.2.398.3.3.99")


def test_certificate_of_a_person_issues_nothing() -> None:
    issuing = ROOT.issue("issuing")
    person = issuing.issue("person", authority=False, usage=frozenset({"digital_signature"}))

    assert code(found(trusting(issuing), person.issue("forged", authority=False), person)) == Code.ISSUER_INVALID


def test_authority_that_issued_itself_a_certificate_is_not_counted() -> None:
    upper = ROOT.issue("upper", path_length=0)
    renewed = upper.issue("upper")
    lower = renewed.issue("lower")

    assert code(found(trusting(upper, renewed), renewed.issue("leaf", authority=False))) is None
    assert code(found(trusting(upper, renewed, lower), lower.issue("leaf", authority=False))) == Code.PATH_TOO_LONG


def test_root_is_held_to_its_own_limits() -> None:
    root = Link.root("short", path_length=0)
    issuing = root.issue("issuing")

    assert code(found(trusting(issuing, roots=[root]), issuing.issue("leaf", authority=False))) == Code.PATH_TOO_LONG


@pytest.mark.parametrize("configured", [True, False])
def test_namesakes_are_tried_in_turn(configured: bool) -> None:
    namesakes = [ROOT.issue("issuing") for _ in range(4)]
    trust = trusting(*namesakes) if configured else trusting()

    for issuing in namesakes:
        assert found(trust, issuing.issue("leaf"), *namesakes).authorities[0] == issuing.certificate


def test_faultless_path_is_preferred_to_the_first() -> None:
    key_holder = ROOT.issue("issuing", authority=False)
    good = ROOT.issue("issuing", key=key_holder.key)
    leaf = good.issue("leaf", authority=False)

    for authorities in ([key_holder, good], [good, key_holder]):
        path = found(trusting(*authorities), leaf)
        assert (path.authorities[0], path.fault) == (good.certificate, None)


def test_way_around_an_expired_authority_is_found() -> None:
    other_root = Link.root("other root")
    expired = ROOT.issue("issuing", until=2025)
    crossed = other_root.issue("issuing", key=expired.key)

    path = found(trusting(roots=[ROOT, other_root]), crossed.issue("leaf"), expired, crossed)

    assert path.authorities == (crossed.certificate, other_root.certificate)


def test_circle_of_authorities_ends() -> None:
    one, two = Link.root("one"), Link.root("two")
    crossed = [one.issue("two", key=two.key), two.issue("one", key=one.key)]

    assert code(found(trusting(), one.issue("leaf"), *crossed, one, two)) == Code.UNKNOWN_ISSUER


def test_search_is_bounded_and_begins_with_the_key_that_is_named() -> None:
    namesakes = [ROOT.issue("issuing") for _ in range(40)]
    last = ROOT.issue("issuing", extensions=[x509.SubjectKeyIdentifier(b"last")])
    trust = trusting(*namesakes, last)
    named = last.issue("leaf", extensions=[x509.AuthorityKeyIdentifier(b"last", None, None)])

    assert code(found(trust, last.issue("leaf"))) == Code.UNKNOWN_ISSUER
    assert found(trust, named).authorities[0] == last.certificate


def test_names_of_issuer_and_subject_are_compared_and_not_their_bytes() -> None:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "  ISSUING  Authority ")])
    issuing = ROOT.issue("issuing authority", subject=name)

    assert found(trusting(issuing), issuing.issue("leaf")).authorities[0] == issuing.certificate


def test_root_itself_has_a_path() -> None:
    assert found(trusting(), ROOT).authorities == (ROOT.certificate,)


def test_pairs_lead_from_the_certificate_to_the_root() -> None:
    issuing = ROOT.issue("issuing")
    leaf = issuing.issue("leaf")

    pairs = found(trusting(issuing), leaf).pairs

    assert pairs == ((leaf.certificate, issuing.certificate), (issuing.certificate, ROOT.certificate))
