"""One authority for all tests here, with every key and signature of the tables, made once."""

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
    """The authority with both lists published. Tests that revoke or publish take `own_pki`."""
    made = make_pki(tmp_path_factory.mktemp("pki"), rsa_key)
    made.publish()
    return made


@pytest.fixture
def own_pki(pki: Pki, tmp_path: Path) -> Pki:
    """An authority with the same keys in its own folder, without published lists."""
    source, target = pki.authority.root_file.parent, tmp_path / "authority"
    target.mkdir()
    for file in source.glob("*.pem"):
        (target / file.name).write_bytes(file.read_bytes())
    return make_pki(tmp_path, pki.key)


@pytest.fixture(scope="session")
def signatures(pki: Pki) -> dict[str, bytes]:
    """The signatures of the table, with published lists of the revoked certificates."""
    made = make_signatures(pki)
    pki.publish()
    return made
