"""Digests and signatures compared with a third implementation, OpenSSL's GOST engine."""

from pathlib import Path

import pytest

from auth.certificates.algorithms import Signed, read_algorithm, signature_fault
from auth.certificates.encoding.der import read_only
from auth.certificates.gost import streebog
from portal.simulators.authority import der_forms as der
from portal.simulators.authority import gost_keys
from portal.simulators.authority.keys import GOST, GostKey, public_key_info, sign_message
from tests.factories.gost_engine import MISSING, engine_accepts, engine_digest, engine_signature, has_engine

pytestmark = pytest.mark.skipif(not has_engine(), reason=MISSING)
both_lengths = pytest.mark.parametrize("bits", [256, 512])
MESSAGE = "Осы өтінішпен тұрғын үй кезегіне қоюды сұраймын.".encode() * 7


def accepted(info: bytes, message: bytes, signature: bytes, bits: int) -> bool:
    algorithm = read_algorithm(read_only(der.algorithm(GOST[bits].signature)))
    return signature_fault(info, Signed(message, signature, algorithm)) is None


def altered(octets: bytes, place: int) -> bytes:
    return octets[:place] + bytes((octets[place] ^ 1,)) + octets[place + 1 :]


@both_lengths
@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 640])
def test_digests_agree(bits: int, length: int, tmp_path: Path) -> None:
    assert engine_digest(tmp_path, MESSAGE[:length], bits) == streebog(bits, MESSAGE[:length])


@both_lengths
def test_opinions_on_our_signatures_agree(bits: int, tmp_path: Path) -> None:
    key, other = (GostKey(bits, gost_keys.generate(bits)[0]) for _ in range(2))
    info, signature = public_key_info(key), sign_message(key, MESSAGE)
    half = len(signature) // 2
    cases = [
        (info, MESSAGE, signature),
        (info, altered(MESSAGE, 5), signature),
        (public_key_info(other), MESSAGE, signature),
        (info, MESSAGE, signature[half:] + signature[:half]),
        *((info, MESSAGE, altered(signature, place)) for place in range(0, len(signature), 9)),
    ]

    opinions = [(engine_accepts(tmp_path, *case, bits), accepted(*case, bits)) for case in cases]

    assert opinions == [(True, True)] + [(False, False)] * (len(cases) - 1)


@both_lengths
def test_signatures_of_the_engine_are_good(bits: int, tmp_path: Path) -> None:
    info, signature = engine_signature(tmp_path, MESSAGE, bits)

    assert accepted(info, MESSAGE, signature, bits)
    assert not accepted(info, MESSAGE, altered(signature, 3), bits)
