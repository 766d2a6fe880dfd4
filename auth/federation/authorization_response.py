"""From the provider's authorization response to the IIN of the person who signed in there."""

from dataclasses import dataclass
from datetime import datetime

from auth.federation.exchange import AWAY, Tokens, fetch_tokens
from auth.federation.id_token import Claims, Expected, verify_id_token
from auth.federation.log_ins import LogIn
from auth.federation.provider import OpenIdProvider
from portal.kernel.clock import Clock
from portal.kernel.iin import Iin
from portal.kernel.outcomes import Indeterminate, Refused
from portal.reading.numbers import fault_of_birth

_AWAY_ERRORS = frozenset({"server_error", "temporarily_unavailable"})
_LONGEST_CODE = 2048


@dataclass(frozen=True, slots=True)
class AuthorizationResponse:
    """The parameters that the browser brings back; empty when missing (RFC 6749, 4.1.2; RFC 9207)."""

    code: str
    error: str
    issuer: str


async def fetch_iin(
    provider: OpenIdProvider, log_in: LogIn, response: AuthorizationResponse, clock: Clock
) -> Iin | Refused | Indeterminate:
    """The IIN that the provider asserts. The codes are for the log; the person is told only what to do."""
    fault = _fault_of(response, provider)
    if fault:
        return fault
    tokens = await fetch_tokens(provider, response.code, log_in.code_verifier)
    if not isinstance(tokens, Tokens):
        return tokens
    expected = Expected(provider.issuer, provider.client_id, log_in.nonce, tokens.access_token)
    claims = verify_id_token(tokens.id_token, provider.keys, expected, clock.now())
    return claims if isinstance(claims, Refused) else _iin(claims, provider.iin_claim, clock.now())


def _fault_of(response: AuthorizationResponse, provider: OpenIdProvider) -> Refused | Indeterminate | None:
    if response.issuer and response.issuer != provider.issuer:
        return Refused("answer_issuer")
    if response.error:
        return AWAY if response.error in _AWAY_ERRORS else Refused("answer_error")
    if not 0 < len(response.code) <= _LONGEST_CODE:
        return Refused("answer_code")
    return None


def _iin(claims: Claims, name: str, now: datetime) -> Iin | Refused:
    """Exactly twelve digits, of a birth not after today: spaces, which a person may type, are refused here."""
    text = claims.get(name)
    number = Iin.parse(text) if isinstance(text, str) else None
    if not isinstance(number, Iin) or number.digits != text or fault_of_birth(number, now):
        return Refused("iin_claim")
    return number
