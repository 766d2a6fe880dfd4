"""The good world that every kind departs from by one thing: a root, an issuing authority, a citizen, their lists.

Nothing of it is made by the authority of the demonstration: what one hand gets wrong, the other does not repeat.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from auth.signatures import CITIZEN, OFFICIAL, ExpectedSigner
from tests.corpus.certificates import (
    CertificatePlan,
    ListPlan,
    basic_constraints,
    crl_number,
    entry,
    extension,
    freshest_crl,
    key_usage,
    policies,
    purposes,
    reason,
    responder_at,
    validity,
)
from tests.corpus.keys import Key, ec_key, rsa_key
from tests.corpus.messages import Cms
from tests.corpus.writing import integer, name, octets, printable, utc_time, utf8

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
DOCUMENT, OTHER_DOCUMENT = b'{"nonce":"7d41","service":"corpus"}', b'{"nonce":"7d42","service":"corpus"}'
IIN, OTHER_IIN, BIN = "880214300421", "910707450333", "150140004444"
SURNAME = "ТӨЛЕГЕНОВ"
COMMON_NAME, SURNAME_OF, SERIAL_NUMBER, COUNTRY, GIVEN_NAME, ORGANISATION, UNIT = (
    f"2.5.4.{last}" for last in (3, 4, 5, 6, 42, 10, 11)
)
EMAIL_PROTECTION, CLIENT_AUTH, ANY_PURPOSE = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0"
OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"
INDIVIDUAL, ORGANISATIONS, REMOTE = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.3.2"
SIGNING_POLICY, LOG_IN_POLICY, BARE_POLICY = "1.2.398.3.3.2.3", "1.2.398.3.3.2.4", "1.2.398.3.3.2"

ROOT_NAME = name((COMMON_NAME, utf8("КОРПУС НЕГІЗГІ")), (COUNTRY, printable("KZ")))
ISSUING_NAME = name((COMMON_NAME, utf8("КОРПУС КУӘЛАНДЫРУШЫ")), (COUNTRY, printable("KZ")))
AS_CITIZEN = ExpectedSigner(CITIZEN, IIN)
AS_OFFICIAL = ExpectedSigner(OFFICIAL, IIN, BIN)

CITIZEN_SERIAL, ISSUING_SERIAL, REVOKED_SERIAL = 1001, 2, 9001


def person(*identity: tuple[str, bytes]) -> bytes:
    """The subject as the national authority writes it, with what says who it is."""
    return name(
        (COMMON_NAME, utf8(f"{SURNAME} ДИДАР")),
        (SURNAME_OF, utf8(SURNAME)),
        *identity,
        (COUNTRY, printable("KZ")),
        (GIVEN_NAME, utf8("ЕРЛАНҰЛЫ")),
    )


def iin(value: str) -> tuple[str, bytes]:
    return SERIAL_NUMBER, utf8(value)


CITIZEN_NAME = person(iin(f"IIN{IIN}"))
AUTHORITY_EXTENSIONS = {
    "basic constraints": basic_constraints(),
    "key usage": key_usage("certificates", "CRLs"),
}
LEAF_EXTENSIONS = {
    "key usage": key_usage("signature", "non-repudiation"),
    "purposes": purposes(EMAIL_PROTECTION, INDIVIDUAL),
    "policies": policies(SIGNING_POLICY),
    "key identifier": extension("key identifier", octets(b"citizen's key")),
    "authority information": responder_at(),
    "freshest CRL": freshest_crl(),
}


@dataclass(frozen=True)
class World:
    root: CertificatePlan
    issuing: CertificatePlan
    citizen: CertificatePlan
    root_list: ListPlan
    base: ListPlan
    cms: Cms


def authority(subject: bytes, key: Key, by: CertificatePlan | None = None, *, serial: int) -> CertificatePlan:
    """By another authority, or by itself."""
    return CertificatePlan(
        subject=subject,
        issuer=by.subject if by else subject,
        key=key,
        signer=by.key if by else key,
        validity=validity(NOW - 5 * YEAR, NOW + 5 * YEAR),
        extensions=AUTHORITY_EXTENSIONS,
        serial=integer(serial),
    )


def list_of(plan: CertificatePlan, number: int, *entries: bytes) -> ListPlan:
    """A base list, an hour old, for a day."""
    return ListPlan(
        issuer=plan.subject,
        signer=plan.key,
        this_update=utc_time(NOW - HOUR),
        next_update=utc_time(NOW + 23 * HOUR),
        entries=entries,
        extensions=(crl_number(number),),
    )


def leaf(by: CertificatePlan, key: Key, **parts: object) -> CertificatePlan:
    plan = CertificatePlan(
        subject=CITIZEN_NAME,
        issuer=by.subject,
        key=key,
        signer=by.key,
        validity=validity(NOW - DAY, NOW + YEAR),
        extensions=LEAF_EXTENSIONS,
        serial=integer(CITIZEN_SERIAL),
    )
    return plan.but(**parts)


@cache
def world() -> World:
    root = authority(ROOT_NAME, rsa_key(1), serial=1)
    issuing = authority(ISSUING_NAME, rsa_key(2), root, serial=ISSUING_SERIAL)
    citizen = leaf(issuing, rsa_key(3))
    return World(
        root=root,
        issuing=issuing,
        citizen=citizen,
        root_list=list_of(root, 3),
        base=list_of(issuing, 7, entry(REVOKED_SERIAL, utc_time(NOW - DAY), reason(1))),
        cms=Cms(citizen.der(), citizen.key, DOCUMENT),
    )


def stranger_key() -> Key:
    return ec_key(9)
