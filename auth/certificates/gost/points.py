"""Sums of multiples of points of a curve. Not in constant time: for public keys only."""

from auth.certificates.gost.curves import Curve

Point = tuple[int, int, int]
"""Jacobian coordinates: (X, Y, Z) is the point (X/Z², Y/Z³); Z is 0 at infinity."""

_INFINITY: Point = (1, 1, 0)
_WINDOW = 5


def sum_of_multiples(curve: Curve, *terms: tuple[int, int, int]) -> tuple[int, int] | None:
    """k₁P₁ + k₂P₂ + ..., each term given as (k, x, y) with k >= 0; None is the point at infinity."""
    prepared = [(_digits(k), _odd_multiples(curve, (x, y, 1))) for k, x, y in terms]
    total = _INFINITY
    for place in reversed(range(max(len(digits) for digits, _ in prepared))):
        total = _double(curve, total)
        for digits, multiples in prepared:
            if place < len(digits) and digits[place]:
                total = _add(curve, total, multiples[digits[place]])
    return _affine(curve, total)


def _digits(k: int) -> list[int]:
    """The signed digits of k from the lowest, of which any non-zero one is odd and followed by zeros (wNAF)."""
    digits = []
    while k:
        digit = 0
        if k & 1:
            digit = k % 2**_WINDOW
            if digit >= 2 ** (_WINDOW - 1):
                digit -= 2**_WINDOW
            k -= digit
        digits.append(digit)
        k >>= 1
    return digits


def _odd_multiples(curve: Curve, point: Point) -> dict[int, Point]:
    """P, 3P, 5P, ..., and their negatives."""
    multiples, twice = {}, _double(curve, point)
    for odd in range(1, 2 ** (_WINDOW - 1), 2):
        x, y, z = point
        multiples[odd], multiples[-odd] = point, (x, -y, z)
        point = _add(curve, point, twice)
    return multiples


def _double(curve: Curve, point: Point) -> Point:
    p = curve.p
    x, y, z = point
    yy, zz = y * y % p, z * z % p
    s = 4 * x * yy % p
    m = 3 * (x - zz) * (x + zz) % p if curve.a == -3 else (3 * x * x + curve.a * (zz * zz % p)) % p
    doubled = (m * m - 2 * s) % p
    return doubled, (m * (s - doubled) - 8 * yy * yy) % p, 2 * y * z % p


def _add(curve: Curve, left: Point, right: Point) -> Point:
    if not left[2] or not right[2]:
        return left if left[2] else right
    p = curve.p
    (x1, y1, z1), (x2, y2, z2) = left, right
    zz1, zz2 = z1 * z1 % p, z2 * z2 % p
    u, s = x1 * zz2 % p, y1 * zz2 * z2 % p
    h, r = (x2 * zz1 - u) % p, (y2 * zz1 * z1 - s) % p
    if not h:
        return _INFINITY if r else _double(curve, left)
    hh = h * h % p
    hhh, v = h * hh % p, u * hh % p
    x3 = (r * r - hhh - 2 * v) % p
    return x3, (r * (v - x3) - s * hhh) % p, z1 * z2 * h % p


def _affine(curve: Curve, point: Point) -> tuple[int, int] | None:
    x, y, z = point
    if not z % curve.p:
        return None
    inverse = pow(z, -1, curve.p)
    square = inverse * inverse
    return x * square % curve.p, y * square * inverse % curve.p
