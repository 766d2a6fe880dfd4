"""Paths to the configured roots (RFC 5280, 6.1), and the files they are configured by."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from auth.certificates.lists.store import CrlStore
from auth.certificates.trust import TrustStore
from tests.factories.pki import NOW, Pki
from tests.unit.auth.links import CA_USAGE, Link

UNKNOWN_EXTENSION = x509.UnrecognizedExtension(ObjectIdentifier("1.2.398.3.3.99"), b"\x05\x00")
CONSTRAINTS = x509.NameConstraints(None, [x509.DirectoryName(x509.Name([]))])
NO_POLICY_LEFT = x509.PolicyConstraints(0, None)
ROOT = Link.root()


def trusting(*intermediates: Link, roots: Sequence[Link] = (ROOT,)) -> TrustStore:
    return TrustStore(
        tuple(link.certificate for link in roots),
        tuple(link.certificate for link in intermediates),
        CrlStore(Path("no such folder")),
    )


def path(trust: TrustStore, leaf: Link, *enclosed: Link) -> list[Link | str]:
    """The common names on the way up."""
    found = trust.find_path(leaf.certificate, [link.der for link in enclosed], NOW)
    return [] if found.fault else [certificate.subject_attributes[0][1] for certificate in found.authorities]


def test_path_leads_through_the_configured_issuer() -> None:
    issuing = ROOT.issue("issuing")

    assert path(trusting(issuing), issuing.issue("leaf")) == ["issuing", "root"]


def test_path_may_be_longer_and_configured_in_any_order() -> None:
    upper = ROOT.issue("upper")
    lower = upper.issue("lower")

    assert path(trusting(lower, upper), lower.issue("leaf")) == ["lower", "upper", "root"]


def test_enclosed_authority_serves_when_a_configured_one_issued_it() -> None:
    issuing = ROOT.issue("issuing")

    assert path(trusting(), issuing.issue("leaf"), issuing) == ["issuing", "root"]


def test_enclosed_root_is_not_trusted() -> None:
    own_root = Link.root("own root")
    issuing = own_root.issue("issuing")

    assert path(trusting(), issuing.issue("leaf"), issuing, own_root) == []


def test_same_name_without_the_key_is_another_authority() -> None:
    issuing, namesake = ROOT.issue("issuing"), Link.root("root").issue("issuing")

    assert path(trusting(issuing), namesake.issue("leaf"), namesake) == []


def test_renewed_authority_is_found_by_the_certificate_valid_now() -> None:
    old, new = ROOT.issue("issuing", until=2025), ROOT.issue("issuing")
    renewed = Link("issuing", new.key, new.der)

    found = trusting(old, renewed).find_path(renewed.issue("leaf").certificate, [], NOW)

    assert found.authorities[0] == renewed.certificate


@pytest.mark.parametrize(
    "options",
    [
        {"authority": False},
        {"usage": frozenset({"crl_sign", "digital_signature"})},
        {"extension": (UNKNOWN_EXTENSION, True)},
        {"extension": (CONSTRAINTS, True)},
        {"extension": (CONSTRAINTS, False)},
        {"extension": (NO_POLICY_LEFT, True)},
    ],
)
@pytest.mark.parametrize("configured", [True, False])
def test_certificate_that_may_not_issue_is_no_link(options: dict[str, Any], configured: bool) -> None:
    issuing = ROOT.issue("issuing", **options)
    trust = trusting(issuing) if configured else trusting()

    assert path(trust, issuing.issue("leaf"), issuing) == []


@pytest.mark.parametrize(
    ("length", "expected"), [(0, []), (1, ["lower", "upper", "root"]), (None, ["lower", "upper", "root"])]
)
@pytest.mark.parametrize("configured", [True, False])
def test_path_length_is_kept(length: int | None, expected: list[str], configured: bool) -> None:
    upper = ROOT.issue("upper", path_length=length)
    lower = upper.issue("lower")
    trust = trusting(upper, lower) if configured else trusting(upper)

    assert path(trust, lower.issue("leaf"), lower) == expected


def test_critical_extended_key_usage_is_known() -> None:
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    leaf = ROOT.issue("leaf", authority=False, usage=CA_USAGE, extension=(usage, True))

    assert leaf.certificate.extensions.unprocessed == frozenset()
    assert leaf.certificate.extensions.extended_key_usage == {"1.3.6.1.5.5.7.3.4"}


def test_unknown_critical_extension_is_noticed() -> None:
    leaf = ROOT.issue("leaf", extension=(UNKNOWN_EXTENSION, True))

    assert leaf.certificate.extensions.unprocessed == {"1.2.398.3.3.99"}


def test_files_may_be_pem_or_der(pki: Pki, tmp_path: Path) -> None:
    root, issuing = pki.trust.roots[0], pki.trust.intermediates[0]
    both = tmp_path / "both.pem"
    both.write_bytes(pki.authority.issuing_file.read_bytes() + pki.authority.root_file.read_bytes())
    one = tmp_path / "root.cer"
    one.write_bytes(root.der)

    trust = TrustStore.load([one], [both], tmp_path)

    assert (trust.roots, trust.intermediates) == ((root,), (issuing, root))
    assert trust.issuers == (root, issuing)


@pytest.mark.parametrize(
    "contents", [b"", b"<html>", b"-----BEGIN CERTIFICATE-----\nMIIG\n-----END CERTIFICATE-----\n"]
)
def test_file_without_a_certificate_is_a_fault_of_the_settings(contents: bytes, tmp_path: Path) -> None:
    file = tmp_path / "root.pem"
    file.write_bytes(contents)

    with pytest.raises(ValueError, match=r"root\.pem holds"):
        TrustStore.load([file], [], tmp_path)
