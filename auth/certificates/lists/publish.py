"""Put a CRL into the store if it is newer than the one held. A bad list never replaces a good one."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from auth.certificates.algorithms import signature_fault
from auth.certificates.certificate import Certificate
from auth.certificates.encoding.names import same_name
from auth.certificates.extensions import KeyUsage
from auth.certificates.lists.base_and_delta import goes_with
from auth.certificates.lists.crl import RevocationList, read_crl
from auth.certificates.lists.files import (
    Manifest,
    delete_superseded,
    index_file,
    manifest_file,
    note_heard,
    open_index,
    write_list,
)
from auth.certificates.lists.index import CrlFacts, facts_of, index_of
from auth.certificates.lists.shared_folder import folder_lock


class Publication(StrEnum):
    """The outcome for a list that was offered."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"
    """A delta that is older than the complete list held. Not an error: the complete list contains its changes."""
    NOT_A_CRL = "not_a_crl"
    WRONG_ISSUER = "wrong_issuer"
    SIGNATURE_BROKEN = "signature_broken"
    UNSUPPORTED = "unsupported"
    """It has an unsupported critical extension, or covers only some certificates or reasons (RFC 5280, 5.2.5)."""
    NOT_YET_VALID = "not_yet_valid"
    STALE = "stale"
    ROLLED_BACK = "rolled_back"
    NO_BASE = "no_base"
    """A delta whose complete list is not held (RFC 5280, 5.2.4)."""


HEARD = (Publication.PUBLISHED, Publication.UNCHANGED, Publication.SUPERSEDED)
"""Outcomes after which the authority counts as heard: what it served is good."""


def publish(der: bytes, issuers: Sequence[Certificate], folder: Path, now: datetime) -> Publication:
    """Check the list (RFC 5280, 6.3.3) and replace the one held of its kind, complete or delta.

    `issuers`: the authorities whose lists are accepted.
    """
    crl = read_crl(der)
    if crl is None:
        return Publication.NOT_A_CRL
    issuer = _issuer_of(crl, issuers)
    if not isinstance(issuer, Certificate):
        return issuer
    if crl.unprocessed or crl.covers:
        return Publication.UNSUPPORTED
    if now < crl.this_update:
        return Publication.NOT_YET_VALID
    if now >= crl.next_update:
        return Publication.STALE
    with folder_lock(folder):
        return _offer(der, crl, manifest_file(folder, issuer), now)


def _issuer_of(crl: RevocationList, issuers: Sequence[Certificate]) -> Certificate | Publication:
    named = [
        authority
        for authority in issuers
        if same_name(authority.subject, crl.issuer) and authority.extensions.allows(KeyUsage.CRL_SIGN)
    ]
    for authority in named:
        if signature_fault(authority.public_key, crl.signed) is None:
            return authority
    return Publication.SIGNATURE_BROKEN if named else Publication.WRONG_ISSUER


def _offer(der: bytes, crl: RevocationList, manifest: Path, now: datetime) -> Publication:
    held, facts = Manifest.read(manifest), facts_of(crl, hashlib.sha256(der).hexdigest())
    is_delta = crl.base_number is not None
    publication = _worth(facts, manifest, held)
    if publication is Publication.PUBLISHED:
        index = index_of(crl, facts)
        if index is None:
            return Publication.NOT_A_CRL
        held = replace(held, delta=facts.sha256) if is_delta else replace(held, base=facts.sha256)
        # The manifest last: it is what look-ups read.
        write_list(manifest, facts, der, index)
        held.write(manifest)
        delete_superseded(manifest, now)
    heard = held.delta if is_delta else held.base
    if publication in HEARD and heard:
        note_heard(index_file(manifest, heard), now)
    return publication


def _worth(offered: CrlFacts, manifest: Path, held: Manifest) -> Publication:
    """PUBLISHED when this list is to replace the one held."""
    base, delta = open_index(manifest, held.base), open_index(manifest, held.delta)
    rival = base if offered.base_number is None else delta
    if rival and rival.facts.sha256 == offered.sha256:
        return Publication.UNCHANGED
    if rival and offered.newness < rival.facts.newness:
        return Publication.ROLLED_BACK
    if offered.base_number is None:
        return Publication.PUBLISHED
    if base is None or base.facts.number < offered.base_number:
        return Publication.NO_BASE
    return Publication.PUBLISHED if goes_with(offered, base.facts) else Publication.SUPERSEDED
