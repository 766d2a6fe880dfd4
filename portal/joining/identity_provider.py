"""The identity provider from its settings."""

from auth.federation.keys import PinnedKeys
from auth.federation.provider import OpenIdProvider
from portal.pages.account.identity import CALLBACK
from portal.settings import Settings


def identity_provider(settings: Settings) -> OpenIdProvider | None:
    """None where log-in by it is off. Raises ValueError for incomplete settings or unusable keys."""
    agreed = settings.identity_provider
    if not agreed.issuer:
        return None
    if not (agreed.authorization_endpoint and agreed.token_endpoint and agreed.keys_file):
        raise ValueError("log-in by the identity provider needs its two addresses and its keys")
    secret = agreed.client_secret_file.read_text().strip() if agreed.client_secret_file else ""
    return OpenIdProvider(
        issuer=agreed.issuer,
        authorization_endpoint=agreed.authorization_endpoint,
        token_endpoint=agreed.token_endpoint,
        client_id=agreed.client_id,
        client_secret=secret,
        redirect_uri=settings.address + CALLBACK,
        keys=PinnedKeys.from_file(agreed.keys_file),
        iin_claim=agreed.iin_claim,
    )
