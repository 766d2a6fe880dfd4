"""Addresses: the portal's own, trusted proxies, and neighbours reached without TLS."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from auth.federation.keys import PinnedKeys
from portal.check.findings import Finding, Installation, unsafe, wrong


def own_address(installation: Installation) -> Iterator[Finding]:
    """Browsers keep the session's cookie over https only, except on loopback."""
    address = installation.settings.address
    if is_loopback(address):
        yield unsafe("address_local", f"People elsewhere cannot reach {address}. Name the real address: KEZEK_ADDRESS.")
    elif in_the_clear(address):
        yield wrong(
            "address_http", f"Nobody can sign in over {address}. Put a TLS proxy in front: KEZEK_ADDRESS=https://..."
        )


def proxies(installation: Installation) -> Iterator[Finding]:
    known = installation.settings
    if not known.trusted_proxies and urlsplit(known.address).scheme == "https":
        yield unsafe(
            "proxies_missing",
            f"Something answers {known.address} for the portal, and everybody is counted at its one address: "
            "twenty wrong passwords would close log-in for all. Name it: KEZEK_TRUSTED_PROXIES.",
        )
    for network in known.trusted_proxies:
        if ip_network(network).prefixlen == 0:
            yield wrong(
                "proxies_anyone",
                f"KEZEK_TRUSTED_PROXIES has {network}: anyone could say where they come from. Name your proxies alone.",
            )


def metrics_readers(installation: Installation) -> Iterator[Finding]:
    for network in installation.settings.metrics_from:
        if ip_network(network).prefixlen == 0:
            yield unsafe("metrics_anyone", f"KEZEK_METRICS_FROM has {network}: anyone may read the metrics.")


def gateway_setup(installation: Installation) -> Iterator[Finding]:
    known = installation.settings.gateway
    missing = {
        "KEZEK_GATEWAY_KEY_FILE or KEZEK_SERVER_KEY": known.key_file,
        "KEZEK_GATEWAY_PASSWORD_FILE": known.password_file,
        "KEZEK_GATEWAY_PUBLIC_KEYS": known.gateway_keys,
    }
    if known.url:
        yield from _incomplete("gateway_incomplete", "The gateway has an address", missing)
        yield from _plain("KEZEK_GATEWAY_URL", known.url)
    else:
        yield unsafe("gateway_off", "Requests cannot be sent to the provider. Name the gateway: KEZEK_GATEWAY_URL.")


def identity_provider_setup(installation: Installation) -> Iterator[Finding]:
    """The provider's settings must be complete, or all empty."""
    known = installation.settings.identity_provider
    needed = {
        "KEZEK_IDENTITY_ISSUER": known.issuer,
        "KEZEK_IDENTITY_AUTHORIZATION_URL": known.authorization_endpoint,
        "KEZEK_IDENTITY_TOKEN_URL": known.token_endpoint,
        "KEZEK_IDENTITY_KEYS": known.keys_file,
    }
    if any(needed.values()):
        yield from _incomplete("identity_incomplete", "Log-in by the identity provider is half set up", needed)
        yield from _plain("KEZEK_IDENTITY_AUTHORIZATION_URL", known.authorization_endpoint)
        yield from _plain("KEZEK_IDENTITY_TOKEN_URL", known.token_endpoint)
    if known.keys_file:
        yield from _provider_keys(known.keys_file)


def _provider_keys(file: Path) -> Iterator[Finding]:
    try:
        PinnedKeys.from_file(file)
    except ValueError as error:
        yield wrong("identity_keys", f"KEZEK_IDENTITY_KEYS: {file}: {error}. Ask the provider for its JWK set.")


def _incomplete(code: str, what: str, needed: Mapping[str, object]) -> Iterator[Finding]:
    missing = [name for name, value in needed.items() if not value]
    if missing:
        yield wrong(code, f"{what}, but this is missing: {', '.join(missing)}.")


def _plain(name: str, address: str) -> Iterator[Finding]:
    if in_the_clear(address):
        yield unsafe("plain_http", f"{name}: what is sent to {address} can be read on the way. Use https.")


def in_the_clear(address: str) -> bool:
    return urlsplit(address).scheme == "http" and not is_loopback(address)


def is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
