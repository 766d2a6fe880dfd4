"""Write revocation lists (RFC 5280, 5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from auth.certificates.encoding.der import ENUMERATED
from auth.certificates.lists.crl import CrlEntry
from auth.certificates.revocation import Reason
from portal.simulators.authority import extensions
from portal.simulators.authority.der_forms import explicit, integer, sequence, time
from portal.simulators.authority.issuing import Issuer, signed
from portal.simulators.authority.keys import key_identifier, public_key_info, signature_algorithm

VALID_FOR = timedelta(hours=24)
_REASON_CODE = "2.5.29.21"
_V2 = 1


def revocation_list(
    issuer: Issuer, listed: Iterable[CrlEntry], number: int, now: datetime, base_number: int | None = None
) -> bytes:
    """In DER. `base_number`: write a delta list of the changes since the complete list with this number."""
    entries = b"".join(map(_entry, listed))
    parts = [
        extensions.authority_key_identifier(key_identifier(public_key_info(issuer.key))),
        extensions.crl_number(number),
    ]
    if base_number is not None:
        parts.append(extensions.delta_indicator(base_number))
    return signed(
        sequence(
            integer(_V2),
            signature_algorithm(issuer.key),
            issuer.name,
            time(now),
            time(now + VALID_FOR),
            sequence(entries) if entries else b"",
            explicit(0, sequence(*parts)),
        ),
        issuer.key,
    )


def _entry(listed: CrlEntry) -> bytes:
    """The reason "unspecified" is left out (5.3.1)."""
    reason = b""
    if listed.reason is not Reason.UNSPECIFIED:
        reason = sequence(extensions.extension(_REASON_CODE, integer(listed.reason, ENUMERATED)))
    return sequence(integer(listed.serial), time(listed.revoked_at), reason)
