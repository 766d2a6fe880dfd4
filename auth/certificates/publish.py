"""Take a CRL into the store, if it is better than the one held. A bad list never replaces a good one."""

import hashlib
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from auth.certificates.algorithms import signature_fault
from auth.certificates.certificate import Certificate
from auth.certificates.crl import RevocationList, read_crl
from auth.certificates.crl_index import CrlIndex, index_of
from auth.certificates.crl_store import index_file
from auth.certificates.extensions import KeyUsage
from auth.certificates.freshness import note_heard
from auth.certificates.shared_folder import locked, write_whole
from auth.certificates.trust import TrustStore


class Publication(StrEnum):
    """What became of a list that was offered."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    NOT_A_CRL = "not_a_crl"
    WRONG_ISSUER = "wrong_issuer"
    SIGNATURE_BROKEN = "signature_broken"
    UNSUPPORTED = "unsupported"
    """With a critical extension: a delta, an indirect or a partial list (RFC 5280, 5.2)."""
    NOT_YET_VALID = "not_yet_valid"
    STALE = "stale"
    ROLLED_BACK = "rolled_back"


def publish(der: bytes, trust: TrustStore, folder: Path, now: datetime) -> Publication:
    """Check the list (RFC 5280, 6.3.3) and put it in the place of the one held."""
    crl = read_crl(der)
    if crl is None:
        return Publication.NOT_A_CRL
    issuer = _issuer_of(crl, trust)
    if not isinstance(issuer, Certificate):
        return issuer
    if crl.unprocessed:
        return Publication.UNSUPPORTED
    if now < crl.this_update:
        return Publication.NOT_YET_VALID
    if now >= crl.next_update:
        return Publication.STALE
    file = index_file(folder, issuer)
    with locked(folder):
        publication = _replace(der, crl, file)
        if publication in (Publication.PUBLISHED, Publication.UNCHANGED):
            note_heard(file, now)
    return publication


def _issuer_of(crl: RevocationList, trust: TrustStore) -> Certificate | Publication:
    named = [
        authority
        for authority in trust.issuers
        if authority.subject == crl.issuer and KeyUsage.CRL_SIGN in authority.extensions.key_usage
    ]
    for authority in named:
        if signature_fault(authority.public_key, crl.signed) is None:
            return authority
    return Publication.SIGNATURE_BROKEN if named else Publication.WRONG_ISSUER


def _replace(der: bytes, crl: RevocationList, file: Path) -> Publication:
    held = CrlIndex.open(file)
    sha256 = hashlib.sha256(der).hexdigest()
    if held and held.facts.sha256 == sha256:
        return Publication.UNCHANGED
    if held and (crl.number, crl.this_update) < (held.facts.number, held.facts.this_update):
        return Publication.ROLLED_BACK
    index = index_of(crl, sha256)
    if index is None:
        return Publication.NOT_A_CRL
    # The index last: it is what look-ups read.
    write_whole(file.with_suffix(".crl"), der)
    write_whole(file, index)
    return Publication.PUBLISHED
