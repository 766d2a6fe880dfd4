"""libgcrypt, called through ctypes.

Calls run without Python's lock, and may come from any thread and after a fork. Every object it allocates is released.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_char_p, c_int, c_size_t, c_uint, c_void_p, create_string_buffer
from threading import Lock

from auth.certificates.gost.keys import PublicKey

Expression = bytes | list["Expression"]
"""An S-expression, in which the library takes its arguments."""

LIBRARY = "libgcrypt.so.20"
_OLDEST = b"1.9.0"
_DISABLE_SECURE_MEMORY, _INITIALISATION_FINISHED, _IS_INITIALISED, _TEST_ALGORITHM = 37, 38, 39, 8
_STREEBOG = {256: 309, 512: 310}
_LOADING = Lock()


class LibgcryptMissing(Exception):
    """The library is missing, too old, or not allowed to use Streebog."""


class Libgcrypt:
    """Raises LibgcryptMissing."""

    name = "libgcrypt"

    def __init__(self, library: str = LIBRARY) -> None:
        with _LOADING:
            self._library = _load(library)

    def streebog(self, bits: int, message: bytes) -> bytes:
        digest = create_string_buffer(bits // 8)
        self._library.gcry_md_hash_buffer(_STREEBOG[bits], digest, message, len(message))
        return digest.raw

    def verify(self, key: PublicKey, digest: int, r: int, s: int) -> bool:
        size = key.curve.octets
        value, r_value, s_value = (number.to_bytes(size, "big") for number in (digest, r, s))
        with (
            self._built(_public_key(key)) as public_key,
            self._built([b"data", [b"flags", b"gost"], [b"value", value]]) as data,
            self._built([b"sig-val", [b"gost", [b"r", r_value], [b"s", s_value]]]) as signature,
        ):
            failed: int = self._library.gcry_pk_verify(signature, data, public_key)
        return not failed

    @contextmanager
    def _built(self, expression: Expression) -> Iterator[c_void_p]:
        encoded, built = _canonical(expression), c_void_p()
        if self._library.gcry_sexp_new(byref(built), encoded, len(encoded), 0):
            raise MemoryError
        try:
            yield built
        finally:
            self._library.gcry_sexp_release(built)


def _canonical(expression: Expression) -> bytes:
    """The canonical form: each string follows its length."""
    if isinstance(expression, bytes):
        return b"%d:%b" % (len(expression), expression)
    return b"(%b)" % b"".join(map(_canonical, expression))


def _public_key(key: PublicKey) -> Expression:
    """With explicit curve parameters: the curve's name differs between versions. Numbers are signed: one octet more."""
    curve, size = key.curve, key.curve.octets
    numbers = {b"p": curve.p, b"a": curve.a % curve.p, b"b": curve.b, b"n": curve.q}
    points = {b"g": (curve.x, curve.y), b"q": (key.x, key.y)}
    parameters: list[Expression] = [[name, number.to_bytes(size + 1, "big")] for name, number in numbers.items()]
    # Uncompressed points (SEC 1, 2.3.3).
    parameters += [
        [name, b"\x04" + x.to_bytes(size, "big") + y.to_bytes(size, "big")] for name, (x, y) in points.items()
    ]
    return [b"public-key", [b"ecc", *parameters]]


def _load(name: str) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(name)
        _declare(library)
    except (OSError, AttributeError) as error:
        raise LibgcryptMissing from error
    if not library.gcry_check_version(_OLDEST):
        raise LibgcryptMissing
    if not library.gcry_control(_IS_INITIALISED, 0):
        # It is given no secrets, so it needs no locked memory.
        library.gcry_control(_DISABLE_SECURE_MEMORY, 0)
        library.gcry_control(_INITIALISATION_FINISHED, 0)
    if any(library.gcry_md_algo_info(number, _TEST_ALGORITHM, None, None) for number in _STREEBOG.values()):
        raise LibgcryptMissing
    return library


def _declare(library: ctypes.CDLL) -> None:
    """As gcrypt.h does."""
    functions = {
        "gcry_check_version": (c_char_p, [c_char_p]),
        "gcry_control": (c_uint, [c_int, c_int]),
        "gcry_md_algo_info": (c_uint, [c_int, c_int, c_void_p, c_void_p]),
        "gcry_md_hash_buffer": (None, [c_int, c_void_p, c_char_p, c_size_t]),
        "gcry_sexp_new": (c_uint, [c_void_p, c_char_p, c_size_t, c_int]),
        "gcry_sexp_release": (None, [c_void_p]),
        "gcry_pk_verify": (c_uint, [c_void_p, c_void_p, c_void_p]),
    }
    for name, (result, arguments) in functions.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
