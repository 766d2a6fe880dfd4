"""Taking lists in, and asking them (RFC 5280, 5 and 6.3)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from auth.certificates.crl import Entry, Reason, read_crl
from auth.certificates.crl_index import CrlIndex, index_of
from auth.certificates.crl_store import CrlStore, index_file
from auth.certificates.publish import Publication, publish
from auth.certificates.revocation import NotRevoked, OnHold, Revoked, Unknown
from auth.certificates.trust import TrustStore
from portal.simulators.authority.holders import name
from portal.simulators.authority.issuing import Issuer
from portal.simulators.authority.lists import revocation_list
from tests.factories.pki import NOW, Pki
from tests.unit.auth.links import Link

DAY = timedelta(days=1)
SERIAL, HELD, LATER = 0x7196A6FE, 1, 2**159 - 1
ROOT = Link.root()
ISSUER = ROOT.issue("issuing")
LISTED = [
    Entry(SERIAL, NOW - DAY, Reason.KEY_COMPROMISE),
    Entry(HELD, NOW - DAY, Reason.CERTIFICATE_HOLD),
    Entry(LATER, NOW + timedelta(hours=1), Reason.UNSPECIFIED),
]


@pytest.fixture
def trust(tmp_path: Path) -> TrustStore:
    return TrustStore((ROOT.certificate,), (ISSUER.certificate,), CrlStore(tmp_path))


def a_list(
    number: int = 7,
    now: datetime = NOW,
    by: Link = ISSUER,
    entries: list[Entry] = LISTED,
) -> bytes:
    issuer = Issuer(name((NameOID.COMMON_NAME, by.title)), by.key)  # type: ignore[arg-type]
    return revocation_list(issuer, entries, number, now)


def take_in(der: bytes, trust: TrustStore, now: datetime = NOW) -> Publication:
    return publish(der, trust, trust.crls.folder, now)


def held_number(trust: TrustStore) -> int | None:
    index = trust.crls.index(ISSUER.certificate)
    return index.facts.number if index else None


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize(
    ("serial", "at", "answer"),
    [
        (SERIAL, NOW, (Revoked, NOW - DAY, Reason.KEY_COMPROMISE)),
        (SERIAL, NOW - DAY, (Revoked, NOW - DAY, Reason.KEY_COMPROMISE)),
        (SERIAL, NOW - DAY - timedelta(seconds=1), (NotRevoked, None, None)),
        (HELD, NOW, (OnHold, NOW - DAY, None)),
        (LATER, NOW, (NotRevoked, None, None)),
        (LATER, NOW + timedelta(hours=2), (Revoked, NOW + timedelta(hours=1), Reason.UNSPECIFIED)),
        (SERIAL + 1, NOW, (NotRevoked, None, None)),
        (SERIAL - 1, NOW, (NotRevoked, None, None)),
        (0, NOW, (NotRevoked, None, None)),
        (-1, NOW, (NotRevoked, None, None)),
        (2**168, NOW, (Unknown, None, None)),
        (SERIAL, NOW + DAY, (Unknown, None, None)),
    ],
)
def test_look_up(serial: int, at: datetime, answer: tuple[object, ...], trust: TrustStore) -> None:
    take_in(a_list(), trust)

    found = trust.crls.by_serial(ISSUER.certificate, serial, at)

    assert (type(found), getattr(found, "revoked_at", None), getattr(found, "reason", None)) == answer


def test_without_a_list_the_answer_is_unknown(trust: TrustStore) -> None:
    assert trust.crls.by_serial(ISSUER.certificate, SERIAL, NOW) == Unknown()


def test_each_issuer_has_its_own_list(trust: TrustStore) -> None:
    take_in(a_list(), trust)
    take_in(a_list(by=ROOT, entries=[]), trust)

    answers = [type(trust.crls.by_serial(by.certificate, SERIAL, NOW)) for by in (ISSUER, ROOT)]

    assert answers == [Revoked, NotRevoked]


@pytest.mark.parametrize("damage", [b"", b"kezek-crl-index 1\n", b"kezek-crl-index 1\n{}\n", b"<html>\n"])
def test_damaged_index_answers_nothing(damage: bytes, trust: TrustStore) -> None:
    take_in(a_list(), trust)
    index_file(trust.crls.folder, ISSUER.certificate).write_bytes(damage)

    assert trust.crls.by_serial(ISSUER.certificate, SERIAL, NOW) == Unknown()


def test_cut_index_answers_nothing_and_is_replaced(trust: TrustStore) -> None:
    take_in(a_list(), trust)
    file = index_file(trust.crls.folder, ISSUER.certificate)
    file.write_bytes(file.read_bytes()[:-1])
    cut = trust.crls.by_serial(ISSUER.certificate, SERIAL, NOW)

    assert (cut, take_in(a_list(), trust)) == (Unknown(), Publication.PUBLISHED)
    assert type(trust.crls.by_serial(ISSUER.certificate, SERIAL, NOW)) is Revoked


HELD_LIST = a_list(7)
OTHER_KEY = Link("issuing", Link.root().key, ISSUER.der)


@pytest.mark.parametrize(
    ("der", "outcome"),
    [
        (b"", Publication.NOT_A_CRL),
        (b"<!doctype html><title>Welcome</title>", Publication.NOT_A_CRL),
        (a_list(8)[:-1], Publication.NOT_A_CRL),
        (a_list(8) + b"\x00", Publication.NOT_A_CRL),
        (ISSUER.der, Publication.NOT_A_CRL),
        (a_list(8, by=Link.root("stranger")), Publication.WRONG_ISSUER),
        (a_list(8, by=OTHER_KEY), Publication.SIGNATURE_BROKEN),
        (a_list(8)[:-1] + b"\x00", Publication.SIGNATURE_BROKEN),
        (a_list(8, now=NOW + timedelta(seconds=1)), Publication.NOT_YET_VALID),
        (a_list(8, now=NOW - DAY), Publication.STALE),
        (a_list(6), Publication.ROLLED_BACK),
        (a_list(7, now=NOW - timedelta(seconds=1)), Publication.ROLLED_BACK),
        (HELD_LIST, Publication.UNCHANGED),
        (a_list(7), Publication.PUBLISHED),
        (a_list(8), Publication.PUBLISHED),
        (a_list(2**70), Publication.PUBLISHED),
    ],
)
def test_only_a_better_list_replaces_the_one_held(
    der: bytes, outcome: Publication, trust: TrustStore, tmp_path: Path
) -> None:
    assert take_in(HELD_LIST, trust) is Publication.PUBLISHED
    before = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir())

    assert take_in(der, trust) is outcome

    after = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir())
    assert (after == before) is (outcome is not Publication.PUBLISHED)
    assert type(trust.crls.by_serial(ISSUER.certificate, SERIAL, NOW)) is Revoked


def test_list_with_an_unknown_critical_extension_is_refused(trust: TrustStore) -> None:
    delta = x509.DeltaCRLIndicator(6)

    assert take_in(_special(delta), trust) is Publication.UNSUPPORTED
    assert held_number(trust) is None


def test_authority_that_may_not_sign_lists_is_not_an_issuer_of_them(tmp_path: Path) -> None:
    silent = ROOT.issue("silent", usage=frozenset({"key_cert_sign"}))
    trust = TrustStore((ROOT.certificate,), (silent.certificate,), CrlStore(tmp_path))

    assert take_in(a_list(by=silent), trust) is Publication.WRONG_ISSUER


def test_publishers_at_the_same_time_leave_the_highest_number(trust: TrustStore) -> None:
    lists = [a_list(number) for number in (3, 1, 8, 2, 7, 5, 6, 4)]

    with ThreadPoolExecutor(4) as threads:
        outcomes = set(threads.map(lambda der: take_in(der, trust), lists))

    assert outcomes <= {Publication.PUBLISHED, Publication.ROLLED_BACK}
    assert held_number(trust) == 8


def test_list_as_it_came_lies_beside_the_index(trust: TrustStore) -> None:
    der = a_list()
    take_in(der, trust)

    assert index_file(trust.crls.folder, ISSUER.certificate).with_suffix(".crl").read_bytes() == der


def test_entries_agree_with_the_library(pki: Pki, signatures: dict[str, bytes]) -> None:
    der = pki.authority.issuing_crl(NOW)
    parsed, ours = x509.load_der_x509_crl(der), read_crl(der)

    assert ours is not None
    assert [(entry.serial, entry.revoked_at) for entry in ours.entries()] == [
        (entry.serial_number, entry.revocation_date_utc) for entry in parsed
    ]
    assert sorted(entry.reason.name for entry in ours.entries()) == ["CERTIFICATE_HOLD", "UNSPECIFIED"]
    assert (ours.this_update, ours.next_update) == (parsed.last_update_utc, parsed.next_update_utc)


def test_null_in_one_of_the_two_algorithms_is_read(own_pki: Pki) -> None:
    """The national authority's lists are so; the library refuses them."""
    der = own_pki.authority.issuing_crl(NOW)
    algorithm = bytes.fromhex("300d06092a864886f70d01010b0500")
    outer = der.rindex(algorithm)
    body = der[4:outer] + bytes.fromhex("300b06092a864886f70d01010b") + der[outer + len(algorithm) :]
    odd = der[:2] + len(body).to_bytes(2, "big") + body

    with pytest.raises(ValueError, match="Inner and outer signature algorithms do not match"):
        list(x509.load_der_x509_crl(odd))
    assert take_in(odd, own_pki.trust) is Publication.PUBLISHED


def test_index_finds_each_of_many(tmp_path: Path) -> None:
    entries = [Entry(serial * 7919, NOW - DAY, Reason.SUPERSEDED) for serial in range(1, 2001)]
    crl = read_crl(a_list(entries=entries))
    assert crl is not None
    contents = index_of(crl, "0" * 64)
    assert contents is not None
    (tmp_path / "it.index").write_bytes(contents)

    index = CrlIndex.open(tmp_path / "it.index")

    assert index is not None
    assert [index.find(entry.serial) for entry in entries] == entries
    assert {index.find(entry.serial + 1) for entry in entries} == {None}


def _special(extension: x509.ExtensionType) -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ISSUER.title)]))
        .last_update(NOW)
        .next_update(NOW + DAY)
        .add_extension(x509.CRLNumber(9), critical=False)
        .add_extension(extension, critical=True)
    )
    return builder.sign(ISSUER.key, SHA256()).public_bytes(Encoding.DER)
