"""What is signed is believed; everything else that looks like it is refused, by name."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from auth.tokens import SigningKey, VerifyingKeys, generate_key_pem
from portal.kernel.outcomes import Refused

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
PEM, OTHER_PEM = generate_key_pem(), generate_key_pem()
KEY, OTHER = SigningKey(PEM), SigningKey(OTHER_PEM)
KEYS = VerifyingKeys([KEY.public_pem])
CLAIMS = {"iss": "portal", "aud": "gateway", "iat": SECONDS, "exp": SECONDS + 60, "jti": "1"}
HEADER = {"alg": "ES256", "kid": KEY.kid, "typ": "JWT"}


def segment(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def forge(header: object, claims: object = CLAIMS, pem: bytes = PEM) -> str:
    """A statement truly signed over any header and any claims: what the holder of a key could make."""
    return sign(f"{segment(header)}.{segment(claims)}", pem)


def sign(signed: str, pem: bytes = PEM) -> str:
    private = load_pem_private_key(pem, password=None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(private.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{segment(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def with_claims(**changed: object) -> str:
    return forge(HEADER, {name: value for name, value in {**CLAIMS, **changed}.items() if value is not None})


def with_header(**changed: object) -> str:
    return forge({**HEADER, **changed})


def keyed_hash_with_the_public_key() -> str:
    signed = f"{segment({**HEADER, 'alg': 'HS256'})}.{segment(CLAIMS)}"
    digest = hmac.new(KEY.public_pem, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{segment(digest + digest)}"


def with_claims_of_another() -> str:
    head, _, signature = KEY.sign(CLAIMS).split(".")
    return f"{head}.{segment({**CLAIMS, 'jti': '2'})}.{signature}"


def twice_named() -> str:
    text = json.dumps(CLAIMS)[:-1] + ', "aud": "gateway"}'
    return forge(HEADER, text.encode())


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def respelled(part: str) -> str:
    """The same bytes, ending in a letter that nobody would write for them."""
    assert len(part) % 4 != 0, "there is but one spelling"
    return part[:-1] + LETTERS[LETTERS.index(part[-1]) + 1]


def header_respelled() -> str:
    """Signed as it stands, so that its spelling alone is against it."""
    raw = json.dumps(HEADER).encode()
    raw += b" " * (len(raw) % 3 == 0)
    return sign(f"{respelled(segment(raw))}.{segment(CLAIMS)}")


def signature_respelled() -> str:
    head, claims, signature = KEY.sign(CLAIMS).split(".")
    return f"{head}.{claims}.{respelled(signature)}"


FORGED: dict[str, tuple[Callable[[], str], str]] = {
    "nothing": (lambda: "", "token_form"),
    "algorithm none": (lambda: f"{segment({**HEADER, 'alg': 'none'})}.{segment(CLAIMS)}.", "token_form"),
    "algorithm none, signed": (lambda: with_header(alg="none"), "token_header"),
    "public key as a shared secret": (keyed_hash_with_the_public_key, "token_header"),
    "another algorithm": (lambda: with_header(alg="ES512"), "token_header"),
    "algorithm in other letters": (lambda: with_header(alg="es256"), "token_header"),
    "crit": (lambda: with_header(crit=["b64"], b64=False), "token_header"),
    "jku": (lambda: with_header(jku="https://evil.example/keys"), "token_header"),
    "x5u": (lambda: with_header(x5u="https://evil.example/chain"), "token_header"),
    "own jwk": (
        lambda: forge({**HEADER, "jwk": VerifyingKeys([OTHER.public_pem]).as_jwks()["keys"][0]}, CLAIMS, OTHER_PEM),
        "token_header",
    ),
    "another typ": (lambda: with_header(typ="at+jwt"), "token_header"),
    "typ in other letters": (lambda: with_header(typ="jwt"), "token_header"),
    "no typ": (lambda: forge({"alg": "ES256", "kid": KEY.kid}), "token_header"),
    "no kid": (lambda: forge({"alg": "ES256", "typ": "JWT"}), "token_header"),
    "kid of nobody": (lambda: with_header(kid=OTHER.kid), "token_key"),
    "kid a list": (lambda: with_header(kid=[KEY.kid]), "token_key"),
    "kid of another's key": (lambda: forge(HEADER, CLAIMS, OTHER_PEM), "token_signature"),
    "changed claims": (with_claims_of_another, "token_signature"),
    "signature of zeros": (
        lambda: f"{segment(HEADER)}.{segment(CLAIMS)}.{segment(bytes(64))}",
        "token_signature",
    ),
    "signature cut short": (lambda: KEY.sign(CLAIMS)[:-2], "token_form"),
    "a fourth part": (lambda: KEY.sign(CLAIMS) + ".e30", "token_form"),
    "a line's end": (lambda: KEY.sign(CLAIMS) + "\n", "token_form"),
    "letters no base64 has": (lambda: "!" + KEY.sign(CLAIMS), "token_form"),
    "header no object": (lambda: forge([1]), "token_header"),
    "header nested without end": (lambda: forge(b"[" * 3000), "token_header"),
    "claims no object": (lambda: forge(HEADER, "text"), "token_claims"),
    "claims no text": (lambda: forge(HEADER, b"\xff\xfe"), "token_claims"),
    "a claim twice": (twice_named, "token_claims"),
    "a number that is none": (lambda: with_claims(note=float("nan")), "token_claims"),
    "over before it began": (lambda: with_claims(iat=SECONDS + 20, exp=SECONDS + 10), "token_claims"),
    "signature spelled in another way": (signature_respelled, "token_form"),
    "header spelled in another way": (header_respelled, "token_header"),
    "expired": (lambda: with_claims(iat=SECONDS - 600, exp=SECONDS - 60), "token_expired"),
    "no exp": (lambda: with_claims(exp=None), "token_claims"),
    "no iat": (lambda: with_claims(iat=None), "token_claims"),
    "exp a text": (lambda: with_claims(exp=str(SECONDS + 60)), "token_claims"),
    "nbf true": (lambda: with_claims(nbf=True), "token_claims"),
    "exp true": (lambda: with_claims(exp=True), "token_claims"),
    "exp without end": (
        lambda: forge(HEADER, json.dumps({**CLAIMS, "exp": float("inf")}).encode()),
        "token_claims",
    ),
    "issued in the future": (lambda: with_claims(iat=SECONDS + 61, exp=SECONDS + 90), "token_early"),
    "not yet": (lambda: with_claims(nbf=SECONDS + 61), "token_early"),
    "to another": (lambda: with_claims(aud="provider"), "token_audience"),
    "to several": (lambda: with_claims(aud=["gateway", "provider"]), "token_audience"),
    "to nobody": (lambda: with_claims(aud=None), "token_audience"),
    "from another": (lambda: with_claims(iss="provider"), "token_issuer"),
    "from nobody": (lambda: with_claims(iss=None), "token_issuer"),
    "larger than 8 KB": (lambda: with_claims(note="a" * 8192), "token_size"),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_statement_is_refused(name: str) -> None:
    make, code = FORGED[name]

    assert KEYS.verify(make(), "gateway", "portal", NOW) == Refused(code)


def test_forge_itself_can_make_a_good_statement() -> None:
    assert KEYS.verify(forge(HEADER), "gateway", "portal", NOW) == CLAIMS


def test_signed_statement_gives_its_claims_back() -> None:
    assert KEYS.verify(KEY.sign(CLAIMS), "gateway", "portal", NOW) == CLAIMS


def test_statement_of_one_kind_is_none_of_another() -> None:
    token = KEY.sign(CLAIMS, "receipt+jwt")

    assert KEYS.verify(token, "gateway", "portal", NOW, "receipt+jwt") == CLAIMS
    assert KEYS.verify(token, "gateway", "portal", NOW) == Refused("token_header")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-61, Refused("token_early")), (-60, CLAIMS), (119, CLAIMS), (120, Refused("token_expired"))],
)
def test_times_are_judged_by_the_moment_given(seconds: int, expected: Any) -> None:
    moment = NOW + timedelta(seconds=seconds)

    assert KEYS.verify(KEY.sign(CLAIMS), "gateway", "portal", moment) == expected


def test_old_key_is_believed_as_long_as_it_is_kept() -> None:
    both = VerifyingKeys([KEY.public_pem, OTHER.public_pem])
    old = KEY.sign(CLAIMS)

    assert both.verify(old, "gateway", "portal", NOW) == CLAIMS
    assert VerifyingKeys([OTHER.public_pem]).verify(old, "gateway", "portal", NOW) == Refused("token_key")


def test_keys_come_from_files(tmp_path: Path) -> None:
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    private.write_bytes(PEM)
    public.write_bytes(KEY.public_pem)

    token = SigningKey.from_file(private).sign(CLAIMS)

    assert VerifyingKeys.from_files([public]).verify(token, "gateway", "portal", NOW) == CLAIMS


def test_kid_is_the_thumbprint_of_the_published_key() -> None:
    (published,) = KEYS.as_jwks()["keys"]
    members = {name: published[name] for name in ("crv", "kty", "x", "y")}
    digest = hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()

    assert (published["kid"], segment(digest)) == (KEY.kid, KEY.kid)
    assert published.keys() == {"crv", "kty", "x", "y", "kid", "alg", "use"}


def rsa_pem() -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def p384_pem() -> bytes:
    key = ec.generate_private_key(ec.SECP384R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("make", [rsa_pem, p384_pem])
def test_key_that_is_not_on_p256_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(ValueError, match="not a"):
        SigningKey(make())


def test_public_key_that_is_not_on_p256_is_refused() -> None:
    pem = ec.generate_private_key(ec.SECP384R1()).public_key()
    public = pem.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    with pytest.raises(ValueError, match="not a key on P-256"):
        VerifyingKeys([public])
