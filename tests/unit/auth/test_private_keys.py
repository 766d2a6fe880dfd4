"""Private keys are recognised in every form in which people keep them, and nothing else is taken for one."""

import base64
import codecs
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from time import process_time

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from auth.certificates.encoding.der import SEQUENCE, read_only
from auth.certificates.encoding.der_writing import encode, encode_integer, encode_oid
from auth.private_keys import holds_private_key
from portal.simulators.authority.keys import Family, new_key, private_pem
from tests.corpus.test_kinds import CERTIFICATES, SIGNATURES
from tests.factories.pki import NOW, Pki
from tests.integration.acts.steps import scan
from tests.unit.auth.pkits import files

RSA = rsa.generate_private_key(65537, 2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
DSA = dsa.generate_private_key(2048)
EDWARDS = ed25519.Ed25519PrivateKey.generate()
SECRET = BestAvailableEncryption(b"kezek")
AnyKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | dsa.DSAPrivateKey | ed25519.Ed25519PrivateKey


def written(
    key: AnyKey, form: PrivateFormat, encoding: Encoding = Encoding.DER, lock: KeySerializationEncryption | None = None
) -> bytes:
    return key.private_bytes(encoding, form, lock or NoEncryption())


def store() -> bytes:
    """PKCS#12 in DER."""
    return serialize_key_and_certificates(b"AUTH_RSA256", RSA, None, None, SECRET)


def in_ber(der: bytes) -> bytes:
    """The outer lengths indefinite, as BouncyCastle and the national authority's tools write a store."""
    version, content, mac = read_only(der, SEQUENCE).children()
    return b"\x30\x80" + version.raw + b"\x30\x80" + content.body + b"\0\0" + mac.raw + b"\0\0"


def gost_store() -> bytes:
    """A store as the national authority issues one with a GOST key: its own algorithm, the same outer form."""
    gost = encode(SEQUENCE, encode_oid("1.2.398.3.10.1.1.1.1.1"), encode(SEQUENCE, encode(0x04, bytes(8))))
    bag = encode(SEQUENCE, gost, encode(0x04, bytes(144)))
    data = encode(SEQUENCE, encode_oid("1.2.840.113549.1.7.1"), encode(0xA0, encode(0x04, bag)))
    return encode(SEQUENCE, encode_integer(3), data)


def bouncy_castle_store() -> bytes:
    """BCFKS: the encrypted store, then its integrity check."""
    password_based = encode(SEQUENCE, encode_oid("1.2.840.113549.1.5.13"), encode(SEQUENCE))
    return encode(SEQUENCE, encode(SEQUENCE, password_based, encode(0x04, bytes(400))), encode(SEQUENCE))


def java_store(magic: str) -> bytes:
    """Version 2 with one entry, a key."""
    entry = (b"\0\0\0\1", b"\0\1a", bytes(8), (900).to_bytes(4, "big"), written(RSA, PrivateFormat.PKCS8)[:900])
    return bytes.fromhex(magic) + b"\0\0\0\2" + b"\0\0\0\1" + b"".join(entry)


def putty() -> bytes:
    lines = ["PuTTY-User-Key-File-3: ssh-ed25519", "Encryption: none", "Comment: home", "Public-Lines: 1", "A" * 64]
    return "\r\n".join([*lines, "Private-Lines: 1", base64.b64encode(bytes(40)).decode(), ""]).encode()


def armour(der: bytes, label: str, headers: str = "") -> bytes:
    return f"-----BEGIN {label}-----\n{headers}{base64.encodebytes(der).decode()}-----END {label}-----\n".encode()


def zipped(*contents: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.bin", content)
    return out.getvalue()


PLAIN, OPENSSL, OPENSSH = PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL, PrivateFormat.OpenSSH
DER = {
    "PKCS#1": written(RSA, OPENSSL),
    "PKCS#8": written(RSA, PLAIN),
    "PKCS#8 of a curve": written(CURVE, PLAIN),
    "PKCS#8 of Ed25519": written(EDWARDS, PLAIN),
    "PKCS#8 of DSA": written(DSA, PLAIN),
    "PKCS#8, encrypted": written(RSA, PLAIN, lock=SECRET),
    "PKCS#8 of Ed25519, encrypted": written(EDWARDS, PLAIN, lock=SECRET),
    "SEC1": written(CURVE, OPENSSL),
    "DSA": written(DSA, OPENSSL),
    "PKCS#12": store(),
    "PKCS#12 in BER": in_ber(store()),
    "PKCS#12 of GOST": gost_store(),
    "JKS": java_store("feedfeed"),
    "JCEKS": java_store("cececece"),
    "BKS": b"\0\0\0\2\0\0\0\x14" + bytes(range(20)) + b"\0\0\7\xd0\1" + bytes(40),
    "BCFKS": bouncy_castle_store(),
    "OpenSSH": b"openssh-key-v1\0" + bytes(100),
}
TEXT = {
    "PRIVATE KEY": written(RSA, PLAIN, Encoding.PEM),
    "RSA PRIVATE KEY": written(RSA, OPENSSL, Encoding.PEM),
    "EC PRIVATE KEY": written(CURVE, OPENSSL, Encoding.PEM),
    "DSA PRIVATE KEY": written(DSA, OPENSSL, Encoding.PEM),
    "ENCRYPTED PRIVATE KEY": written(CURVE, PLAIN, Encoding.PEM, SECRET),
    "OPENSSH PRIVATE KEY": written(EDWARDS, OPENSSH, Encoding.PEM),
    "RSA PRIVATE KEY, encrypted": armour(
        bytes(range(200)), "RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233\n\n"
    ),
    "PGP PRIVATE KEY BLOCK": armour(bytes(200), "PGP PRIVATE KEY BLOCK", "Version: GnuPG v2\n\n"),
    "SSH2 ENCRYPTED PRIVATE KEY": b"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: a\n" + b"P2/56wAAAi4" * 9,
    "PuTTY": putty(),
    "a store in armour": armour(store(), "PKCS12"),
    "a key with another label": armour(written(RSA, PLAIN), "CERTIFICATE"),
}
COATS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "with CR LF": lambda text: text.replace(b"\n", b"\r\n"),
    "after a byte order mark": lambda text: codecs.BOM_UTF8 + text,
    "in UTF-16": lambda text: text.decode().encode("utf-16"),
    "in UTF-16 without a mark": lambda text: text.decode().encode("utf-16-le"),
    "in UTF-16, big-endian": lambda text: codecs.BOM_UTF16_BE + text.decode().encode("utf-16-be"),
}
FILES: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "cut short": lambda der: der[: len(der) // 2],
    "with something behind": lambda der: der + b"\r\n\0",
    "in base64": base64.b64encode,
    "in lines of base64": base64.encodebytes,
    "in base64, UTF-16": lambda der: base64.encodebytes(der).decode().encode("utf-16"),
    "in an archive": lambda der: zipped(b"x" * 9, der),
    "stored in an archive": lambda der: zipped(der, method=zipfile.ZIP_STORED),
}


@pytest.mark.parametrize("coat", COATS)
@pytest.mark.parametrize("label", TEXT)
def test_a_key_in_armour_is_recognised(label: str, coat: str) -> None:
    assert holds_private_key(COATS[coat](TEXT[label]))


@pytest.mark.parametrize("coat", FILES)
@pytest.mark.parametrize("form", DER)
def test_a_key_in_a_file_is_recognised(form: str, coat: str) -> None:
    assert holds_private_key(FILES[coat](DER[form]))


@pytest.mark.parametrize("around", [b"Here it is:\n\n%b", b"%b\nand the rest", b"%%PDF-1.7\n%b%%%%EOF"])
@pytest.mark.parametrize("label", ["PRIVATE KEY", "RSA PRIVATE KEY, encrypted", "PuTTY"])
def test_text_around_a_key_hides_nothing(label: str, around: bytes) -> None:
    assert holds_private_key(around % TEXT[label])


PASTED: dict[str, Callable[[str], str]] = {
    "words before it": lambda text: f"Менің кілтім: {text}",
    "words behind it": lambda text: f"{text}. Бұл менің кілтім",
    "in quotation marks": lambda text: f"«{text}»",
    "cut by the length of a field": lambda text: text[:301],
    "without the signs that fill it up": lambda text: text.rstrip("="),
    "in the alphabet for addresses": lambda text: f"key={text}".replace("+", "-").replace("/", "_"),
    "with blanks that do not break": lambda text: "\u00a0".join((text[:80], text[80:])),
    "as an attachment of a letter": lambda text: f"Content-Transfer-Encoding: base64\r\n\r\n{text[:76]}\r\n{text[76:]}",
    "as an address": lambda text: f"data:application/x-pkcs12;base64,{text}",
}


@pytest.mark.parametrize("way", PASTED)
@pytest.mark.parametrize("form", DER)
def test_a_key_in_base64_is_recognised_in_any_text(form: str, way: str) -> None:
    assert holds_private_key(PASTED[way](base64.b64encode(DER[form]).decode()).encode())


@pytest.mark.parametrize("dashes", ["—–", "—-", "\u2014\u2014-"])
@pytest.mark.parametrize("label", ["PRIVATE KEY", "RSA PRIVATE KEY, encrypted"])
def test_dashes_that_a_word_processor_made_hide_nothing(label: str, dashes: str) -> None:
    assert holds_private_key(TEXT[label].replace(b"-----", dashes.encode()))


@pytest.mark.parametrize("label", ["PRIVATE KEY", "ENCRYPTED PRIVATE KEY"])
def test_a_key_without_its_first_line_is_recognised(label: str) -> None:
    assert holds_private_key(TEXT[label].partition(b"\n")[2])


@pytest.mark.parametrize("family", Family)
def test_the_key_files_of_the_demonstration_are_recognised(pki: Pki, family: Family) -> None:
    assert holds_private_key(pki.issue(family=family).pem)
    assert holds_private_key(private_pem(new_key(family)))


def harmless() -> Iterator[tuple[str, bytes]]:
    for param in (*SIGNATURES, *CERTIFICATES):
        yield f"signature: {param.name}", param.case().cms
    yield from files().items()
    for name in ("JPEG", "PNG"):
        out = BytesIO()
        Image.effect_noise((300, 200), 60).convert("RGB").save(out, name)
        yield name, out.getvalue()
    public = RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    yield from (
        ("PDF", scan()),
        ("empty", b""),
        ("public key", public),
        ("public key in PEM", armour(public, "PUBLIC KEY")),
    )
    yield "RSA public key", RSA.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
    yield "a page about keys", b"It begins with -----BEGIN PRIVATE KEY-----, never upload it."
    yield "an archive of scans", zipped(scan(), scan())
    yield "a broken archive", zipped(scan())[:-9]


def test_nothing_else_is_taken_for_a_key(pki: Pki) -> None:
    found = dict(harmless())
    found |= {f"certificate of {family}": pki.issue(family=family).certificate for family in Family}
    found |= {f"list {number}": der for number, der in enumerate(pki.authority.all_lists(NOW))}

    assert len(found) > 100
    assert [name for name, octets in found.items() if holds_private_key(octets)] == []
    assert [name for name, octets in found.items() if holds_private_key(base64.b64encode(octets))] == []


def test_what_is_made_to_be_costly_is_cheap() -> None:
    """Of the largest scan: trying every place of the first took a minute."""
    costly = (
        b"-----BEGIN PRIVATE KEY-----" * 700_000,
        b"PRIVATE KEY" * 1_800_000,
        b"A" * 20_000_000,
        b"MIIEvQIBAAAAAAAAAAAAAAAAA " * 800_000,
    )
    began = process_time()

    assert [holds_private_key(octets) for octets in costly] == [False] * len(costly)
    assert process_time() - began < 5


@given(octets=st.one_of(st.binary(max_size=400), st.binary(max_size=400).map(lambda tail: b"PK\x03\x04" + tail)))
def test_any_octets_get_an_answer(octets: bytes) -> None:
    assert holds_private_key(octets) in (True, False)


@given(place=st.floats(0, 1, exclude_max=True), octets=st.binary(max_size=6))
def test_any_damage_to_an_archive_gets_an_answer(place: float, octets: bytes) -> None:
    archive = bytearray(zipped(scan(), b"text" * 50))
    at = int(place * len(archive))
    archive[at : at + len(octets)] = octets

    assert holds_private_key(bytes(archive)) in (True, False)
