"""Lists in memory: which of them cover a certificate, and who may sign them (RFC 5280, 6.3.3)."""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from auth.certificates.certificate import Certificate
from auth.certificates.codes import Code
from auth.certificates.encoding.der import SEQUENCE
from auth.certificates.encoding.der_writing import encode
from auth.certificates.lists.in_memory import ListsInMemory
from auth.certificates.revocation import NotRevoked, OnHold, Reason, Revocation, Revoked, Unknown
from tests.factories.lists import CERTIFICATE_ISSUER, DAY, ISSUING_DISTRIBUTION_POINT, UNKNOWN, entry, extension
from tests.factories.pki import NOW
from tests.unit.auth.crl_world import HOLD, HOUR, ISSUER, REMOVE, ROOT, a_delta, a_list, broken
from tests.unit.auth.links import Link

HERE, ELSEWHERE = "http://authority.test/here.crl", "http://authority.test/elsewhere.crl"
HALF = frozenset({x509.ReasonFlags.key_compromise, x509.ReasonFlags.ca_compromise})
OTHER_HALF = frozenset(x509.ReasonFlags) - HALF - {x509.ReasonFlags.unspecified, x509.ReasonFlags.remove_from_crl}


def leaf_of(by: Link = ISSUER, *points: x509.DistributionPoint, authority: bool = False) -> Certificate:
    told = (x509.CRLDistributionPoints(points), False) if points else None
    return by.issue("leaf", authority=authority, extension=told).certificate


def point(
    name: str | None = HERE, reasons: frozenset[x509.ReasonFlags] | None = None, by: str | None = None
) -> x509.DistributionPoint:
    names = [x509.UniformResourceIdentifier(name)] if name else None
    return x509.DistributionPoint(names, None, reasons, [directory_name(by)] if by else None)


def directory_name(title: str) -> x509.DirectoryName:
    return x509.DirectoryName(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)]))


def covers(
    name: str | None = None,
    *,
    users: bool = False,
    authorities: bool = False,
    attributes: bool = False,
    reasons: frozenset[x509.ReasonFlags] | None = None,
    indirect: bool = False,
) -> bytes:
    full_name = [x509.UniformResourceIdentifier(name)] if name else None
    told = x509.IssuingDistributionPoint(
        full_name=full_name,
        relative_name=None,
        only_contains_user_certs=users,
        only_contains_ca_certs=authorities,
        only_some_reasons=reasons,
        indirect_crl=indirect,
        only_contains_attribute_certs=attributes,
    )
    return extension(ISSUING_DISTRIBUTION_POINT, told.public_bytes(), critical=True)


def ask(
    leaf: Certificate,
    *lists: bytes,
    among: Sequence[Link] = (),
    issuer: Link = ISSUER,
    at: datetime = NOW,
) -> Revocation:
    return ListsInMemory(lists, [one.certificate for one in among]).look_up(leaf, issuer.certificate, at)


LEAF = leaf_of()
NAMED, HELD, RELEASED = (
    entry(LEAF.serial, at, reason) for at, reason in ((NOW - DAY, 1), (NOW - DAY, HOLD), (NOW, REMOVE))
)


@pytest.mark.parametrize(
    ("lists", "answer"),
    [
        ([], Unknown),
        ([a_list(7)], NotRevoked),
        ([a_list(7, NOW, NAMED)], Revoked),
        ([a_list(7, NOW, HELD)], OnHold),
        ([a_list(7, NOW, entry(LEAF.serial, NOW + HOUR))], NotRevoked),
        ([a_list(7, NOW, NAMED), a_list(8)], NotRevoked),
        ([a_list(8), a_list(7, NOW, NAMED)], NotRevoked),
        ([a_list(7), a_list(8, NOW, NAMED)], Revoked),
        ([a_list(7, NOW - DAY)], Unknown),
        ([a_list(7, by=ROOT)], Unknown),
        ([broken(a_list(7))], Unknown),
        ([b"<html>", b"", a_list(7)], NotRevoked),
        ([a_delta(8, 7, NOW)], Unknown),
        ([a_list(7), a_delta(8, 7, NOW, NAMED)], Revoked),
        ([a_list(7), a_delta(8, 6, NOW, NAMED)], Revoked),
        ([a_list(7), a_delta(9, 8, NOW, NAMED)], NotRevoked),
        ([a_list(7), a_delta(9, 7, NOW, NAMED), a_delta(8, 7, NOW)], Revoked),
        ([a_list(7, NOW, NAMED), a_delta(8, 7, NOW, RELEASED)], Revoked),
        ([a_list(7, NOW, HELD), a_delta(8, 7, NOW, RELEASED)], NotRevoked),
        ([a_list(7, NOW, HELD), a_delta(8, 7, NOW - HOUR, RELEASED)], OnHold),
        ([a_list(7, NOW - 2 * DAY), a_delta(8, 7, NOW)], Unknown),
    ],
)
def test_complete_lists_and_deltas(lists: list[bytes], answer: type) -> None:
    assert type(ask(LEAF, *lists)) is answer


def test_pem_is_read_and_the_answer_says_what_it_rests_on() -> None:
    block = b"-----BEGIN X509 CRL-----\n" + base64.encodebytes(a_list(7)) + b"-----END X509 CRL-----\n"

    found = ask(LEAF, block, a_delta(8, 7, NOW + HOUR, NAMED), at=NOW + 2 * HOUR)

    assert isinstance(found, Revoked)
    assert (found.reason, found.revoked_at, found.data.this_update) == (Reason.KEY_COMPROMISE, NOW - DAY, NOW + HOUR)
    assert [found.data.detail[f"{kind}_number"] for kind in ("crl", "delta")] == ["7", "8"]


@pytest.mark.parametrize(
    "odd",
    [
        a_list(7, extensions=[extension(UNKNOWN, b"\x05\x00", critical=True)]),
        a_list(7, NOW, entry(1, NOW, None, extension(UNKNOWN, b"\x05\x00", critical=True))),
        a_list(7, NOW, entry(1, NOW, None, extension(CERTIFICATE_ISSUER, encode(SEQUENCE), critical=True))),
    ],
    ids=["list", "entry", "entry of another authority"],
)
def test_what_is_not_understood_is_not_used(odd: bytes) -> None:
    assert ask(LEAF, odd) == Unknown(Code.CRL_UNSUPPORTED)


USER, AUTHORITY, AT_HERE = leaf_of(), leaf_of(authority=True), leaf_of(ISSUER, point())


@pytest.mark.parametrize(
    ("leaf", "part", "answer"),
    [
        (USER, covers(users=True), NotRevoked),
        (USER, covers(authorities=True), Unknown),
        (USER, covers(attributes=True), Unknown),
        (AUTHORITY, covers(users=True), Unknown),
        (AUTHORITY, covers(authorities=True), NotRevoked),
        (USER, covers(HERE), Unknown),
        (AT_HERE, covers(HERE), NotRevoked),
        (AT_HERE, covers(ELSEWHERE), Unknown),
        (AT_HERE, covers(reasons=HALF), Unknown),
        (AT_HERE, covers(reasons=HALF | OTHER_HALF), NotRevoked),
        (USER, covers(indirect=True), NotRevoked),
        (leaf_of(ISSUER, point(reasons=HALF)), covers(HERE), Unknown),
        (leaf_of(ISSUER, point(reasons=HALF), point(ELSEWHERE, OTHER_HALF)), covers(HERE), Unknown),
    ],
)
def test_list_for_a_part_tells_about_that_part_alone(leaf: Certificate, part: bytes, answer: type) -> None:
    assert type(ask(leaf, a_list(7, extensions=[part]))) is answer


def test_lists_for_all_the_reasons_together_are_enough() -> None:
    half = a_list(7, extensions=[covers(reasons=HALF)])
    other, naming = (a_list(7, NOW, *rows, extensions=[covers(reasons=OTHER_HALF)]) for rows in ([], [NAMED]))

    answers = [type(ask(LEAF, *lists)) for lists in ([half, other], [half, naming], [naming], [half, half])]

    assert answers == [NotRevoked, Revoked, Revoked, Unknown]


def test_delta_of_another_part_is_left_alone() -> None:
    base = a_list(7)
    delta = a_delta(8, 7, NOW, NAMED, extensions=[covers(users=True)])

    assert type(ask(LEAF, base, delta)) is NotRevoked


LISTS_KEY = ROOT.issue("issuing", usage=frozenset({"crl_sign"}), authority=False)
KEY_REVOKED = a_list(1, NOW, entry(LISTS_KEY.certificate.serial, NOW - DAY), by=ROOT)
BY_ROOT, BY_STRANGER = a_list(1, by=ROOT), Link.root("root").issue("issuing")


@pytest.mark.parametrize(
    ("signer", "among", "also", "answer"),
    [
        (LISTS_KEY, [ROOT, LISTS_KEY], [BY_ROOT], NotRevoked),
        (LISTS_KEY, [ROOT, LISTS_KEY], [], Unknown),
        (LISTS_KEY, [LISTS_KEY], [BY_ROOT], Unknown),
        (LISTS_KEY, [ROOT, LISTS_KEY], [KEY_REVOKED], Unknown),
        (LISTS_KEY, [ROOT, LISTS_KEY], [broken(a_list(1, NOW, entry(1, NOW), by=ROOT))], Unknown),
        (BY_STRANGER, [ROOT, BY_STRANGER, Link.root("root")], [BY_ROOT], Unknown),
    ],
    ids=["other key", "not known whether revoked", "no authority above", "revoked", "broken", "stranger"],
)
def test_list_signed_with_another_key(signer: Link, among: list[Link], also: list[bytes], answer: type) -> None:
    assert type(ask(LEAF, a_list(7, by=signer), *also, among=among)) is answer


@pytest.mark.parametrize(
    "options", [{"usage": frozenset({"digital_signature"})}, {"until": 2021}], ids=["may not sign lists", "expired"]
)
def test_certificate_that_cannot_sign_lists_now(options: dict[str, Any]) -> None:
    signer = ROOT.issue("issuing", **options)

    assert type(ask(LEAF, a_list(7, by=signer), BY_ROOT, among=[ROOT, signer])) is Unknown


def test_key_that_speaks_for_itself_alone_is_not_believed() -> None:
    """The list that covers the signer's certificate is signed by that signer."""
    signer = ISSUER.issue("issuing", authority=False, usage=frozenset({"crl_sign"}))

    alone = ask(LEAF, a_list(7, by=signer), among=[signer])
    vouched_for = ask(LEAF, a_list(8, by=signer), a_list(7), among=[signer])

    assert (type(alone), type(vouched_for)) == (Unknown, NotRevoked)


def indirect_list(number: int, by: Link, *entries: bytes) -> bytes:
    return a_list(number, NOW, *entries, by=by, extensions=[covers(HERE, indirect=True)])


LISTER = ROOT.issue("lister")
LISTED_THERE = leaf_of(ISSUER, point(by="lister"))


def of_issuer(title: str) -> bytes:
    return entry(LISTED_THERE.serial, NOW - DAY, None, named(title))


def named(title: str) -> bytes:
    names = encode(SEQUENCE, encode(0xA4, directory_name(title).value.public_bytes()))
    return extension(CERTIFICATE_ISSUER, names, critical=True)


@pytest.mark.parametrize(
    ("der", "answer"),
    [
        (indirect_list(7, LISTER), NotRevoked),
        (indirect_list(7, LISTER, of_issuer("issuing")), Revoked),
        (indirect_list(7, LISTER, of_issuer("Issuing ")), Revoked),
        (indirect_list(7, LISTER, of_issuer("another")), NotRevoked),
        (indirect_list(7, LISTER, entry(LISTED_THERE.serial, NOW - DAY)), NotRevoked),
        (a_list(7, by=LISTER, extensions=[covers(HERE)]), Unknown),
        (a_list(7, by=LISTER), Unknown),
        (indirect_list(7, BY_STRANGER), Unknown),
    ],
)
def test_list_of_another_authority(der: bytes, answer: type) -> None:
    found = ask(LISTED_THERE, der, BY_ROOT, among=[ROOT, LISTER, BY_STRANGER])

    assert type(found) is answer


def test_entries_after_one_of_another_authority_are_of_it_too() -> None:
    first = entry(99, NOW - DAY, None, named("issuing"))
    der = indirect_list(7, LISTER, first, entry(LISTED_THERE.serial, NOW - DAY, 1))

    assert type(ask(LISTED_THERE, der, BY_ROOT, among=[ROOT, LISTER])) is Revoked
