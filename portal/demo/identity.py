"""The national identity provider as a stand-in: its keys, and what the portal has agreed with it."""

import json
from dataclasses import replace

from auth.tokens import SigningKey, VerifyingKeys
from portal.demo.material import MARKER
from portal.demo.new_keys import write_key, write_once, write_password
from portal.demo.people import PEOPLE
from portal.demo.site import Site, Surroundings
from portal.pages.account.identity import CALLBACK
from portal.settings import IdentityProvider, Settings
from portal.simulators.identity.agreed import Agreed
from portal.simulators.identity.app import create_identity_app
from portal.simulators.identity.page import AUTHORIZE
from portal.simulators.identity.token_endpoint import TOKEN
from portal.simulators.stand_in import HttpStandIn

_KEY, _PUBLIC_KEYS, _SECRET = "provider.pem", "keys.json", "secret"


def prepare_identity(site: Site) -> None:
    write_key(site.folder / _KEY)
    write_once(site.folder / _PUBLIC_KEYS, lambda: _jwks(site))
    write_password(site.folder / _SECRET)


def identity_settings(settings: Settings, site: Site) -> Settings:
    provider = IdentityProvider(
        issuer=site.address,
        authorization_endpoint=site.address + AUTHORIZE,
        token_endpoint=site.address + TOKEN,
        client_secret_file=site.folder / _SECRET,
        keys_file=site.folder / _PUBLIC_KEYS,
    )
    return replace(settings, identity_provider=provider)


def identity_stand_in(site: Site, surroundings: Surroundings) -> HttpStandIn:
    known = surroundings.settings.identity_provider
    agreed = Agreed(
        known.issuer,
        known.client_id,
        (site.folder / _SECRET).read_text().strip(),
        surroundings.settings.address + CALLBACK,
        SigningKey.from_file(site.folder / _KEY),
        [(person.iin, person.full_name) for person in PEOPLE],
    )
    return HttpStandIn(create_identity_app(agreed, surroundings.clock, surroundings.rendering))


def _jwks(site: Site) -> bytes:
    keys = VerifyingKeys([SigningKey.from_file(site.folder / _KEY).public_pem]).as_jwks()
    return json.dumps({"for": MARKER.decode(), **keys}).encode()
