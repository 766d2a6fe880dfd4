"""One authority for all tests here, and every key and signature that the tables speak of, made once."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from portal.simulators.authority.keys import new_rsa_key
from tests.factories.pki import Pki, make_pki
from tests.unit.auth.signatures_table import make_signatures


@pytest.fixture(scope="session")
def rsa_key() -> rsa.RSAPrivateKey:
    return new_rsa_key()


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory, rsa_key: rsa.RSAPrivateKey) -> Pki:
    """With both lists published. Tests that revoke somebody, or publish, take `own_pki`."""
    made = make_pki(tmp_path_factory.mktemp("pki"), rsa_key)
    made.publish()
    return made


@pytest.fixture
def own_pki(pki: Pki, tmp_path: Path) -> Pki:
    """The same keys in a folder of its own, with no list published."""
    source, target = pki.authority.root_file.parent, tmp_path / "authority"
    target.mkdir()
    for file in source.glob("*.pem"):
        (target / file.name).write_bytes(file.read_bytes())
    return make_pki(tmp_path, pki.key)


@pytest.fixture(scope="session")
def signatures(pki: Pki) -> dict[str, bytes]:
    """The signatures of the table, with the lists published that name the revoked ones."""
    made = make_signatures(pki)
    pki.publish()
    return made
