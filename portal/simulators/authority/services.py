"""The responses of the authority's services in DER: correct, or with the fault that is switched on."""

from datetime import datetime, timedelta

from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.faults import Service, ServiceFault
from portal.simulators.authority.issuing import Issuer
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import Family
from portal.simulators.authority.lists import VALID_FOR
from portal.simulators.authority.ocsp import Answering, Duty
from portal.simulators.authority.publishing import ListKind
from portal.simulators.authority.time_stamps import Stamping

_LONG_AGO = 2 * VALID_FOR
_LOWER_THAN_ALL, _OF_NO_BASE = (0, None), (2**31, 2**31 - 1)
"""Wrong CRL numbers: of a complete list, and of a delta with its base."""


def published_list(authority: DemoAuthority, kind: ListKind, family: Family, now: datetime) -> bytes:
    fault, current = _fault(authority, Service.LISTS), authority.lists.current(kind, family, now)
    if fault is ServiceFault.STALE:
        return authority.lists.forged(kind, family, now - _LONG_AGO)
    if fault is ServiceFault.WRONG_NUMBER:
        wrong = _OF_NO_BASE if kind is ListKind.DELTA else _LOWER_THAN_ALL
        return authority.lists.forged(kind, family, now, numbers=wrong)
    if fault is ServiceFault.WRONG_SIGNER:
        own = authority.lists.issuer(kind, family)
        forger = Issuer(own.name, _stranger(authority, Member.ISSUING, family).key)
        return authority.lists.forged(kind, family, now, forger)
    return current


def ocsp_answer(authority: DemoAuthority, request: bytes, now: datetime) -> bytes:
    """Roots sign responses themselves; issuing authorities delegate to a responder."""
    fault = _fault(authority, Service.OCSP)
    answering = Answering(
        duties=[duty for family in Family for duty in _duties(authority, family)],
        revocation=authority.revocation_entry,
        signer=_stranger(authority, Member.RESPONDER, Family.RSA) if fault is ServiceFault.WRONG_SIGNER else None,
        knows=fault is not ServiceFault.UNKNOWN,
        about=int(fault is ServiceFault.WRONG_NUMBER),
    )
    at = now - _LONG_AGO if fault is ServiceFault.STALE else now
    return answering.answer(request, at)


def time_stamp(authority: DemoAuthority, request: bytes, now: datetime) -> bytes:
    fault = _fault(authority, Service.TSP)
    stamping = Stamping(
        stampers={family: authority.member(Member.TIME_STAMPER, family) for family in Family},
        authorities={family: authority.member(Member.ISSUING, family) for family in Family},
        signer=_stranger(authority, Member.TIME_STAMPER, Family.RSA) if fault is ServiceFault.WRONG_SIGNER else None,
        off=int(fault is ServiceFault.WRONG_NUMBER),
    )
    return stamping.answer(request, now - timedelta(days=1) if fault is ServiceFault.STALE else now)


def _duties(authority: DemoAuthority, family: Family) -> list[Duty]:
    root, issuing = authority.member(Member.ROOT, family), authority.member(Member.ISSUING, family)
    return [Duty(issuing, authority.member(Member.RESPONDER, family)), Duty(root, root)]


def _fault(authority: DemoAuthority, service: Service) -> ServiceFault | None:
    switched = authority.faults.of(service)
    return switched.fault if switched else None


def _stranger(authority: DemoAuthority, member: Member, family: Family) -> Issuer:
    return authority.stranger().member(member, family)
