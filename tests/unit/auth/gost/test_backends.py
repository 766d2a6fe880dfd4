"""libgcrypt and pure Python give equal results; the library is called as it requires."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ctypes.util import find_library
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.certificates.gost import streebog, verify_gost
from auth.certificates.gost.backends import Backend, backends
from auth.certificates.gost.curves import CURVES
from auth.certificates.gost.keys import PublicKey, public_key
from portal.simulators.authority import gost_keys
from tests.factories.deadline import DEADLINE

needs_both = pytest.mark.skipif(len(backends()) != 2, reason="this system has no libgcrypt to compare with")
BITS = st.sampled_from(sorted(CURVES))
PRIVATE = {bits: gost_keys.generate(bits)[0] for bits in CURVES}
KEYS = {bits: public_key(CURVES[bits], gost_keys.public_key_of(bits, PRIVATE[bits])) for bits in CURVES}
AFTER_A_FORK = """
import os
from auth.certificates.gost.backends import backends
from auth.certificates.gost.curves import TC26_256_A as curve
from auth.certificates.gost.keys import PublicKey
key, r = PublicKey(curve, curve.x, curve.y), curve.x % curve.q
good = lambda: backends()[0].verify(key, 5, r, (r + 5) % curve.q)
assert good()
child = os.fork()
if not child:
    os._exit(0 if good() else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) or not good())
"""


def by_each(key: PublicKey, digest: bytes, signature: bytes) -> list[bool]:
    return [verify_gost(key, digest, signature, backend) for backend in backends()]


def test_libgcrypt_comes_first_where_there_is_one() -> None:
    expected = ["libgcrypt", "python"] if find_library("gcrypt") else ["python"]

    assert [backend.name for backend in backends()] == expected


@pytest.mark.parametrize("library", ["libgcrypt.so.0", "libc.so.6"])
def test_python_alone_where_there_is_none(library: str) -> None:
    assert [backend.name for backend in backends(library)] == ["python"]


@needs_both
@given(bits=BITS, message=st.binary(max_size=400))
def test_digests_are_the_same(bits: int, message: bytes) -> None:
    first, second = (backend.streebog(bits, message) for backend in backends())

    assert (first, streebog(bits, memoryview(message))) == (second, second)


@needs_both
@pytest.mark.parametrize("length", [*range(126, 131), 1000, 4096])
@pytest.mark.parametrize("octet", [b"\x00", b"\x01", b"\xee", b"\xff"])
def test_digests_with_carries_are_the_same(octet: bytes, length: int) -> None:
    first, second = (backend.streebog(512, octet * length) for backend in backends())

    assert first == second


@needs_both
@given(bits=BITS, digest=st.binary(min_size=64, max_size=64))
def test_what_is_signed_is_good(bits: int, digest: bytes) -> None:
    digest = digest[: bits // 8]

    assert by_each(KEYS[bits], digest, gost_keys.sign_digest(bits, PRIVATE[bits], digest)) == [True, True]


@needs_both
@given(
    bits=BITS,
    digest=st.binary(min_size=64, max_size=64),
    place=st.floats(0, 1, exclude_max=True),
    flip=st.integers(1, 255),
)
def test_changed_signature_is_bad(bits: int, digest: bytes, place: float, flip: int) -> None:
    digest = digest[: bits // 8]
    signature = bytearray(gost_keys.sign_digest(bits, PRIVATE[bits], digest))
    signature[int(place * len(signature))] ^= flip

    assert by_each(KEYS[bits], digest, bytes(signature)) == [False, False]


@needs_both
@given(bits=BITS, digest=st.binary(min_size=64, max_size=64), signature=st.binary(min_size=128, max_size=128))
def test_any_signature_is_judged_the_same(bits: int, digest: bytes, signature: bytes) -> None:
    first, second = by_each(KEYS[bits], digest[: bits // 8], signature[: bits // 4])

    assert first is second


@needs_both
@given(bits=BITS, private=st.integers(1, 40), digest=st.integers(1, 40), k=st.integers(1, 40))
def test_small_numbers_are_judged_the_same(bits: int, private: int, digest: int, k: int) -> None:
    """Sums that pass through equal points, opposite points and infinity."""
    curve, size = CURVES[bits], CURVES[bits].octets
    key = public_key(curve, gost_keys.public_key_of(bits, private.to_bytes(size, "little")))
    r = int.from_bytes(gost_keys.public_key_of(bits, k.to_bytes(size, "little"))[:size], "little") % curve.q
    for_these = [(digest, r, (r * private + k * digest) % curve.q), (digest, r, k), (digest, private, k)]

    answers = [[backend.verify(key, *numbers) for numbers in for_these] for backend in backends()]

    assert answers[0] == answers[1]
    assert answers[0][0]


@pytest.mark.parametrize("backend", backends(), ids=lambda backend: backend.name)
def test_many_threads_get_their_own_answers(backend: Backend) -> None:
    digest = bytes(range(32))
    good = gost_keys.sign_digest(256, PRIVATE[256], digest)
    signatures = [good, good[::-1], bytes(64), good] * 25

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda signature: verify_gost(KEYS[256], digest, signature, backend), signatures))

    assert answers == [True, False, False, True] * 25


def test_it_works_after_a_fork() -> None:
    subprocess.run([sys.executable, "-c", AFTER_A_FORK], check=True, timeout=DEADLINE)


@pytest.mark.long
def test_memory_does_not_grow() -> None:
    digest = bytes(range(32))
    signatures = (gost_keys.sign_digest(256, PRIVATE[256], digest), bytes(range(64)))
    _verify_all(signatures, digest, 500)
    before = _resident_pages()

    _verify_all(signatures, digest, 10_000)

    assert _resident_pages() - before < 64  # a quarter of a megabyte


def _verify_all(signatures: tuple[bytes, ...], digest: bytes, times: int) -> None:
    for _ in range(times):
        for signature in signatures:
            verify_gost(KEYS[256], digest, signature)
            streebog(256, signature)


def _resident_pages() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])
