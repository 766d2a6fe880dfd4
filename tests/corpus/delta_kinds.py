"""Kinds of delta list (RFC 5280, 5.2.4): offered to a store with or without a base list."""

from auth.certificates.codes import Code
from auth.certificates.lists.publish import Publication
from tests.corpus.certificates import (
    entry,
    reason,
)
from tests.corpus.kinds import VALID
from tests.corpus.list_making import (
    PUBLISHED,
    YESTERDAY,
    delta,
    listing,
    of_list,
    the_base,
    timed,
    updated,
)
from tests.corpus.world import (
    CITIZEN_SERIAL,
    HOUR,
    NOW,
    stranger_key,
)
from tests.corpus.writing import (
    utc_time,
)

DELTAS = [
    of_list("delta without a base", Publication.NO_BASE, Code.REVOCATION_UNKNOWN, "RFC 5280, 5.2.4", delta()),
    updated("delta of nothing", PUBLISHED, VALID, "RFC 5280, 5.2.4", the_base, delta()),
    updated(
        "revoked by the delta",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 6.3.3 (i)",
        the_base,
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(1))),
    ),
    updated(
        "on hold by the delta",
        PUBLISHED,
        Code.ON_HOLD,
        "RFC 5280, 6.3.3 (i)",
        the_base,
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(6))),
    ),
    updated(
        "hold released by the delta",
        PUBLISHED,
        VALID,
        "RFC 5280, 6.3.3 (k)",
        listing(reason(6)),
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8))),
    ),
    updated(
        "revoked in the base, delta silent", PUBLISHED, Code.REVOKED, "RFC 5280, 6.3.3 (j)", listing(reason(1)), delta()
    ),
    updated(
        "delta of a later base, revoking",
        Publication.NO_BASE,
        VALID,
        "RFC 5280, 6.3.3 (c)",
        the_base,
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(1)), base_number=8),
    ),
    updated(
        "delta not newer than the base, releasing",
        Publication.SUPERSEDED,
        Code.ON_HOLD,
        "RFC 5280, 5.2.4",
        listing(reason(6)),
        delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8)), number=7, base_number=6),
    ),
    updated(
        "delta signed by a stranger, releasing",
        Publication.SIGNATURE_BROKEN,
        Code.ON_HOLD,
        "RFC 5280, 6.3.3 (h)",
        listing(reason(6)),
        lambda base: delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8)))(base).but(signer=stranger_key()),
    ),
    updated(
        "delta expired, releasing",
        Publication.STALE,
        Code.ON_HOLD,
        "RFC 5280, 6.3.3 (a)",
        listing(reason(6)),
        lambda base: timed(NOW - HOUR, utc_time(NOW - HOUR / 2))(
            delta(entry(CITIZEN_SERIAL, YESTERDAY, reason(8)))(base)
        ),
    ),
    of_list(
        "removed in a base list",
        PUBLISHED,
        Code.REVOKED,
        "RFC 5280, 5.3.1",
        listing(reason(8)),
    ),
]
