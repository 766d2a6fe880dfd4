"""The authority's complete and delta lists, as openssl and the portal read them."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID

from auth.certificates.lists.crl import CrlEntry, read_crl
from auth.certificates.lists.publish import Publication
from auth.certificates.revocation import NotRevoked, OnHold, Reason, Revoked
from portal.simulators.authority.issuing import family_of
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import Family
from portal.simulators.authority.pem_writing import pem
from tests.factories.pki import NOW, Pki

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = NOW + MINUTE
SERIALS = {Family.RSA: 5, Family.GOST: (0x474F << 144) + 5}
VERIFY = (
    "openssl verify -x509_strict -policy_check -explicit_policy -policy 2.5.29.32.0 -crl_check_all -use_deltas "
    "-extended_crl -CAfile root.pem -untrusted issuing.pem -CRLfile lists.pem"
)
both_families = pytest.mark.parametrize("family", list(Family))


def numbers(der: bytes) -> tuple[int, int | None]:
    """Its own, and that of the complete list it goes with."""
    read = x509.load_der_x509_crl(der)
    base = [one.value.crl_number for one in read.extensions if isinstance(one.value, x509.DeltaCRLIndicator)]
    return read.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number, base[0] if base else None


def listed(der: bytes) -> list[CrlEntry]:
    read = read_crl(der)
    assert read is not None
    return list(read.entries())


@both_families
def test_delta_is_a_new_one_at_each_change_and_the_complete_list_stands(family: Family, own_pki: Pki) -> None:
    authority, serial = own_pki.authority, SERIALS[family]
    given = [numbers(authority.issuing_crl(NOW, family)), numbers(authority.issuing_delta(NOW, family))]
    for change in (lambda: authority.hold(serial, NOW), lambda: authority.release(serial), lambda: None):
        change()
        given += [numbers(authority.issuing_crl(LATER, family)), numbers(authority.issuing_delta(LATER, family))]

    assert given == [(1, None), (2, 1), (1, None), (3, 1), (1, None), (4, 1), (1, None), (4, 1)]


@both_families
def test_delta_has_what_changed_since_the_complete_list(family: Family, own_pki: Pki) -> None:
    authority, serial = own_pki.authority, SERIALS[family]
    authority.hold(serial, NOW)
    authority.revoke(serial + 1, NOW, Reason.SUPERSEDED)
    held, gone = CrlEntry(serial, NOW, Reason.CERTIFICATE_HOLD), CrlEntry(serial + 1, NOW, Reason.SUPERSEDED)
    assert listed(authority.issuing_crl(NOW, family)) == [held, gone]
    assert listed(authority.issuing_delta(NOW, family)) == []

    authority.release(serial)
    authority.revoke(serial + 2, LATER)

    off, new = held._replace(reason=Reason.REMOVE_FROM_CRL), CrlEntry(serial + 2, LATER, Reason.UNSPECIFIED)
    assert listed(authority.issuing_delta(LATER, family)) == [off, new]
    assert listed(authority.issuing_crl(LATER, family)) == [held, gone]
    assert listed(authority.issuing_crl(NOW + HOUR, family)) == [gone, new]
    assert listed(authority.issuing_delta(NOW + HOUR, family)) == []


def test_hold_that_became_a_revocation_is_a_change(own_pki: Pki) -> None:
    own_pki.authority.hold(5, NOW)
    own_pki.authority.issuing_crl(NOW)

    own_pki.authority.revoke(5, LATER, Reason.KEY_COMPROMISE)

    assert listed(own_pki.authority.issuing_delta(LATER)) == [CrlEntry(5, LATER, Reason.KEY_COMPROMISE)]


def test_families_know_nothing_of_each_other(own_pki: Pki) -> None:
    for serial in SERIALS.values():
        own_pki.authority.revoke(serial, NOW)

    found = {
        family: [entry.serial for entry in listed(own_pki.authority.issuing_crl(NOW, family))] for family in Family
    }

    assert found == {family: [serial] for family, serial in SERIALS.items()}


@both_families
def test_serial_number_tells_the_family(family: Family, own_pki: Pki) -> None:
    serials = [own_pki.issue(family=family).serial for _ in range(3)]

    assert [(family_of(serial), serial.bit_length()) for serial in serials] == [(family, 159)] * 3


def test_renewed_lists_have_higher_numbers_and_a_later_moment(own_pki: Pki) -> None:
    own_pki.authority.all_lists(NOW)

    own_pki.authority.renew_lists()

    assert [numbers(der) for der in own_pki.authority.all_lists(LATER)] == [(2, None), (3, None), (4, 3)] * 2


@both_families
def test_portal_follows_a_certificate_through_the_deltas(family: Family, own_pki: Pki) -> None:
    own_pki.publish()
    serial, at = own_pki.issue(family=family).serial, LATER
    seen = [answer(own_pki, family, serial, at)]
    for change in (
        own_pki.authority.hold,
        lambda serial, _at: own_pki.authority.release(serial),
        own_pki.authority.revoke,
    ):
        change(serial, at)
        assert set(own_pki.publish(at)) <= {Publication.PUBLISHED, Publication.UNCHANGED}
        seen.append(answer(own_pki, family, serial, at))
        at += MINUTE

    assert seen == [NotRevoked, OnHold, NotRevoked, Revoked]


def answer(pki: Pki, family: Family, serial: int, at: datetime) -> type:
    issuer = pki.trust.intermediates[list(Family).index(family)]
    return type(pki.trust.crls.by_serial(issuer, serial, at))


@pytest.mark.parametrize(
    ("state", "said"),
    [("good", (0, "OK")), ("in the base", (2, "certificate revoked")), ("in the delta", (2, "certificate revoked"))],
)
def test_openssl_reads_base_and_delta(state: str, said: tuple[int, str], own_pki: Pki, tmp_path: Path) -> None:
    authority, key = own_pki.authority, own_pki.issue()
    if state == "in the base":
        authority.revoke(key.serial, NOW)
    base = authority.issuing_crl(NOW)
    if state == "in the delta":
        authority.revoke(key.serial, NOW)
    lists = (authority.root_crl(NOW), base, authority.issuing_delta(NOW))
    for name, content in (
        ("leaf.pem", key.pem),
        ("root.pem", authority.root_file.read_bytes()),
        ("issuing.pem", authority.issuing_file.read_bytes()),
        ("lists.pem", b"".join(pem("X509 CRL", der) for der in lists)),
    ):
        (tmp_path / name).write_bytes(content)

    command = [*VERIFY.split(), "-attime", str(int(NOW.timestamp())), "leaf.pem"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (ran.returncode, said[1] in ran.stdout + ran.stderr) == (said[0], True)


@both_families
def test_certificates_name_the_authoritys_own_addresses(family: Family, own_pki: Pki) -> None:
    suffix, base = ("" if family is Family.RSA else "_gost"), "http://127.0.0.1:8081"
    read = x509.load_der_x509_certificate(own_pki.issue(family=family).certificate)
    issuing = x509.load_der_x509_certificate(own_pki.authority.member(Member.ISSUING, family).certificate)

    assert addresses(read) == {
        "cRLDistributionPoints": [f"{base}/crl/issuing{suffix}.crl"],
        "freshestCRL": [f"{base}/crl/issuing_d{suffix}.crl"],
        "authorityInfoAccess": [f"{base}/ocsp", f"{base}/cert/issuing{suffix}.cer"],
    }
    assert addresses(issuing) == {
        "cRLDistributionPoints": [f"{base}/crl/root{suffix}.crl"],
        "authorityInfoAccess": [f"{base}/cert/root{suffix}.cer"],
    }


def addresses(certificate: x509.Certificate) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.CRLDistributionPoints | x509.FreshestCRL):
            names = [name for point in extension.value for name in point.full_name or []]
        elif extension.oid == ExtensionOID.AUTHORITY_INFORMATION_ACCESS:
            names = [description.access_location for description in extension.value]
        else:
            continue
        found[extension.oid._name] = [name.value for name in names]
    return found
