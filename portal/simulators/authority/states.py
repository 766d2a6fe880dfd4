"""The states in which a demonstration key is issued, so that every verdict of the portal can be seen."""

from datetime import datetime, timedelta
from enum import StrEnum

from portal.simulators.authority.authority import DemoAuthority, IssuedKey
from portal.simulators.authority.holders import Citizen
from portal.simulators.authority.issuing import Validity
from portal.simulators.authority.keys import Family

_DAY, _YEAR = timedelta(days=1), timedelta(days=365)


class KeyState(StrEnum):
    GOOD = "good"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    UNKNOWN_ISSUER = "unknown_issuer"


def issue_in(
    state: KeyState, authority: DemoAuthority, holder: Citizen, now: datetime, family: Family = Family.RSA
) -> IssuedKey:
    """A key that is in this state at `now`. A revoked one is in the next list that is served."""
    issuer = authority.stranger() if state is KeyState.UNKNOWN_ISSUER else authority
    validity = _validity(state, now)
    key = issuer.issue(holder, not_before=validity.not_before, not_after=validity.not_after, family=family)
    if state is KeyState.REVOKED:
        authority.revoke(key.serial, now)
    return key


def _validity(state: KeyState, now: datetime) -> Validity:
    if state is KeyState.EXPIRED:
        return Validity(now - _YEAR, now - _DAY)
    if state is KeyState.NOT_YET_VALID:
        return Validity(now + _DAY, now + _YEAR)
    return Validity(now - _DAY, now + _YEAR)
