"""Delta lists: publishing them, and the status that complete list and delta give together (RFC 5280, 5.2.4)."""

from datetime import datetime
from pathlib import Path

import pytest

from auth.certificates.lists.files import manifest_file
from auth.certificates.lists.publish import Publication
from auth.certificates.revocation import IssuedAfter, NotRevoked, OnHold, Revoked, Unknown
from auth.certificates.trust import TrustStore
from bench.crls import wrong_answers
from tests.factories.lists import DAY
from tests.factories.pki import NOW
from tests.unit.auth.crl_world import (
    HOLD,
    HOUR,
    ISSUER,
    REMOVE,
    SECOND,
    a_delta,
    a_list,
    ask,
    broken,
    held_numbers,
    revoked,
    take_in,
    trust_in,
)
from tests.unit.auth.links import Link

IN_BASE, IN_DELTA, HELD, RELEASED, EXPIRED, HELD_THEN_REVOKED, NOWHERE = range(1, 8)
BASE = a_list(
    10,
    NOW,
    revoked(IN_BASE),
    revoked(HELD, HOLD),
    revoked(RELEASED, HOLD),
    revoked(EXPIRED),
    revoked(HELD_THEN_REVOKED, HOLD),
)
DELTA = a_delta(
    12,
    10,
    NOW + HOUR,
    revoked(IN_DELTA, at=NOW + HOUR),
    revoked(RELEASED, REMOVE),
    revoked(EXPIRED, REMOVE),
    revoked(HELD_THEN_REVOKED, at=NOW + HOUR),
)
LATER = NOW + 2 * HOUR


@pytest.fixture
def trust(tmp_path: Path) -> TrustStore:
    return trust_in(tmp_path)


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize(
    ("serial", "at", "answer", "since"),
    [
        (IN_BASE, LATER, Revoked, NOW - DAY),
        (IN_DELTA, LATER, Revoked, NOW + HOUR),
        (IN_DELTA, NOW, NotRevoked, None),
        (HELD, LATER, OnHold, NOW - DAY),
        (RELEASED, LATER, NotRevoked, None),
        (EXPIRED, LATER, Revoked, NOW - DAY),
        (HELD_THEN_REVOKED, LATER, Revoked, NOW + HOUR),
        (HELD_THEN_REVOKED, NOW, OnHold, NOW - DAY),
        (NOWHERE, LATER, NotRevoked, None),
    ],
)
def test_delta_is_asked_first(
    serial: int, at: datetime, answer: type, since: datetime | None, trust: TrustStore
) -> None:
    take_in(trust, BASE, DELTA, now=LATER)

    found = ask(trust, serial, at)

    assert (type(found), getattr(found, "revoked_at", None)) == (answer, since)


def test_answer_rests_on_both(trust: TrustStore) -> None:
    take_in(trust, BASE, DELTA, now=LATER)

    data = ask(trust, NOWHERE).data

    assert data is not None
    assert data.this_update == NOW + HOUR
    assert (data.detail["crl_number"], data.detail["delta_number"]) == ("10", "12")
    assert trust.crls.evidence(data.detail) == [BASE, DELTA]


STALE = NOW + 7 * HOUR
"""The delta has expired, the complete list has not."""


@pytest.mark.parametrize(
    ("serial", "answer"),
    [
        (IN_BASE, Revoked),
        (HELD, OnHold),
        (NOWHERE, NotRevoked),
        (IN_DELTA, Unknown),
        (RELEASED, Unknown),
        (HELD_THEN_REVOKED, Unknown),
    ],
)
def test_of_what_a_stale_delta_names_nothing_is_told(serial: int, answer: type, trust: TrustStore) -> None:
    take_in(trust, BASE, DELTA, now=LATER)

    assert type(ask(trust, serial, STALE)) is answer


def test_complete_list_alone_knows_up_to_its_own_time(trust: TrustStore) -> None:
    take_in(trust, BASE, DELTA, now=LATER)

    data = ask(trust, NOWHERE, STALE).data

    assert data is not None
    assert (data.this_update, "delta_number" in data.detail) == (NOW, False)


def test_fresh_delta_does_not_keep_a_complete_list_alive(trust: TrustStore) -> None:
    late = a_delta(12, 10, NOW + 23 * HOUR)
    take_in(trust, BASE, late, now=NOW + 23 * HOUR)

    assert [type(ask(trust, NOWHERE, at)) for at in (NOW + DAY - SECOND, NOW + DAY)] == [NotRevoked, Unknown]


def test_second_look_is_content_with_a_delta_issued_after_the_arrival(trust: TrustStore) -> None:
    arrival = NOW + HOUR / 2
    certificate = ISSUER.issue("leaf", authority=False).certificate
    again = IssuedAfter(trust.crls, arrival)
    take_in(trust, BASE, now=LATER)
    with_the_base = again.look_up(certificate, ISSUER.certificate, arrival)
    take_in(trust, DELTA, now=LATER)

    found = again.look_up(certificate, ISSUER.certificate, arrival)

    assert (type(with_the_base), type(found)) == (Unknown, NotRevoked)


@pytest.mark.parametrize(
    ("der", "outcome", "numbers"),
    [
        (a_delta(13, 10, NOW + HOUR), Publication.PUBLISHED, (10, 13)),
        (a_delta(13, 9, NOW + HOUR), Publication.PUBLISHED, (10, 13)),
        (a_delta(57_725, 10, NOW + HOUR), Publication.PUBLISHED, (10, 57_725)),
        (DELTA, Publication.UNCHANGED, (10, 12)),
        (a_delta(13, 11, NOW + HOUR), Publication.NO_BASE, (10, 12)),
        (a_delta(13, 10, NOW - SECOND), Publication.SUPERSEDED, (10, 12)),
        (a_delta(11, 10, NOW + HOUR), Publication.ROLLED_BACK, (10, 12)),
        (a_delta(12, 10, NOW + HOUR - SECOND), Publication.ROLLED_BACK, (10, 12)),
        (a_delta(13, 10, NOW + 3 * HOUR), Publication.NOT_YET_VALID, (10, 12)),
        (a_delta(13, 10, NOW, lasts=HOUR), Publication.STALE, (10, 12)),
        (broken(a_delta(13, 10, NOW + HOUR)), Publication.SIGNATURE_BROKEN, (10, 12)),
        (a_delta(13, 10, NOW + HOUR, by=Link.root("stranger")), Publication.WRONG_ISSUER, (10, 12)),
        (a_list(11, NOW + HOUR), Publication.PUBLISHED, (11, 12)),
        (a_list(11, NOW + HOUR + SECOND), Publication.PUBLISHED, (11, None)),
        (a_list(13, NOW), Publication.PUBLISHED, (13, None)),
    ],
)
def test_what_takes_the_place_of_what(
    der: bytes, outcome: Publication, numbers: tuple[int, int], trust: TrustStore
) -> None:
    """A delta older than the complete list is not used, whatever their numbers: it might lift what has returned."""
    take_in(trust, BASE, DELTA, now=LATER)

    assert (take_in(trust, der, now=LATER), held_numbers(trust)) == ([outcome], numbers)


def test_delta_of_no_complete_list_is_not_taken_in(trust: TrustStore) -> None:
    assert take_in(trust, DELTA, now=LATER) == [Publication.NO_BASE]
    assert ask(trust, IN_DELTA) == Unknown()


def test_damaged_delta_answers_nothing(trust: TrustStore) -> None:
    """The expired delta's changes are unknown."""
    take_in(trust, BASE, DELTA, now=LATER)
    manifest = manifest_file(trust.crls.folder, ISSUER.certificate)
    for index in trust.crls.folder.glob("*.index"):
        if b'"base_number": "10"' in index.read_bytes():
            index.write_bytes(b"")

    assert ask(trust_in(trust.crls.folder), NOWHERE) == Unknown()
    assert manifest.exists()


def test_two_readers_see_no_half_of_a_swap(tmp_path: Path) -> None:
    wrong, asked = wrong_answers(tmp_path)

    assert (wrong, asked > 0) == (0, True)
