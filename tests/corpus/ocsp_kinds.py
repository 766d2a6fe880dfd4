"""Kinds of OCSP answer to one question about the citizen's certificate (RFC 6960, 3.2 and 4.2; RFC 9654)."""

from collections.abc import Callable
from dataclasses import dataclass

from auth.certificates.ocsp import OcspFault
from tests.corpus.answers import NONCE, UNKNOWN, Response, Single, by_key, cert_id, nonce, refusal, revoked
from tests.corpus.certificates import CertificatePlan, extension, key_usage, purposes, validity
from tests.corpus.keys import Key, ec_key
from tests.corpus.world import (
    CITIZEN_SERIAL,
    CLIENT_AUTH,
    COMMON_NAME,
    DAY,
    HOUR,
    NOW,
    OCSP_SIGNING,
    YEAR,
    World,
    authority,
    leaf,
    stranger_key,
    world,
)
from tests.corpus.writing import NULL, explicit, generalized_time, integer, name, utf8

GOOD, REVOKED, ON_HOLD, NOT_KNOWN = "good", "revoked", "on hold", "unknown"
RESPONDER = name((COMMON_NAME, utf8("КОРПУС OCSP")))
BEFORE, LATER = generalized_time(NOW - 2 * HOUR), generalized_time(NOW + 2 * HOUR)
YESTERDAY = generalized_time(NOW - DAY)


@dataclass(frozen=True)
class AnswerKind:
    """`wanted`: what the answer says, or why it cannot be believed."""

    name: str
    wanted: OcspFault | str
    clause: str
    make: Callable[[World], bytes]

    def answer(self) -> bytes:
        return self.make(world())


def delegate(of: World, key: Key | None = None) -> CertificatePlan:
    """Of the issuing authority, to answer in its name (RFC 6960, 4.2.2.2)."""
    extensions = {
        "key usage": key_usage("signature"),
        "purposes": purposes(OCSP_SIGNING),
        "no check": extension("no check", NULL),
    }
    return leaf(of.issuing, key or ec_key(8), subject=RESPONDER, extensions=extensions, serial=integer(31))


def about(of: World, serial: int = CITIZEN_SERIAL) -> Single:
    return Single(cert_id(of.issuing, integer(serial)))


def good(of: World) -> Response:
    return by_delegate(of, delegate(of))


def by_delegate(of: World, plan: CertificatePlan) -> Response:
    return Response((about(of),), plan.key, (plan.der(),))


def answering(
    label: str, wanted: OcspFault | str, clause: str, change: Callable[[Response], Response | bytes]
) -> AnswerKind:
    """Made from the good answer of a delegate."""

    def made(of: World) -> bytes:
        found = change(good(of))
        return found if isinstance(found, bytes) else found.der()

    return AnswerKind(label, wanted, clause, made)


def delegated(
    label: str, wanted: OcspFault | str, clause: str, change: Callable[[CertificatePlan], CertificatePlan]
) -> AnswerKind:
    """By another delegate."""
    return AnswerKind(label, wanted, clause, lambda of: by_delegate(of, change(delegate(of))).der())


def foreign(of: World) -> bytes:
    """The delegate of another authority."""
    other = authority(name((COMMON_NAME, utf8("ЕКІНШІ"))), ec_key(11), of.root, serial=21)
    plan = delegate(of).but(issuer=other.subject, signer=other.key)
    return by_delegate(of, plan).der()


def of_another_issuer(of: World) -> bytes:
    return good(of).but(singles=(Single(cert_id(of.root, integer(CITIZEN_SERIAL))),)).der()


def turned(place: int) -> Callable[[Response], bytes]:
    def changed(response: Response) -> bytes:
        der = bytearray(response.der())
        der[place] ^= 1
        return bytes(der)

    return changed


STATEMENTS = [
    answering("good answer", GOOD, "RFC 6960, 2.2", lambda it: it),
    answering("revoked", REVOKED, "RFC 6960, 2.2", lambda it: it.about(status=revoked(YESTERDAY, 1))),
    answering("revoked, no reason given", REVOKED, "RFC 6960, 4.2.1", lambda it: it.about(status=revoked(YESTERDAY))),
    answering(
        "revoked an hour from now", GOOD, "R-10.6", lambda it: it.about(status=revoked(generalized_time(NOW + HOUR), 1))
    ),
    answering("on hold", ON_HOLD, "RFC 6960, 2.2", lambda it: it.about(status=revoked(YESTERDAY, 6))),
    answering("not known to the responder", NOT_KNOWN, "RFC 6960, 2.2", lambda it: it.about(status=UNKNOWN)),
    answering(
        "reason that does not exist",
        OcspFault.MALFORMED,
        "RFC 5280, 5.3.1",
        lambda it: it.about(status=revoked(YESTERDAY, 7)),
    ),
    AnswerKind(
        "other serial number",
        OcspFault.OTHER_CERTIFICATE,
        "RFC 6960, 3.2 (1)",
        lambda of: good(of).but(singles=(about(of, 1002),)).der(),
    ),
    AnswerKind("other issuer", OcspFault.OTHER_CERTIFICATE, "RFC 6960, 3.2 (1)", of_another_issuer),
    AnswerKind(
        "hashed by SHA-256",
        GOOD,
        "RFC 6960, 4.1.1",
        lambda of: good(of).about(cert_id=cert_id(of.issuing, integer(CITIZEN_SERIAL), "sha256")).der(),
    ),
    AnswerKind(
        "hashed by MD5",
        OcspFault.OTHER_CERTIFICATE,
        "RFC 6151, 2",
        lambda of: good(of).about(cert_id=cert_id(of.issuing, integer(CITIZEN_SERIAL), "md5")).der(),
    ),
    AnswerKind(
        "about another certificate too",
        GOOD,
        "RFC 6960, 4.2.1",
        lambda of: good(of).but(singles=(about(of, 1002), about(of))).der(),
    ),
    AnswerKind(
        "good and revoked at once",
        OcspFault.OTHER_CERTIFICATE,
        "RFC 6960, 3.2 (1)",
        lambda of: good(of).but(singles=(about(of), about(of).but(status=revoked(YESTERDAY, 1)))).der(),
    ),
    answering("about nothing", OcspFault.OTHER_CERTIFICATE, "RFC 6960, 3.2 (1)", lambda it: it.but(singles=())),
]
NONCES = [
    answering("other nonce", OcspFault.NONCE, "RFC 9654, 2.1", lambda it: it.but(extensions=nonce(bytes(32)))),
    answering("no nonce", OcspFault.NONCE, "RFC 9654, 2.1", lambda it: it.but(extensions=b"")),
    answering("nonce cut short", OcspFault.NONCE, "RFC 9654, 2.1", lambda it: it.but(extensions=nonce(NONCE[:-1]))),
    answering(
        "nonce bare of its OCTET STRING",
        OcspFault.MALFORMED,
        "RFC 9654, 2.1",
        lambda it: it.but(extensions=extension("nonce", NONCE)),
    ),
    answering(
        "nonce twice", OcspFault.MALFORMED, "RFC 6960, 4.4", lambda it: it.but(extensions=nonce() + nonce(bytes(32)))
    ),
]
TIMES = [
    answering("true two hours ago", OcspFault.STALE, "RFC 6960, 4.2.2.1", lambda it: it.about(this_update=BEFORE)),
    answering(
        "made two hours ago",
        OcspFault.STALE,
        "RFC 6960, 4.2.2.1",
        lambda it: it.but(produced_at=BEFORE).about(this_update=BEFORE),
    ),
    answering(
        "past its nextUpdate",
        OcspFault.STALE,
        "RFC 6960, 3.2 (6)",
        lambda it: it.about(
            this_update=generalized_time(NOW - HOUR / 2), next_update=explicit(0, generalized_time(NOW - HOUR / 4))
        ),
    ),
    answering("true from two hours on", OcspFault.NOT_YET, "RFC 6960, 4.2.2.1", lambda it: it.about(this_update=LATER)),
    answering("made two hours from now", OcspFault.NOT_YET, "RFC 6960, 4.2.2.1", lambda it: it.but(produced_at=LATER)),
    answering("with a nextUpdate", GOOD, "RFC 6960, 4.2.2.1", lambda it: it.about(next_update=explicit(0, LATER))),
]
SIGNERS = [
    AnswerKind(
        "by the issuing authority itself",
        GOOD,
        "RFC 6960, 4.2.2.2",
        lambda of: Response((about(of),), of.issuing.key).der(),
    ),
    answering("by its name", GOOD, "RFC 6960, 4.2.1", lambda it: it.but(responder=explicit(1, RESPONDER))),
    answering(
        "by a stranger",
        OcspFault.SIGNATURE,
        "RFC 6960, 3.2 (2)",
        lambda it: it.but(signer=stranger_key(), responder=by_key(it.signer)),
    ),
    answering(
        "by a stranger in a stranger's name",
        OcspFault.UNKNOWN_SIGNER,
        "RFC 6960, 3.2 (3)",
        lambda it: it.but(signer=stranger_key()),
    ),
    answering(
        "by a delegate who is not enclosed",
        OcspFault.UNKNOWN_SIGNER,
        "RFC 6960, 3.2 (3)",
        lambda it: it.but(certificates=()),
    ),
    delegated(
        "by a delegate for no such purpose",
        OcspFault.NOT_DELEGATED,
        "RFC 6960, 4.2.2.2",
        lambda plan: plan.extended(purposes=purposes(CLIENT_AUTH)),
    ),
    delegated(
        "by a delegate for any purpose",
        OcspFault.NOT_DELEGATED,
        "RFC 6960, 4.2.2.2",
        lambda plan: plan.extended(purposes=purposes("2.5.29.37.0")),
    ),
    delegated(
        "by a delegate that has expired",
        OcspFault.DELEGATE_EXPIRED,
        "RFC 6960, 3.2 (4)",
        lambda plan: plan.but(validity=validity(NOW - YEAR, NOW - DAY)),
    ),
    delegated(
        "by a delegate of a stranger in the issuer's name",
        OcspFault.NOT_DELEGATED,
        "RFC 6960, 4.2.2.2",
        lambda plan: plan.but(signer=stranger_key()),
    ),
    AnswerKind("by a delegate of another authority", OcspFault.NOT_DELEGATED, "RFC 6960, 4.2.2.2", foreign),
    delegated(
        "by a delegate that has been revoked",
        OcspFault.DELEGATE_REVOKED,
        "RFC 6960, 4.2.2.2.1",
        lambda plan: plan.but(serial=integer(9001)).extended(no_check=b""),
    ),
    delegated(
        "by a delegate in the list's good books", GOOD, "RFC 6960, 4.2.2.2.1", lambda plan: plan.extended(no_check=b"")
    ),
    AnswerKind(
        "by the citizen", OcspFault.NOT_DELEGATED, "RFC 6960, 4.2.2.2", lambda of: by_delegate(of, of.citizen).der()
    ),
    answering("with SHA-1", OcspFault.SIGNATURE, "RFC 6194, 3.1", lambda it: it.but(digest="sha1")),
    answering(
        "with another nonce after it was signed",
        OcspFault.SIGNATURE,
        "RFC 6960, 3.2 (2)",
        lambda it: it.der().replace(NONCE, bytes(32)),
    ),
]
FORMS = [
    answering("good, in so many words", GOOD, "RFC 6960, 4.2.1", lambda it: it.but(version=explicit(0, integer(0)))),
    answering("version 2", OcspFault.MALFORMED, "RFC 6960, 4.2.1", lambda it: it.but(version=explicit(0, integer(1)))),
    answering(
        "critical unknown extension",
        OcspFault.EXTENSION,
        "RFC 6960, 4.4",
        lambda it: it.but(extensions=nonce() + extension("unknown", NULL, critical=True)),
    ),
    answering(
        "critical unknown extension of the statement",
        OcspFault.EXTENSION,
        "RFC 6960, 4.4",
        lambda it: it.about(extensions=extension("unknown", NULL, critical=True)),
    ),
    answering(
        "unknown extension", GOOD, "RFC 6960, 4.4", lambda it: it.but(extensions=nonce() + extension("unknown", NULL))
    ),
    answering(
        "answer of another kind", OcspFault.MALFORMED, "RFC 6960, 4.2.1", lambda it: it.but(kind="1.3.6.1.5.5.7.48.1.9")
    ),
    answering("byte behind it", OcspFault.MALFORMED, "RFC 6960, 4.2.1", lambda it: it.der() + b"\0"),
    answering("cut short", OcspFault.MALFORMED, "RFC 6960, 4.2.1", lambda it: it.der()[:-1]),
    answering("page of HTML", OcspFault.MALFORMED, "RFC 6960, 4.2.1", lambda _: b"<!doctype html><title>503"),
    answering("nothing", OcspFault.MALFORMED, "RFC 6960, 4.2.1", lambda _: b""),
    answering("successful, without an answer", OcspFault.MALFORMED, "RFC 6960, 4.2.1", lambda _: refusal(0)),
    answering("try later", OcspFault.TRY_LATER, "RFC 6960, 2.3", lambda _: refusal(3)),
    answering("internal error", OcspFault.INTERNAL_ERROR, "RFC 6960, 2.3", lambda _: refusal(2)),
    answering("unauthorized", OcspFault.REFUSED, "RFC 6960, 2.3", lambda _: refusal(6)),
    answering("status unheard of", OcspFault.REFUSED, "RFC 6960, 4.2.1", lambda _: refusal(99)),
    answering("try later, with a good answer", OcspFault.TRY_LATER, "RFC 6960, 4.2.1", lambda it: it.but(status=3)),
]
KINDS = [*STATEMENTS, *NONCES, *TIMES, *SIGNERS, *FORMS]
