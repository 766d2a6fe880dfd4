"""Revocation by lists that are all in memory: for the commands and for conformance runs (RFC 5280, 6.3).

Supported are complete lists, delta lists, lists for some certificates or some reasons, and indirect lists. A
certificate is not revoked only when fresh lists, each signed by an accepted signer, cover every reason. A list that
has expired is not used, even with a fresh delta.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from auth.certificates.certificate import Certificate
from auth.certificates.codes import Code
from auth.certificates.lists.base_and_delta import in_force, list_detail
from auth.certificates.lists.crl import CrlEntry
from auth.certificates.lists.distribution import (
    ALL_REASONS,
    DistributionPoint,
    comparable_name,
    distribution_points,
)
from auth.certificates.lists.loaded import LoadedList, read_lists
from auth.certificates.lists.signers import Signer, Signers
from auth.certificates.revocation import NotRevoked, OnHold, Reason, Revocation, RevocationData, Revoked, Unknown

_DEEPEST = 4
Found = tuple[LoadedList, LoadedList | None, frozenset[int]]
"""A complete list, its delta, and the reasons for which they answer."""


class ListsInMemory:
    """`authorities`: all that are known; the signers of lists and the issuers of signers are looked for among them.

    A signer other than the certificate's issuer is accepted only when verified signatures link it to the issuer (see
    `lists.signers`), and it is valid and not revoked by these same lists.
    """

    def __init__(self, ders: Iterable[bytes], authorities: Iterable[Certificate] = ()) -> None:
        self._lists = read_lists(ders)
        self._signers = Signers(tuple(authorities))

    def look_up(self, certificate: Certificate, issuer: Certificate, at: datetime) -> Revocation:
        return self._look_up(certificate, issuer, at, frozenset())

    def _look_up(
        self, certificate: Certificate, issuer: Certificate, at: datetime, asked: frozenset[Certificate]
    ) -> Revocation:
        """`asked`: signers whose own status is being looked up; a list that one of them signed is not used."""
        found = list(_newest(self._covering(certificate, issuer, at, asked)))
        for crl, delta, _ in found:
            if entry := _entry(crl, delta, certificate, at):
                hold = entry.reason is Reason.CERTIFICATE_HOLD
                seen = _data([(crl, delta)])
                return OnHold(seen, entry.revoked_at) if hold else Revoked(seen, entry.revoked_at, entry.reason)
        data = _data([(crl, delta) for crl, delta, _ in found]) if found else None
        if data and frozenset().union(*(reasons for _, _, reasons in found)) == ALL_REASONS:
            return NotRevoked(data)
        unsupported = self._unsupported(issuer) or self._rests_on_itself(issuer, at)
        return Unknown(Code.CRL_UNSUPPORTED if unsupported else Code.REVOCATION_UNKNOWN, data)

    def _covering(
        self, certificate: Certificate, issuer: Certificate, at: datetime, asked: frozenset[Certificate]
    ) -> Iterator[Found]:
        for point in _points(certificate):
            for crl in self._lists:
                reasons = crl.reasons_for(certificate, issuer, point) if crl.is_complete else frozenset()
                signer = self._signer(crl, issuer, at, asked) if reasons and crl.is_fresh(at) else None
                if signer:
                    yield crl, self._delta(crl, signer.certificate, at), reasons

    def _signer(
        self, crl: LoadedList, issuer: Certificate, at: datetime, asked: frozenset[Certificate]
    ) -> Signer | None:
        for signer in self._signers.named(crl.issuer, issuer, at):
            if signer.certificate in asked or not crl.is_signed_by(signer.certificate):
                continue
            if signer.above is None or self._is_in_force(signer.certificate, signer.above, at, asked):
                return signer
        return None

    def _is_in_force(
        self, signer: Certificate, above: Certificate, at: datetime, asked: frozenset[Certificate]
    ) -> bool:
        if len(asked) == _DEEPEST:
            return False
        return isinstance(self._look_up(signer, above, at, asked | {signer}), NotRevoked)

    def _delta(self, crl: LoadedList, signer: Certificate, at: datetime) -> LoadedList | None:
        fitting = [
            delta for delta in self._lists if delta.goes_with(crl) and delta.is_fresh(at) and delta.is_signed_by(signer)
        ]
        return max(fitting, key=lambda delta: delta.facts.newness, default=None)

    def _rests_on_itself(self, issuer: Certificate, at: datetime) -> bool:
        """Whether a list is signed by a signer whose own status that list alone would give."""
        return any(
            crl.is_signed_by(signer.certificate)
            and any(crl.reasons_for(signer.certificate, signer.above, point) for point in _points(signer.certificate))
            for crl in self._lists
            for signer in self._signers.named(crl.issuer, issuer, at)
            if signer.above
        )

    def _unsupported(self, issuer: Certificate) -> bool:
        name = comparable_name(issuer.subject)
        return any(crl.issuer == name and crl.entries is None for crl in self._lists)


def _points(certificate: Certificate) -> tuple[DistributionPoint, ...]:
    """The points that the certificate names, and that of its issuer's own list."""
    return (*distribution_points(certificate), DistributionPoint(frozenset({comparable_name(certificate.issuer)})))


def _newest(found: Iterable[Found]) -> Iterator[Found]:
    """The newest edition of each list, with the reasons of all the points that lead to it."""
    scopes: dict[object, list[Found]] = {}
    for one in found:
        scopes.setdefault(one[0].scope, []).append(one)
    for editions in scopes.values():
        crl, delta, _ = max(editions, key=lambda one: one[0].facts.newness)
        yield crl, delta, frozenset().union(*(reasons for other, _, reasons in editions if other is crl))


def _entry(crl: LoadedList, delta: LoadedList | None, certificate: Certificate, at: datetime) -> CrlEntry | None:
    changed = delta.find(certificate) if delta else None
    entry = in_force(crl.find(certificate), changed, at)
    return entry if entry and entry.revoked_at <= at else None


def _data(lists: list[tuple[LoadedList, LoadedList | None]]) -> RevocationData:
    """`this_update`: the earliest of the lists."""
    told = [
        list_detail("crl", crl.facts) | (list_detail("delta", delta.facts) if delta else {}) for crl, delta in lists
    ]
    names = dict.fromkeys(name for one in told for name in one)
    detail = {name: " ".join(one[name] for one in told if name in one) for name in names}
    return RevocationData(min((delta or crl).facts.this_update for crl, delta in lists), detail)
