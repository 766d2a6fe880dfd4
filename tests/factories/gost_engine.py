"""openssl with Debian's gost-engine, an implementation independent of libgcrypt and the product.

It names the same curves by Russian OIDs, and writes signatures with reversed octets. An option of each command loads
it, so that openssl's configuration stays as it is.
"""

import subprocess
from functools import cache
from pathlib import Path

from auth.certificates.encoding.der import Fields, oid, read_only
from auth.certificates.gost.keys import KEY_256, KEY_512, STREEBOG_256, STREEBOG_512
from portal.simulators.authority import der_forms as der

MISSING = "openssl has no gost-engine (libengine-gost-openssl)"
_RUSSIAN = {
    KEY_256: "1.2.643.7.1.1.1.1",
    KEY_512: "1.2.643.7.1.1.1.2",
    f"{KEY_256}.1": "1.2.643.7.1.2.1.1.1",
    f"{KEY_512}.1": "1.2.643.7.1.2.1.2.1",
    STREEBOG_256: "1.2.643.7.1.1.2.2",
    STREEBOG_512: "1.2.643.7.1.1.2.3",
}
_KAZAKH = {russian: kazakh for kazakh, russian in _RUSSIAN.items()}
_PARAMETER_SETS = {256: "TCA", 512: "A"}


@cache
def has_engine() -> bool:
    return _openssl(Path("/"), "dgst -engine gost -md_gost12_512 /dev/null").returncode == 0


def engine_digest(folder: Path, message: bytes, bits: int) -> bytes:
    (folder / "message").write_bytes(message)
    return _openssl(folder, f"dgst -engine gost -md_gost12_{bits} -binary message", check=True).stdout


def engine_accepts(folder: Path, info: bytes, message: bytes, signature: bytes, bits: int) -> bool:
    """Verify; `info` is the SubjectPublicKeyInfo, `signature` r and s, as the national authority writes them."""
    for name, contents in (("key", _renamed(info, _RUSSIAN)), ("signature", signature[::-1]), ("message", message)):
        (folder / name).write_bytes(contents)
    command = f"dgst -engine gost -md_gost12_{bits} -keyform DER -verify key -signature signature message"
    ran = _openssl(folder, command)
    assert ran.stdout.strip() in (b"Verified OK", b"Verification failure"), ran.stderr
    return ran.returncode == 0


def engine_signature(folder: Path, message: bytes, bits: int) -> tuple[bytes, bytes]:
    """Make a key and a signature. Return SubjectPublicKeyInfo and r and s, as the national authority writes them."""
    (folder / "message").write_bytes(message)
    parameters = f"-algorithm gost2012_{bits} -pkeyopt paramset:{_PARAMETER_SETS[bits]}"
    _openssl(folder, f"genpkey -engine gost {parameters} -out private", check=True)
    public = _openssl(folder, "pkey -engine gost -in private -pubout -outform DER", check=True).stdout
    signature = _openssl(folder, f"dgst -engine gost -md_gost12_{bits} -sign private message", check=True).stdout
    return _renamed(public, _KAZAKH), signature[::-1]


def _renamed(info: bytes, names: dict[str, str]) -> bytes:
    fields = Fields(read_only(info))
    algorithm, value = Fields(fields.take()), fields.take()
    key = der.oid(names[oid(algorithm.take())])
    parameters = [der.oid(names[oid(name)]) for name in algorithm.take().children()]
    return der.sequence(der.sequence(key, der.sequence(*parameters)), value.raw)


def _openssl(folder: Path, command: str, *, check: bool = False) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True, check=check)
