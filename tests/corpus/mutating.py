"""Mutations of good inputs; each is reproduced from the name of its seed and a number."""

import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from auth.certificates.encoding.der_writing import encode

_DEEPEST = 40
_LENGTHS = (
    b"\x00",
    b"\x01",
    b"\x7f",
    b"\x80",
    b"\x81\x80",
    b"\x82\xff\xff",
    b"\x84\xff\xff\xff\xff",
    b"\x88" + b"\xff" * 8,
    b"\xff",
)


class Place(NamedTuple):
    """Of an element: where its tag, its length and its contents begin, and where it ends."""

    tag: int
    length: int
    contents: int
    end: int


Mutation = Callable[[random.Random, bytearray, Place], None]


@cache
def places(der: bytes) -> tuple[Place, ...]:
    """Of all elements, the nested ones too, also where an OCTET STRING or BIT STRING holds some."""
    return tuple(_places(der, 0, len(der), 0))


def _places(der: bytes, at: int, end: int, depth: int) -> Iterator[Place]:
    while at + 2 <= end and depth < _DEEPEST:
        contents, size = at + 2, der[at + 1]
        if size & 0x80:
            contents += size & 0x7F
            size = int.from_bytes(der[at + 2 : contents], "big") if size & 0x7F else end - contents
        if contents + size > end:
            return
        yield Place(at, at + 1, contents, contents + size)
        skipped = 1 if der[at] == 0x03 else 0
        if der[at] & 0x20 or der[at] in (0x03, 0x04):
            yield from _places(der, contents + skipped, contents + size, depth + 1)
        at = contents + size


def mutant(seed: bytes, name: str, number: int) -> bytes:
    """One to three changes; always the same for these three arguments. Every second one keeps the lengths around it."""
    chosen = random.Random(f"{name} {number}")  # noqa: S311 -- the same each time, which is the point
    changed = bytearray(seed)
    for _ in range(chosen.choice((1, 1, 1, 2, 3))):
        known = places(bytes(changed)) or (Place(0, 0, 0, len(changed)),)
        if number % 2 and changed:
            changed = bytearray(_put(bytes(changed), known, *_replacement(chosen, bytes(changed), known)))
        else:
            chosen.choice(_MUTATIONS)(chosen, changed, chosen.choice(known))
    return bytes(changed)


def _replacement(chosen: random.Random, der: bytes, known: tuple[Place, ...]) -> tuple[Place, bytes]:
    """An element, and what is to stand in its place."""
    place, other = chosen.choice(known), chosen.choice(known)
    whole, tag, contents = der[place.tag : place.end], der[place.tag], der[place.contents : place.end]
    turned = bytearray(contents)
    if turned:
        turned[chosen.randrange(len(turned))] ^= 1 << chosen.randrange(8)
    return place, chosen.choice(
        (
            b"",
            whole * 2,
            der[other.tag : other.end],
            whole + der[other.tag : other.end],
            encode(tag),
            encode(tag, contents[:-1]),
            encode(tag, contents, b"\x00"),
            encode(tag, b"\x00", contents),
            encode(tag, contents, b"\x05\x00"),
            encode(tag, bytes(turned)),
            encode(tag ^ 0x20, contents),
            encode(chosen.choice((0x02, 0x04, 0x05, 0x0C, 0x30, 0x31, 0x80, 0xA0, 0xA1, 0xA2)), contents),
            bytes((tag, 0x84)) + len(contents).to_bytes(4, "big") + contents,
            bytes((tag, 0x80)) + contents + b"\x00\x00",
        )
    )


def _put(der: bytes, known: tuple[Place, ...], place: Place, new: bytes) -> bytes:
    """With the lengths of all that is around it made to fit."""
    around = [one for one in known if one.tag < place.tag and place.end <= one.end]
    for outer in sorted(around, key=lambda one: one.end - one.tag):
        if der[outer.length] == 0x80:
            break
        new = encode(der[outer.tag], der[outer.contents : place.tag], new, der[place.end : outer.end])
        place = outer
    return der[: place.tag] + new + der[place.end :]


def _turn_bit(chosen: random.Random, changed: bytearray, _: Place) -> None:
    if changed:
        changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)


def _write(chosen: random.Random, changed: bytearray, _: Place) -> None:
    at = chosen.randrange(len(changed) + 1)
    changed[at : at + chosen.randrange(1, 5)] = chosen.randbytes(chosen.randrange(1, 5))


def _cut(chosen: random.Random, changed: bytearray, _: Place) -> None:
    at = chosen.randrange(len(changed) + 1)
    del changed[at : at + chosen.choice((1, 1, 2, 16, len(changed)))]


def _insert(chosen: random.Random, changed: bytearray, place: Place) -> None:
    at = chosen.choice((place.tag, place.contents, place.end, chosen.randrange(len(changed) + 1)))
    changed[at:at] = chosen.choice((b"\x00", b"\x00\x00", b"\x05\x00", b"\x30\x80", chosen.randbytes(3)))


def _double(chosen: random.Random, changed: bytearray, place: Place) -> None:
    changed[place.end : place.end] = changed[place.tag : place.end]


def _drop(chosen: random.Random, changed: bytearray, place: Place) -> None:
    del changed[place.tag : place.end]


def _change_length(chosen: random.Random, changed: bytearray, place: Place) -> None:
    if place.length < len(changed):
        changed[place.length] = (changed[place.length] + chosen.choice((1, -1, 2, -2, 127))) % 256


def _rewrite_length(chosen: random.Random, changed: bytearray, place: Place) -> None:
    """In another form; at times one that says the same."""
    size = place.end - place.contents
    longer = b"\x84" + size.to_bytes(4, "big")
    changed[place.length : place.contents] = chosen.choice((*_LENGTHS, longer, longer, longer))


def _leave_open(chosen: random.Random, changed: bytearray, place: Place) -> None:
    changed[place.end : place.end] = b"\x00\x00"
    changed[place.length : place.contents] = b"\x80"


def _change_tag(chosen: random.Random, changed: bytearray, place: Place) -> None:
    if place.tag < len(changed):
        changed[place.tag] = chosen.choice((0x02, 0x04, 0x05, 0x1F, 0x24, 0x30, 0x31, 0x80, 0xA0, 0xA1, 0xBF))


_MUTATIONS: tuple[Mutation, ...] = (
    _turn_bit,
    _turn_bit,
    _write,
    _cut,
    _insert,
    _double,
    _drop,
    _change_length,
    _rewrite_length,
    _leave_open,
    _change_tag,
)
