"""Every check, in the order of the report. To add one: a function that yields findings, and its name here."""

from portal.check.addresses import gateway_setup, identity_provider_setup, metrics_readers, own_address, proxies
from portal.check.authorities import authorities, revocation_lists
from portal.check.data_folder import data_folder, disk, sqlite_place
from portal.check.database import database_state
from portal.check.demo_material import demo_material
from portal.check.file_store import file_store
from portal.check.findings import LocalCheck, RemoteCheck
from portal.check.keys import server_keys, shared_keys
from portal.check.neighbours import addresses, revocation_addresses, virus_scanner
from portal.check.secret_files import form_secrets, permissions

STARTING: tuple[LocalCheck, ...] = (
    demo_material,
    form_secrets,
    server_keys,
    shared_keys,
    authorities,
    own_address,
    proxies,
    metrics_readers,
    gateway_setup,
    identity_provider_setup,
)
"""If one of them finds something wrong, the portal and its worker do not start."""

HERE: tuple[LocalCheck, ...] = (*STARTING, data_folder, disk, sqlite_place, permissions, revocation_lists)

ASKING: tuple[RemoteCheck, ...] = (file_store, database_state)

ONLINE: tuple[RemoteCheck, ...] = (virus_scanner, addresses, revocation_addresses)
