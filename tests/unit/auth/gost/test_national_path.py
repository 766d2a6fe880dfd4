"""The citizen's certificate of the national authority's test chain, judged by the portal's profiles."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auth.certificates.certificate_checks import judge_certificate
from auth.certificates.checks import Check, Result
from auth.certificates.codes import Code
from auth.certificates.lists.publish import Publication, publish
from auth.certificates.profiles import CITIZEN as CITIZENS
from auth.certificates.profiles import OFFICIAL as OFFICIALS
from auth.certificates.profiles import Profile
from auth.certificates.trust import TrustStore
from tests.unit.auth.gost.test_national_chain import (
    CITIZEN,
    FOLDER,
    ISSUING,
    LIST,
    ROOT,
    certificate,
    octets,
    pytestmark,
)

__all__ = ["pytestmark"]
LISTED, JUDGED = datetime(2026, 9, 1, tzinfo=UTC), datetime(2024, 5, 1, tzinfo=UTC)
TOO_EARLY, TOO_LATE = datetime(2023, 11, 9, 10, tzinfo=UTC), datetime(2024, 11, 9, tzinfo=UTC)
Outcome = list[tuple[str, Result, Code | None]]


def trust_in(roots: list[str], intermediates: list[str], folder: Path) -> TrustStore:
    return TrustStore.load(
        [Path(FOLDER) / name for name in roots], [Path(FOLDER) / name for name in intermediates], folder
    )


def outcome(trust: TrustStore, profile: Profile, at: datetime, *enclosed: bytes) -> Outcome:
    checks: tuple[Check, ...] = judge_certificate(certificate(CITIZEN), enclosed, profile, trust, trust.crls, at)
    return [(check.name, check.result, check.code) for check in checks]


def passed(*names: str) -> Outcome:
    return [(name, Result.PASSED, None) for name in names]


BEFORE_REVOCATION = passed("certificate", "path", "validity", "purpose", "policy")
# The folder has no list of the root's own: nobody can tell whether it has revoked the issuing authority.
OF_THE_ROOT = ("issuer_revocation", Result.UNKNOWN, Code.REVOCATION_UNKNOWN)


def test_citizen_is_good_as_far_as_lists_tell(tmp_path: Path) -> None:
    trust = trust_in([ROOT], [ISSUING], tmp_path)

    assert publish(octets(LIST), trust.issuers, tmp_path, LISTED) is Publication.PUBLISHED
    assert outcome(trust, CITIZENS, JUDGED) == [*BEFORE_REVOCATION, *passed("revocation"), OF_THE_ROOT]


def test_enclosed_authority_serves_as_a_configured_one_does(tmp_path: Path) -> None:
    publish(octets(LIST), trust_in([ROOT], [ISSUING], tmp_path).issuers, tmp_path, LISTED)
    trust = trust_in([ROOT], [], tmp_path)

    assert outcome(trust, CITIZENS, JUDGED, octets(ISSUING)) == [*BEFORE_REVOCATION, *passed("revocation"), OF_THE_ROOT]


def test_citizen_without_a_list_cannot_be_told(tmp_path: Path) -> None:
    found = outcome(trust_in([ROOT], [ISSUING], tmp_path), CITIZENS, JUDGED)

    assert found[: len(BEFORE_REVOCATION) + 1] == [
        *BEFORE_REVOCATION,
        ("revocation", Result.UNKNOWN, Code.REVOCATION_UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("profile", "at", "last"),
    [
        (CITIZENS, TOO_EARLY, ("validity", Result.FAILED, Code.NOT_YET_VALID)),
        (CITIZENS, TOO_LATE, ("validity", Result.FAILED, Code.EXPIRED)),
        (OFFICIALS, JUDGED, ("purpose", Result.FAILED, Code.WRONG_ROLE)),
    ],
)
def test_at_another_time_or_in_another_role_it_is_not(
    profile: Profile, at: datetime, last: tuple[str, Result, Code], tmp_path: Path
) -> None:
    assert outcome(trust_in([ROOT], [ISSUING], tmp_path), profile, at)[-1] == last


@pytest.mark.parametrize(("roots", "intermediates"), [([], [ISSUING]), ([ROOT], []), ([], [ROOT, ISSUING])])
def test_without_the_chain_there_is_no_path(roots: list[str], intermediates: list[str], tmp_path: Path) -> None:
    trust = trust_in(roots, intermediates, tmp_path)

    assert outcome(trust, CITIZENS, JUDGED)[-1] == ("path", Result.FAILED, Code.UNKNOWN_ISSUER)


def test_altered_list_is_not_taken(tmp_path: Path) -> None:
    altered = octets(LIST)[:-1] + bytes((octets(LIST)[-1] ^ 1,))

    assert (
        publish(altered, trust_in([ROOT], [ISSUING], tmp_path).issuers, tmp_path, LISTED)
        is Publication.SIGNATURE_BROKEN
    )
