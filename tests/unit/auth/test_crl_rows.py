"""Entries: single reads, rows and the library agree; which are refused (RFC 5280, 5.1.2.6 and 5.3)."""

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from auth.certificates.encoding.der import BOOLEAN, ENUMERATED, INTEGER, SEQUENCE, UTC_TIME, read_only
from auth.certificates.encoding.der_writing import encode
from auth.certificates.lists.crl import CrlEntry, read_crl
from auth.certificates.lists.index import CrlIndex, facts_of, index_of
from auth.certificates.lists.publish import Publication
from auth.certificates.revocation import Reason
from auth.certificates.trust import TrustStore
from tests.factories.lists import (
    CERTIFICATE_ISSUER,
    DAY,
    INVALIDITY_DATE,
    REASON,
    UNKNOWN,
    entry,
    extension,
    integer,
    make_list,
    time,
)
from tests.factories.pki import NOW
from tests.unit.auth.crl_world import ISSUER, a_list, take_in, trust_in

NATIONAL = Path(os.environ.get("KEZEK_NATIONAL_TEST_CA", "no such folder")) / "go_nca_gost2022_test.crl"
DATE = b"\x18\x0f20261120000000Z"
OF_LAW = datetime(1962, 5, 1, 10, 30, 59, tzinfo=UTC)
BEFORE_UTC_TIME, AFTER_IT = datetime(1, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
SHAPES = {
    "one octet": entry(5, NOW - DAY),
    "nine octets, the first 0": entry(2**63, NOW - DAY),
    "twenty octets": entry(2**158 + 1, NOW - DAY, 1),
    "twenty-one octets, the first 0": entry(2**159, NOW - DAY, 5),
    "negative": entry(-(2**150), NOW - DAY, 3),
    "minus one": entry(-1, NOW - DAY),
    "zero": entry(0, NOW - DAY, 4),
    "longer than needed": encode(SEQUENCE, encode(INTEGER, bytes(5) + b"\x63"), time(NOW)),
    "no reason is not unspecified": entry(6, NOW - DAY, 0),
    "reason and another extension": entry(7, NOW - DAY, 1, extension(INVALIDITY_DATE, DATE)),
    "another extension before the reason": entry(
        8, NOW - DAY, None, extension(INVALIDITY_DATE, DATE), extension(REASON, b"\x0a\x01\x06")
    ),
    "an unknown extension that may be left out": entry(9, NOW - DAY, None, extension(UNKNOWN, b"\x05\x00")),
    "critical reason": entry(10, NOW - DAY, None, extension(REASON, b"\x0a\x01\x04", critical=True)),
    "last century": entry(11, OF_LAW),
    "before UTCTime": entry(12, BEFORE_UTC_TIME),
    "after UTCTime": entry(13, AFTER_IT, 1),
    "length in the long form": b"\x30\x81\x12" + encode(SEQUENCE, integer(14), time(NOW))[2:],
}
GOOD = entry(2**158, NOW - DAY, 1)


def test_every_shape_of_entry_has_its_row(tmp_path: Path) -> None:
    crl = read_crl(a_list(7, NOW, *SHAPES.values()))
    assert crl is not None
    entries = list(crl.entries())
    index = index_with(tmp_path, a_list(7, NOW, *SHAPES.values()))

    assert len(entries) == len({one.serial for one in entries}) == len(SHAPES)
    assert [index.find(one.serial) for one in entries] == entries
    assert [one.revoked_at for one in entries if one.serial in (11, 12, 13)] == [OF_LAW, BEFORE_UTC_TIME, AFTER_IT]


def test_rows_of_many_agree_with_the_library(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    reasons = [None, None, 0, 1, 2, 3, 4, 5, 6, 9, 10]
    rows = [
        entry(
            chance.getrandbits(chance.choice([7, 63, 64, 127, 158, 159])) + 1,
            NOW - timedelta(seconds=chance.randrange(40 * 365 * 86_400)),
            chance.choice(reasons),
        )
        for _ in range(3000)
    ]
    der = a_list(7, NOW, *rows)
    index, crl = index_with(tmp_path, der), read_crl(der)
    parsed = {one.serial_number: one.revocation_date_utc for one in x509.load_der_x509_crl(der)}
    assert crl is not None
    ours: dict[int, list[CrlEntry]] = {}
    for one in crl.entries():
        ours.setdefault(one.serial, []).append(one)

    assert {serial: min(one.revoked_at for one in found) for serial, found in ours.items()}.keys() == parsed.keys()
    for serial, found in ours.items():
        assert index.find(serial) == min(found, key=lambda one: one.revoked_at)
        if len(found) == 1:
            assert found[0].revoked_at == parsed[serial]
    absent = {serial ^ 1 << 70 for serial in ours} - ours.keys()
    assert {index.find(serial) for serial in absent} == {None}


@pytest.mark.parametrize(
    "bad",
    [
        entry(2**168, NOW - DAY),
        encode(SEQUENCE, integer(1)),
        encode(SEQUENCE),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"261122120000")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"261122120000+")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"261322120000Z")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"260230120000Z")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"261122240000Z")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"261122126000Z")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"261122120060Z")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"26112212 000Z")),
        encode(SEQUENCE, integer(1), encode(UTC_TIME, b"2611221_0000Z")),
        encode(SEQUENCE, encode(INTEGER, b""), time(NOW)),
        encode(SEQUENCE, encode(ENUMERATED, b"\x01"), time(NOW)),
        encode(BOOLEAN, integer(1), time(NOW)),
        entry(1, NOW, 7),
        entry(1, NOW, 11),
        entry(1, NOW, None, extension(UNKNOWN, b"\x05\x00", critical=True)),
        entry(1, NOW, None, extension(CERTIFICATE_ISSUER, encode(SEQUENCE), critical=True)),
        encode(SEQUENCE, integer(1), time(NOW), b"\x05\x00"),
        b"\x30\x16" + entry(1, NOW)[2:],
        b"\x30\x80" + entry(1, NOW)[2:] + b"\0\0",
        b"\x00",
    ],
)
def test_list_with_an_entry_that_cannot_be_read_is_no_list(bad: bytes, tmp_path: Path) -> None:
    """At any position: an entry that cannot be read may be that of the requested certificate."""
    places = [(bad,), (GOOD, bad), (bad, GOOD), (GOOD, bad, GOOD)]

    outcomes = [take_in(trust_in(tmp_path), a_list(7, NOW, *entries)) for entries in places]

    assert outcomes == [[Publication.NOT_A_CRL]] * 4
    assert list(tmp_path.glob("*.index")) == []


def test_of_two_entries_of_one_certificate_the_stricter_counts(tmp_path: Path) -> None:
    twice = [entry(5, NOW - DAY, 8), entry(5, NOW, 1), entry(5, NOW - DAY / 2, 6)]

    assert index_with(tmp_path, a_list(7, NOW, *twice)).find(5) == CrlEntry(5, NOW - DAY / 2, Reason.CERTIFICATE_HOLD)


def test_null_in_one_of_the_two_algorithms_is_read(rsa_key: RSAPrivateKey) -> None:
    """The national authority's lists are so; the library refuses them."""
    whole = read_only(make_list(ISSUER.certificate.subject, rsa_key, NOW, entries=[GOOD]), SEQUENCE)
    tbs, _, signature = (part.raw for part in whole.children())
    odd = encode(SEQUENCE, tbs, bytes.fromhex("300b06092a864886f70d01010b"), signature)

    with pytest.raises(ValueError, match="Inner and outer signature algorithms do not match"):
        list(x509.load_der_x509_crl(odd))
    read = read_crl(odd)
    assert read is not None
    assert [one.serial for one in read.entries()] == [2**158]


HAS_NATIONAL = pytest.mark.skipif(
    not NATIONAL.exists(), reason="KEZEK_NATIONAL_TEST_CA names no folder with the national list"
)


@HAS_NATIONAL
def test_list_of_the_national_test_authority_is_taken_in(tmp_path: Path) -> None:
    """Signed by GOST 34.10-2015; altered by one bit it is refused."""
    der, now = NATIONAL.read_bytes(), datetime(2026, 11, 22, tzinfo=UTC)
    roots, authorities = ([NATIONAL.with_name(f"{name}.cer")] for name in ("root_test_gost_2022", "nca_gost2022_test"))
    trust = TrustStore.load(roots, authorities, tmp_path)

    assert take_in(trust, der[:-1] + bytes((der[-1] ^ 1,)), der, now=now) == [
        Publication.SIGNATURE_BROKEN,
        Publication.PUBLISHED,
    ]


@HAS_NATIONAL
def test_list_of_the_national_test_authority_is_read(tmp_path: Path) -> None:
    der = NATIONAL.read_bytes()
    crl, index = read_crl(der), index_with(tmp_path, der)

    assert crl is not None
    assert (crl.number, crl.base_number, crl.covers, crl.unprocessed) == (166, None, None, frozenset())
    assert crl.next_update - crl.this_update == timedelta(days=180)
    assert index.entries == 195
    assert index.find(0x7196A6FEC51C1CF15D61ABBE4B5B91819226518C) == CrlEntry(
        0x7196A6FEC51C1CF15D61ABBE4B5B91819226518C,
        datetime(2026, 5, 6, 16, 34, 41, tzinfo=UTC),
        Reason.AFFILIATION_CHANGED,
    )


def test_list_without_nextupdate_or_number_is_none() -> None:
    whole = read_only(a_list(7, NOW), SEQUENCE)
    tbs, *signature = whole.children()
    fields = [field.raw for field in tbs.children()]
    kept = [fields, [*fields[:4], *fields[5:]], fields[:-1], [*fields[:-1], encode(0xA0, encode(SEQUENCE))]]

    read = [
        read_crl(encode(SEQUENCE, encode(SEQUENCE, *some), *(part.raw for part in signature))) is not None
        for some in kept
    ]

    assert read == [True, False, False, False]


def index_with(folder: Path, der: bytes) -> CrlIndex:
    crl = read_crl(der)
    assert crl is not None
    contents = index_of(crl, facts_of(crl, "0" * 64))
    assert contents is not None
    (folder / "it.index").write_bytes(contents)
    index = CrlIndex.open(folder / "it.index")
    assert index is not None
    return index
