"""The national authority's test chain, whose certificates and list no hand here has made.

They are not the project's to give away: KEZEK_NATIONAL_TEST_CA names the folder that holds them.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from auth.certificates.algorithms import Signed, key_fault, signature_fault
from auth.certificates.certificate import Certificate, read_certificate
from auth.certificates.encoding.pem import sole_pem_block
from auth.certificates.identity import identity_of
from auth.certificates.lists.crl import read_crl
from tests.factories.gost_engine import MISSING, engine_accepts, has_engine

FOLDER = os.environ.get("KEZEK_NATIONAL_TEST_CA", "")
pytestmark = pytest.mark.skipif(
    not FOLDER or not Path(FOLDER).is_dir(),
    reason="KEZEK_NATIONAL_TEST_CA names no folder with the national authority's test certificates",
)
ROOT, ISSUING, CITIZEN, LIST = (
    "root_test_gost_2022.cer",
    "nca_gost2022_test.cer",
    "gokalkan_gost1.cer",
    "go_nca_gost2022_test.crl",
)
SIGNED_BY = {ROOT: ROOT, ISSUING: ROOT, CITIZEN: ISSUING, LIST: ISSUING}
every = pytest.mark.parametrize("file", SIGNED_BY)


class Case(NamedTuple):
    der: bytes
    issuer: Certificate


def octets(file: str) -> bytes:
    found = (Path(FOLDER) / file).read_bytes()
    return sole_pem_block(found, "CERTIFICATE") or found


def certificate(file: str) -> Certificate:
    found = read_certificate(octets(file))
    assert found is not None
    return found


def case(file: str) -> Case:
    return Case(octets(file), certificate(SIGNED_BY[file]))


def signed(der: bytes) -> Signed | None:
    found = read_certificate(der) or read_crl(der)
    return found.signed if found else None


def is_verified(der: bytes, issuer: Certificate) -> bool:
    found = signed(der)
    return found is not None and signature_fault(issuer.public_key, found) is None


def altered(der: bytes, places: Iterable[int]) -> Iterable[bytes]:
    for place in places:
        yield der[:place] + bytes((der[place] ^ 1 << place % 8,)) + der[place + 1 :]


@every
def test_signatures_are_good(file: str) -> None:
    assert is_verified(*case(file))


@every
def test_signatures_of_others_are_not(file: str) -> None:
    der, issuer = case(file)
    others = [other for other in (ROOT, ISSUING, CITIZEN) if certificate(other) != issuer]

    assert [is_verified(der, certificate(other)) for other in others] == [False, False]


@every
def test_altered_signature_is_bad(file: str) -> None:
    der, issuer = case(file)

    verified = [is_verified(mutant, issuer) for mutant in altered(der, range(len(der) - 128, len(der)))]

    assert verified == [False] * 128


@every
def test_altered_octets_are_bad(file: str) -> None:
    """Some of them; all, in the next test."""
    der, issuer = case(file)
    places = range(0, len(der), 11)

    assert [is_verified(mutant, issuer) for mutant in altered(der, places)] == [False] * len(places)


@pytest.mark.long
@every
def test_any_altered_octet_is_bad(file: str) -> None:
    der, issuer = case(file)

    assert [is_verified(mutant, issuer) for mutant in altered(der, range(len(der)))] == [False] * len(der)


@pytest.mark.parametrize("file", [ROOT, ISSUING, CITIZEN])
def test_keys_are_taken(file: str) -> None:
    assert key_fault(certificate(file).public_key) is None


def test_citizen_is_read() -> None:
    found = identity_of(certificate(CITIZEN))

    assert (found.iin, found.bin, found.name) == ("123456789011", None, "ТЕСТОВ ТЕСТ ТЕСТОВИЧ")


@pytest.mark.skipif(not has_engine(), reason=MISSING)
@every
def test_third_opinion_is_the_same(file: str, tmp_path: Path) -> None:
    der, issuer = case(file)
    found = signed(der)
    assert found is not None
    message, signature = bytes(found.message), bytes(found.signature)

    opinions = [
        engine_accepts(tmp_path, issuer.public_key, *pair, 512)
        for pair in ((message, signature), (message, signature[::-1]), (message[::-1], signature))
    ]

    assert opinions == [True, False, False]
