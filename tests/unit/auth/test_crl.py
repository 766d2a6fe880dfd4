"""Publishing and looking up complete lists (RFC 5280, 5 and 6.3)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from auth.certificates.lists.files import Manifest, index_file, manifest_file
from auth.certificates.lists.publish import Publication
from auth.certificates.lists.store import CrlStore
from auth.certificates.revocation import NotRevoked, OnHold, Reason, Revoked, Unknown
from auth.certificates.trust import TrustStore
from tests.factories.lists import DAY, ISSUING_DISTRIBUTION_POINT, UNKNOWN, entry, extension
from tests.factories.pki import NOW
from tests.unit.auth.crl_world import HOUR, ISSUER, ROOT, SECOND, a_list, ask, broken, held_numbers, take_in, trust_in
from tests.unit.auth.links import Link

SERIAL, HELD, LATER = 0x7196A6FE, 1, 2**159 - 1
LISTED = (entry(SERIAL, NOW - DAY, 1), entry(HELD, NOW - DAY, 6), entry(LATER, NOW + HOUR))


@pytest.fixture
def trust(tmp_path: Path) -> TrustStore:
    return trust_in(tmp_path)


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize(
    ("serial", "at", "answer"),
    [
        (SERIAL, NOW, (Revoked, NOW - DAY, Reason.KEY_COMPROMISE)),
        (SERIAL, NOW - DAY, (Revoked, NOW - DAY, Reason.KEY_COMPROMISE)),
        (SERIAL, NOW - DAY - SECOND, (NotRevoked, None, None)),
        (HELD, NOW, (OnHold, NOW - DAY, None)),
        (LATER, NOW, (NotRevoked, None, None)),
        (LATER, NOW + 2 * HOUR, (Revoked, NOW + HOUR, Reason.UNSPECIFIED)),
        (SERIAL + 1, NOW, (NotRevoked, None, None)),
        (SERIAL - 1, NOW, (NotRevoked, None, None)),
        (SERIAL + 2**64, NOW, (NotRevoked, None, None)),
        (0, NOW, (NotRevoked, None, None)),
        (-1, NOW, (NotRevoked, None, None)),
        (2**168, NOW, (Unknown, None, None)),
        (SERIAL, NOW + DAY - SECOND, (Revoked, NOW - DAY, Reason.KEY_COMPROMISE)),
        (SERIAL, NOW + DAY, (Unknown, None, None)),
    ],
)
def test_look_up(serial: int, at: datetime, answer: tuple[object, ...], trust: TrustStore) -> None:
    take_in(trust, a_list(7, NOW, *LISTED))

    found = ask(trust, serial, at)

    assert (type(found), getattr(found, "revoked_at", None), getattr(found, "reason", None)) == answer


def test_answer_says_what_it_rests_on(trust: TrustStore) -> None:
    take_in(trust, a_list(7))

    found = ask(trust, SERIAL)

    assert found.data is not None
    assert found.data.this_update == NOW
    assert {name: value for name, value in found.data.detail.items() if name != "crl_sha256"} == {
        "crl_number": "7",
        "crl_this_update": NOW.isoformat(),
        "crl_next_update": (NOW + DAY).isoformat(),
    }


def test_without_a_list_the_answer_is_unknown(trust: TrustStore) -> None:
    assert ask(trust, SERIAL) == Unknown()


@pytest.mark.parametrize(("after", "answer"), [(HOUR - SECOND, NotRevoked), (HOUR, Unknown)])
def test_tolerance_is_the_time_a_list_is_used_past_its_end(after: timedelta, answer: type, tmp_path: Path) -> None:
    trust = trust_in(tmp_path, HOUR)
    take_in(trust, a_list(7))

    assert type(ask(trust, SERIAL, NOW + DAY + after)) is answer


def test_each_issuer_has_its_own_list(trust: TrustStore) -> None:
    take_in(trust, a_list(7, NOW, *LISTED), a_list(7, by=ROOT))

    answers = [type(trust.crls.by_serial(by.certificate, SERIAL, NOW)) for by in (ISSUER, ROOT)]

    assert answers == [Revoked, NotRevoked]


@pytest.mark.parametrize("damage", [b"", b"kezek-crl-index 2\n", b"kezek-crl-index 2\n{}\n", b"<html>\n"])
@pytest.mark.parametrize("which", ["manifest", "index"])
def test_damaged_file_answers_nothing_and_is_replaced(which: str, damage: bytes, trust: TrustStore) -> None:
    take_in(trust, a_list(6), a_list(7, NOW, *LISTED))
    manifest = manifest_file(trust.crls.folder, ISSUER.certificate)
    index = index_file(manifest, Manifest.read(manifest).base or "")
    (manifest if which == "manifest" else index).write_bytes(damage)
    asked_anew = trust_in(trust.crls.folder)

    assert ask(asked_anew, SERIAL) == Unknown()
    assert take_in(trust, a_list(8, NOW, *LISTED)) == [Publication.PUBLISHED]
    assert type(ask(asked_anew, SERIAL)) is Revoked


def test_cut_index_answers_nothing(trust: TrustStore) -> None:
    take_in(trust, a_list(7, NOW, *LISTED))
    manifest = manifest_file(trust.crls.folder, ISSUER.certificate)
    index = index_file(manifest, Manifest.read(manifest).base or "")
    index.write_bytes(index.read_bytes()[:-1])

    assert ask(trust, SERIAL) == Unknown()


HELD_LIST = a_list(7, NOW, *LISTED)
OTHER_KEY = Link("issuing", Link.root().key, ISSUER.der)
FOR_USERS_ALONE = extension(ISSUING_DISTRIBUTION_POINT, bytes.fromhex("30038101ff"), critical=True)


@pytest.mark.parametrize(
    ("der", "outcome"),
    [
        (b"", Publication.NOT_A_CRL),
        (b"<!doctype html><title>Welcome</title>", Publication.NOT_A_CRL),
        (a_list(8)[:-1], Publication.NOT_A_CRL),
        (a_list(8) + b"\x00", Publication.NOT_A_CRL),
        (a_list(2**168), Publication.NOT_A_CRL),
        (ISSUER.der, Publication.NOT_A_CRL),
        (a_list(8, by=Link.root("stranger")), Publication.WRONG_ISSUER),
        (a_list(8, by=OTHER_KEY), Publication.SIGNATURE_BROKEN),
        (broken(a_list(8)), Publication.SIGNATURE_BROKEN),
        (a_list(8, extensions=[extension(UNKNOWN, b"\x05\x00", critical=True)]), Publication.UNSUPPORTED),
        (a_list(8, extensions=[FOR_USERS_ALONE]), Publication.UNSUPPORTED),
        (a_list(8, NOW + SECOND), Publication.NOT_YET_VALID),
        (a_list(8, NOW - DAY), Publication.STALE),
        (a_list(6), Publication.ROLLED_BACK),
        (a_list(7, NOW - SECOND), Publication.ROLLED_BACK),
        (HELD_LIST, Publication.UNCHANGED),
        (a_list(7, NOW, *LISTED), Publication.PUBLISHED),
        (a_list(8, NOW, *LISTED, extensions=[extension(UNKNOWN, b"\x05\x00")]), Publication.PUBLISHED),
        (a_list(2**70, NOW, *LISTED), Publication.PUBLISHED),
    ],
)
def test_only_a_better_list_replaces_the_one_held(
    der: bytes, outcome: Publication, trust: TrustStore, tmp_path: Path
) -> None:
    assert take_in(trust, HELD_LIST) == [Publication.PUBLISHED]
    before = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir())

    assert take_in(trust, der) == [outcome]

    after = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir())
    assert (after == before) is (outcome is not Publication.PUBLISHED)
    assert type(ask(trust, SERIAL)) is Revoked


def test_authority_that_may_not_sign_lists_is_not_an_issuer_of_them(tmp_path: Path) -> None:
    silent = ROOT.issue("silent", usage=frozenset({"key_cert_sign"}))
    trust = TrustStore((ROOT.certificate,), (silent.certificate,), CrlStore(tmp_path))

    assert take_in(trust, a_list(by=silent)) == [Publication.WRONG_ISSUER]


def test_publishers_at_the_same_time_leave_the_highest_number(trust: TrustStore) -> None:
    lists = [a_list(number) for number in (3, 1, 8, 2, 7, 5, 6, 4)]

    with ThreadPoolExecutor(4) as threads:
        outcomes = [one for (one,) in threads.map(lambda der: take_in(trust, der), lists)]

    assert set(outcomes) <= {Publication.PUBLISHED, Publication.ROLLED_BACK}
    assert held_numbers(trust) == (8, None)


def test_lists_are_kept_as_evidence_until_they_are_past(trust: TrustStore, tmp_path: Path) -> None:
    first, second = a_list(7), a_list(8, NOW + HOUR)
    take_in(trust, first)
    resting_on_it = ask(trust, SERIAL).data
    take_in(trust, second, now=NOW + HOUR)
    resting_on_the_second = ask(trust, SERIAL).data
    assert resting_on_it is not None
    assert resting_on_the_second is not None
    kept = [trust.crls.evidence(data.detail) for data in (resting_on_it, resting_on_the_second)]

    take_in(trust, a_list(9, NOW + DAY), now=NOW + DAY)

    assert kept == [[first], [second]]
    assert trust.crls.evidence(resting_on_it.detail) == []
    assert trust.crls.evidence(resting_on_the_second.detail) == [second]
    assert trust.crls.evidence({"ocsp_sha256": "0"}) == []
    assert sorted(file.suffix for file in tmp_path.iterdir()) == ["", ".crl", ".crl", ".index", ".json"]
