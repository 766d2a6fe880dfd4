"""The demonstration's identity provider: its keys, what the portal has agreed with it, and the stand-in itself."""

import json
import secrets
from pathlib import Path

from litestar import Litestar

from auth.tokens import SigningKey, VerifyingKeys, generate_key_pem
from portal.demo.material import MARKER, with_marker
from portal.demo.people import PEOPLE
from portal.kernel.clock import Clock
from portal.pages.account.identity import CALLBACK
from portal.rendering.environment import Rendering
from portal.settings import IdentityProvider, Settings
from portal.simulators.identity.agreed import Agreed
from portal.simulators.identity.app import create_identity_app
from portal.simulators.identity.page import AUTHORIZE
from portal.simulators.identity.token_endpoint import TOKEN


def prepare_identity(folder: Path) -> None:
    """Make whatever is missing; what is there stays."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key, public, secret = _key(folder), _public(folder), _secret(folder)
    if not key.exists():
        _write(key, with_marker(generate_key_pem()))
        keys = VerifyingKeys([SigningKey.from_file(key).public_pem]).as_jwks()
        _write(public, json.dumps({"for": MARKER.decode(), **keys}).encode())
    if not secret.exists():
        _write(secret, MARKER + secrets.token_hex(16).encode())


def identity_settings(folder: Path, address: str) -> IdentityProvider:
    return IdentityProvider(
        issuer=address,
        authorization_endpoint=address + AUTHORIZE,
        token_endpoint=address + TOKEN,
        client_secret_file=_secret(folder),
        keys_file=_public(folder),
    )


def identity_stand_in(settings: Settings, clock: Clock, rendering: Rendering) -> Litestar:
    folder, known = settings.data / "identity", settings.identity_provider
    agreed = Agreed(
        known.issuer,
        known.client_id,
        _secret(folder).read_text().strip(),
        settings.address + CALLBACK,
        SigningKey.from_file(_key(folder)),
        [(person.iin, person.full_name) for person in PEOPLE],
    )
    return create_identity_app(agreed, clock, rendering)


def _key(folder: Path) -> Path:
    return folder / "provider.pem"


def _public(folder: Path) -> Path:
    return folder / "keys.json"


def _secret(folder: Path) -> Path:
    return folder / "secret"


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    file.chmod(0o600)
