"""Sign as a person's own program does: CAdES with a key file of either family."""

from datetime import datetime

from auth.certificates.encoding.pem import pem_blocks
from portal.simulators.authority.cms import KeyAndCertificate, signed_data
from portal.simulators.authority.keys import read_private_key


def sign_cades(key_file: bytes, content: bytes, at: datetime, *, attached: bool = False) -> bytes:
    """In DER, with the certificates of the key file. `at`: the signing-time attribute."""
    certificates = pem_blocks(key_file, "CERTIFICATE")
    signer = KeyAndCertificate(read_private_key(key_file), certificates[0])
    return signed_data(content, signer, certificates, at, enclose=attached)
