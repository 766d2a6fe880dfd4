"""Good inputs to mutate, and how the product judges a mutant of each."""

import base64
import binascii
import hashlib
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auth.certificates.encoding.der import read_only
from auth.certificates.encoding.der_writing import encode_set
from auth.certificates.lists.publish import Publication, publish
from auth.signatures import Valid
from tests.corpus.answers import NONCE, Response
from tests.corpus.certificates import ListPlan
from tests.corpus.cms_algorithms import by_curve, salted
from tests.corpus.cms_structure import KEY_IDENTIFIER, in_ber, pem
from tests.corpus.gost import cms_of, key_of
from tests.corpus.judging import said_by, store, verdict_of
from tests.corpus.keys import ec_key
from tests.corpus.kinds import case, trusted
from tests.corpus.messages import Cms, attached, attribute, in_der, issuer_and_serial
from tests.corpus.ocsp_kinds import GOOD
from tests.corpus.ocsp_kinds import good as good_answer
from tests.corpus.world import CITIZEN_SERIAL, DOCUMENT, EMAIL_PROTECTION, IIN, INDIVIDUAL, NOW, leaf, world
from tests.corpus.writing import bits, integer, octets, oid, seq

_ARMOURED = re.compile(rb"-----BEGIN [A-Z0-9# ]+-----(.*)-----END", re.DOTALL)


@dataclass(frozen=True)
class Seed:
    """`accepted`: whether the product takes a mutant. `essence`: what has been signed, and what by.

    A mutant that is taken and has the whole essence in it, octet by octet, means what the seed means: what was
    changed is covered by no signature. A mutant that is taken without it is a false accept.
    """

    name: str
    good: bytes
    essence: tuple[bytes, ...]
    accepted: Callable[[bytes], bool]

    def is_explained(self, mutant: bytes) -> bool:
        plain = _without_armour(mutant)
        return all(part in plain for part in self.essence)


def _without_armour(data: bytes) -> bytes:
    armoured = _ARMOURED.search(data)
    if armoured is None:
        return data
    try:
        return base64.b64decode(armoured[1])
    except binascii.Error:
        return data


def _signed(der: bytes) -> tuple[bytes, bytes]:
    """What is signed, and the octets of the signature, of anything that X.509 calls SIGNED."""
    tbs, _, signature, *_ = read_only(der).children()
    return tbs.raw, signature.body


def of_signature(name: str, cms: Cms, der: bytes) -> Seed:
    """Signer's certificate, signed attributes, signature value."""
    info = list(read_only(cms.signer_info()).children())
    attributes = next(one.raw for one in info if one.tag == 0xA0)
    value = next(one.body for one in reversed(info) if one.tag == 0x04)
    good = verdict_of(case(der))

    def accepted(mutant: bytes) -> bool:
        """A verdict that is valid must say to the last detail what the seed's says."""
        verdict = verdict_of(case(mutant))
        assert not isinstance(verdict, Valid) or verdict == good
        return isinstance(verdict, Valid)

    return Seed(name, der, (cms.certificate, attributes, value), accepted)


def of_certificate() -> Seed:
    """Each mutant is signed with anew, so that nothing but the certificate itself is amiss."""
    plan = leaf(world().issuing, ec_key(4))
    der = plan.der()
    sid = issuer_and_serial(der)
    return Seed(
        "certificate", der, _signed(der), lambda mutant: _is_valid(Cms(mutant, plan.key, DOCUMENT, sid=sid).der())
    )


def _is_valid(cms: bytes) -> bool:
    return isinstance(verdict_of(case(cms)), Valid)


def of_list(name: str, plan: ListPlan) -> Seed:
    """Offered to a store that holds the good one."""
    der, folder = plan.der(), tempfile.TemporaryDirectory(prefix="corpus-")
    trust, _ = store(*trusted())
    publish(der, trust.issuers, Path(folder.name), NOW)

    def accepted(mutant: bytes) -> bool:
        return publish(mutant, trust.issuers, Path(folder.name), NOW) is Publication.PUBLISHED

    return Seed(name, der, _signed(der), accepted)


def of_answer(name: str, response: Response) -> Seed:
    der = response.der()
    essence = [*_signed(_basic(der))]
    for certificate in response.certificates:
        essence += _signed(certificate)
    return Seed(name, der, tuple(essence), lambda mutant: said_by(mutant) == GOOD)


def _basic(response: bytes) -> bytes:
    """BasicOCSPResponse."""
    _, explicit = read_only(response).children()
    _, basic = next(explicit.children()).children()
    return basic.body


def of_attributes() -> Seed:
    """Each mutant is signed: what the signer's own program may have got wrong."""
    cms = by_curve()(world().cms)
    good = in_der([one for one in cms.usual_attributes().values() if one])
    said = (hashlib.sha256(DOCUMENT).digest(), hashlib.sha256(cms.certificate).digest())
    return Seed("attributes", good, said, lambda mutant: _is_valid(cms.but(wire=lambda _: mutant).der()))


def of_issued() -> Seed:
    """Each mutant is signed by the authority: what it may have got wrong."""
    plan = leaf(world().issuing, ec_key(4))
    sid = issuer_and_serial(plan.der())

    def accepted(tbs: bytes) -> bool:
        certificate = seq(tbs, plan.named_algorithm, bits(plan.signer.sign(tbs)))
        return _is_valid(Cms(certificate, plan.key, DOCUMENT, sid=sid).der())

    return Seed("issued", plan.tbs(), (f"IIN{IIN}".encode(), oid(INDIVIDUAL)[2:], oid(EMAIL_PROTECTION)[2:]), accepted)


def of_issued_list() -> Seed:
    """The same of a list, in a folder where there is none. Whatever it says by then, it is the authority's word."""
    plan = world().base
    tbs = _signed(plan.der())[0]

    def accepted(mutant: bytes) -> bool:
        trust, _ = store(*trusted())
        der = seq(mutant, plan.signer.algorithm(), bits(plan.signer.sign(mutant)))
        with tempfile.TemporaryDirectory() as folder:
            return publish(der, trust.issuers, Path(folder), NOW) is Publication.PUBLISHED

    return Seed("issued list", tbs, (), accepted)


def of_issued_answer() -> Seed:
    """The same of an answer."""
    response = good_answer(world())
    data, _ = _signed(_basic(response.der()))

    def accepted(mutant: bytes) -> bool:
        return said_by(response.but(data=mutant).der()) == GOOD

    return Seed("issued answer", data, (NONCE, integer(CITIZEN_SERIAL)[2:]), accepted)


@cache
def seeds() -> dict[str, list[Seed]]:
    cms = world().cms
    attached_one = cms.but(content=attached(DOCUMENT))
    stamped = cms.but(unsigned=encode_set(0xA1, [attribute("unknown", octets(b"unsigned"))]))
    named = cms.but(sid=KEY_IDENTIFIER, signer_version=integer(3))
    gost = cms_of(key_of(256))
    curve, salt = by_curve()(cms), salted(32)(cms)
    return {
        "signature": [
            of_signature("detached", cms, cms.der()),
            of_signature("attached", attached_one, attached_one.der()),
            of_signature("BER", cms, in_ber(cms)),
            of_signature("PSS", salt, salt.der()),
            of_signature("curve", curve, curve.der()),
            of_signature("key identifier", named, named.der()),
            of_signature("unsigned attribute", stamped, stamped.der()),
            of_signature("PEM", cms, pem(cms.der())),
            of_signature("GOST", gost, gost.der()),
            of_attributes(),
        ],
        "certificate": [of_certificate(), of_issued()],
        "list": [of_list("list", world().base), of_issued_list()],
        "answer": [of_answer("answer", good_answer(world())), of_issued_answer()],
    }
