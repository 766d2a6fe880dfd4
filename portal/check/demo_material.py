"""A real installation uses nothing of the demonstration, whose keys anyone can have."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from auth.certificates.trust import TrustStore
from portal.check.authorities import common_name
from portal.check.findings import Finding, Installation, wrong
from portal.check.secret_files import secret_files
from portal.demo.material import AUTHORITIES, is_demo_material, is_demo_responder
from portal.settings import Settings

_OWN = "Make one of your own."


def demo_material(installation: Installation) -> Iterator[Finding]:
    settings = installation.settings
    if settings.test_mode:
        yield wrong("test_mode", "The test mode belongs to the demonstration: anyone can move the clock in it.")
    if is_demo_material(settings.data):
        yield wrong("demo_data", f"The data folder {settings.data} is the demonstration's. {_OWN}")
    for file in _files(settings):
        if file.is_file() and is_demo_material(file):
            yield wrong("demo_key", f"{file} is the demonstration's. {_OWN}")
    for file in chain(settings.trust.roots, settings.trust.intermediates):
        if is_demo_material(file) or _is_of_demo_authority(file):
            yield wrong("demo_authority", f"{file} is the demonstration's authority, which gives anyone a signature.")
    for name, address in (("KEZEK_OCSP_URL", settings.trust.ocsp_url), ("KEZEK_TSA_URL", settings.trust.tsa_url)):
        if is_demo_responder(address):
            yield wrong("demo_address", f"{name}: {address} is the demonstration's authority. Name the real one's.")


def _files(settings: Settings) -> Iterator[Path]:
    return iter(
        dict.fromkeys(chain(secret_files(settings), settings.server_keys.published, settings.gateway.gateway_keys))
    )


def _is_of_demo_authority(file: Path) -> bool:
    try:
        certificates = TrustStore.load((file,), (), Path()).roots
    except ValueError:
        return False
    return any(name.startswith(AUTHORITIES) for one in certificates for name in (common_name(one), one.issuer_name))
