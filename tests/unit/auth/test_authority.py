"""The demonstration authority: a folder that several processes may open."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificates

from auth.certificates.lists.crl import CrlEntry, RevocationList, read_crl
from auth.certificates.revocation import Reason, Revoked
from portal.simulators.authority.authority import DemoAuthority
from tests.factories.deadline import DEADLINE
from tests.factories.pki import NOW, OFFICIAL, Pki, openssl

HOUR = timedelta(hours=1)
OPEN = "import pathlib, sys; from portal.simulators.authority.authority import DemoAuthority as A; "


def opened(der: bytes) -> RevocationList:
    crl = read_crl(der)
    assert crl is not None
    return crl


def numbers(authority: DemoAuthority, *moments: timedelta) -> list[int]:
    return [opened(authority.issuing_crl(NOW + moment)).number for moment in moments]


def test_key_file_has_key_certificate_and_issuer(pki: Pki) -> None:
    pem = pki.authority.issue(OFFICIAL, not_before=NOW, not_after=NOW + HOUR).pem
    key = load_pem_private_key(pem, password=None)

    mine, issuing = load_pem_x509_certificates(pem)

    assert mine.public_key() == key.public_key()
    assert issuing == load_pem_x509_certificates(pki.authority.issuing_file.read_bytes())[0]


def test_openssl_accepts_certificate_and_lists(pki: Pki) -> None:
    names = ("root.pem", "issuing.pem", "lists.pem", "leaf.pem")
    lists = [
        openssl(["crl", "-inform", "DER", "-in", "list"], {"list": der})
        for der in (pki.authority.root_crl(NOW), pki.authority.issuing_crl(NOW))
    ]
    contents = (
        pki.authority.root_file.read_bytes(),
        pki.authority.issuing_file.read_bytes(),
        b"".join(lists),
        pki.issue().pem,
    )
    command = "verify -x509_strict -crl_check_all -CAfile root.pem -untrusted issuing.pem -CRLfile lists.pem"

    said = openssl(
        [*command.split(), "-attime", str(int(NOW.timestamp())), "leaf.pem"],
        dict(zip(names, contents, strict=True)),
    )

    assert said == b"leaf.pem: OK\n"


def test_folder_opened_again_is_the_same_authority(own_pki: Pki) -> None:
    again = DemoAuthority.open(own_pki.authority.root_file.parent)
    again.revoke(5, NOW, Reason.SUPERSEDED)

    listed = list(opened(own_pki.authority.issuing_crl(NOW)).entries())

    assert again.root_file.read_bytes() == own_pki.authority.root_file.read_bytes()
    assert listed == [CrlEntry(5, NOW, Reason.SUPERSEDED)]


def test_number_rises_with_each_publication(own_pki: Pki) -> None:
    authority = own_pki.authority
    assert numbers(authority, timedelta(), HOUR / 2, HOUR, 2 * HOUR) == [1, 1, 2, 3]

    authority.revoke(5, NOW)
    assert (numbers(authority, 2 * HOUR), opened(authority.issuing_delta(NOW + 2 * HOUR)).number) == ([3], 4)


def test_clock_set_back_gives_a_list_that_is_valid_then(own_pki: Pki) -> None:
    own_pki.authority.issuing_crl(NOW)

    earlier = opened(own_pki.authority.issuing_crl(NOW - 30 * HOUR))

    assert (earlier.number, earlier.this_update) == (2, NOW - 30 * HOUR)


def test_issuing_authority_is_revoked_in_the_roots_list_only(own_pki: Pki) -> None:
    own_pki.authority.revoke(own_pki.trust.intermediates[0].serial, NOW)
    own_pki.authority.revoke(5, NOW)
    own_pki.publish()

    root, issuing = own_pki.trust.roots[0], own_pki.trust.intermediates[0]
    by_serial = own_pki.trust.crls.by_serial
    assert type(by_serial(root, issuing.serial, NOW)) is Revoked
    assert [entry.serial for entry in opened(own_pki.authority.issuing_crl(NOW)).entries()] == [5]


def test_stranger_is_another_authority(own_pki: Pki) -> None:
    stranger = own_pki.authority.stranger()

    assert stranger.root_file.read_bytes() != own_pki.authority.root_file.read_bytes()
    assert stranger.root_file.read_bytes() == own_pki.authority.stranger().root_file.read_bytes()


def test_switch_is_seen_through_the_folder(own_pki: Pki) -> None:
    again = DemoAuthority.open(own_pki.authority.root_file.parent)

    again.go_down()
    down = own_pki.authority.is_down
    own_pki.authority.come_back()

    assert (down, again.is_down) == (True, False)


def test_revocations_at_the_same_time_are_all_kept(own_pki: Pki) -> None:
    serials = list(range(1, 21))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda serial: own_pki.authority.revoke(serial, NOW), serials))

    listed = opened(own_pki.authority.issuing_crl(NOW)).entries()
    assert sorted(entry.serial for entry in listed) == serials


@pytest.mark.parametrize("folder", ["new", "new/deep"])
def test_two_processes_make_one_authority(folder: str, tmp_path: Path) -> None:
    code = OPEN + "print(A.open(pathlib.Path(sys.argv[1])).root_file.read_text())"
    command = [sys.executable, "-c", code, str(tmp_path / folder)]

    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]

    first, second = (process.communicate(timeout=DEADLINE)[0] for process in running)
    assert (first == second, first[:27]) == (True, b"-----BEGIN CERTIFICATE-----")


def test_private_keys_are_the_owners_alone(own_pki: Pki, tmp_path: Path) -> None:
    made = DemoAuthority.open(tmp_path / "fresh").root_file.with_suffix(".key.pem")

    assert made.stat().st_mode & 0o777 == 0o600
