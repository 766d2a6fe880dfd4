"""The trusted authorities, and their stored revocation lists."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from auth.certificates.certificate import Certificate
from auth.certificates.lists.freshness import Freshness, ListState, list_states
from auth.certificates.lists.store import CrlStore
from auth.certificates.trust import TrustStore
from portal.check.findings import Finding, Installation, unsafe, wrong

_SOON = timedelta(days=60)
_OFF = timedelta(minutes=5)
"""The allowed difference between clocks."""
_COMMON_NAME = "2.5.4.3"


def authorities(installation: Installation) -> Iterator[Finding]:
    trust = installation.settings.trust
    if not trust.roots:
        yield unsafe(
            "root_missing", "No authority is believed: no signature can be accepted. Name KEZEK_TRUSTED_ROOTS."
        )
    for name, files in (("KEZEK_TRUSTED_ROOTS", trust.roots), ("KEZEK_ISSUING_AUTHORITIES", trust.intermediates)):
        for file in files:
            yield from _file(name, file, installation)
    yield from _without_root(installation)


def _file(name: str, file: Path, installation: Installation) -> Iterator[Finding]:
    try:
        store = TrustStore.load((file,), (), Path())
    except (ValueError, OSError):
        yield wrong("authority_unreadable", f"{name}: {file} holds no certificate in PEM or DER.")
        return
    for certificate in store.roots:
        yield from _certificate(f"{name}: {certificate.issuer_name or 'nameless'} in {file}", certificate, installation)


def _certificate(name: str, certificate: Certificate, installation: Installation) -> Iterator[Finding]:
    now, until = installation.now, certificate.not_after
    if not certificate.extensions.is_authority:
        yield wrong("authority_is_none", f"{name} is a certificate, but of no authority.")
    if now > until:
        yield wrong("authority_expired", f"{name} expired on {until:%Y-%m-%d}. Ask the authority for its new one.")
    elif now < certificate.not_before:
        yield wrong("authority_early", f"{name} is valid from {certificate.not_before:%Y-%m-%d} only.")
    elif now > until - _SOON:
        yield unsafe("authority_expires", f"{name} expires on {until:%Y-%m-%d}. Add the authority's new one beside it.")


def _without_root(installation: Installation) -> Iterator[Finding]:
    store = _store(installation)
    for authority in store.intermediates:
        if authority not in store.issuers:
            yield wrong(
                "authority_without_root",
                f"No root of KEZEK_TRUSTED_ROOTS stands above {common_name(authority)}. Add {authority.issuer_name}.",
            )


def revocation_lists(installation: Installation) -> Iterator[Finding]:
    """By the lists held: a signature by an authority whose list is missing or past has to wait."""
    store = _store(installation)
    for authority in store.issuers:
        for held in list_states(store.crls, authority, installation.now):
            yield from _list(held, installation.now)


def _list(held: ListState, now: datetime) -> Iterator[Finding]:
    kind = "revocation list" if held.kind == "base" else "delta of the revocation list"
    name = f"{kind} of {held.issuer or 'an authority without a name'}"
    fetched = "Is a worker running? Does KEZEK_CRL_URLS name its address?"
    if held.age is None or held.heard is None or held.remaining is None:
        yield unsafe("crl_missing", f"No {name} is held. {fetched}")
    elif held.age < -_OFF:
        yield unsafe("clock_behind", f"The {name} is from the future. Set this machine's clock by NTP.")
    elif held.state is Freshness.PAST:
        yield unsafe("crl_past", f"The {name} ended on {now + held.remaining:%Y-%m-%d %H:%M} UTC. {fetched}")
    elif held.state is Freshness.UNHEARD:
        yield unsafe("crl_unheard", f"The {name} was last fetched on {now - held.heard:%Y-%m-%d %H:%M} UTC. {fetched}")


def common_name(certificate: Certificate) -> str:
    """The common name of the subject."""
    return next(iter(certificate.subject_values(_COMMON_NAME)), "an authority without a name")


def _store(installation: Installation) -> TrustStore:
    """An empty store if a file cannot be read, which another check reports."""
    trust, folder = installation.settings.trust, installation.settings.crl_folder
    try:
        return TrustStore.load(trust.roots, trust.intermediates, folder, trust.crl_tolerance)
    except (ValueError, OSError):
        return TrustStore((), (), CrlStore(folder))
