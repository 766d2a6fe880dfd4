"""Liveness and readiness of this process, for the systems that monitor it."""

from datetime import timedelta
from typing import Any

from litestar import Response, get

from auth.certificates.lists.freshness import ListState
from portal.endpoints.condition import Condition, GivenCondition, Seen
from portal.outbox.lag import Lag
from portal.web.access import Access, access
from portal.web.visitor import NO_VISITOR

READY, UNKNOWN = "ready", "unknown"
LATE, STUCK = timedelta(seconds=60), timedelta(hours=1)
"""The oldest task is late after a minute; after an hour the outbox is stuck, and an operator is called."""
SERVING = ("database", "migrations")
"""Without these no page can be served. Whatever else is wrong, pages are served and an operator must look."""
_OPT = {**access(Access.EVERYONE), NO_VISITOR: True}
Part = dict[str, Any]


@get("/health/live", opt=_OPT)
async def live() -> dict[str, str]:
    """Asks nothing: a process that answers is alive."""
    return {"status": "alive"}


@get("/health/ready", opt=_OPT)
async def ready(condition: GivenCondition) -> Response[dict[str, Any]]:
    """503 only while no page can be served: a load balancer takes a portal that answers 503 out of service."""
    parts = parts_of(await condition.look(), condition)
    wrong = [name for name, part in parts.items() if part["state"] != READY]
    serves = not any(name in wrong for name in SERVING)
    status = "not_ready" if not serves else "degraded" if wrong else READY
    body = {"status": status, "degraded": wrong, "parts": parts}
    return Response(body, status_code=200 if serves else 503, headers={"cache-control": "no-store"})


def parts_of(seen: Seen, condition: Condition) -> dict[str, Part]:
    """Each part's state, "ready" or what is wrong, and the figures behind it. No personal data."""
    return {
        "database": {"state": "away" if seen.milliseconds is None else READY, "milliseconds": seen.milliseconds},
        "migrations": _migrations(seen, condition.revisions),
        "outbox": _outbox(seen.lag),
        "dead_letters": _dead_letters(seen.lag),
        "revocation_lists": _lists(seen.lists),
    }


def _migrations(seen: Seen, revisions: tuple[str, ...]) -> Part:
    """Behind: `portal db upgrade` was not run. Ahead: this program is older than the database."""
    newest = revisions[-1]
    if seen.milliseconds is None:
        state = UNKNOWN
    elif seen.schema == newest:
        state = READY
    else:
        state = "behind" if seen.schema in ("", *revisions) else "ahead"
    return {"state": state, "database": seen.schema, "program": newest}


def _outbox(lag: Lag | None) -> Part:
    if lag is None:
        return {"state": UNKNOWN}
    late = timedelta(seconds=lag.seconds)
    state = "stuck" if late > STUCK else "late" if late > LATE else READY
    return {"state": state, "open": lag.open, "due": lag.due, "oldest_seconds": round(lag.seconds)}


def _dead_letters(lag: Lag | None) -> Part:
    if lag is None:
        return {"state": UNKNOWN}
    return {"state": "waiting" if lag.dead else READY, "count": lag.dead}


def _lists(lists: tuple[ListState, ...]) -> Part:
    wrong = [one.state.value for one in lists if one.state != READY]
    return {"state": wrong[0] if wrong else READY, "issuers": [_list(one) for one in lists]}


def _list(one: ListState) -> Part:
    return {
        "issuer": one.issuer,
        "kind": one.kind,
        "state": one.state.value,
        "age_seconds": _seconds(one.age),
        "heard_seconds": _seconds(one.heard),
        "remaining_seconds": _seconds(one.remaining),
    }


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds())


HEALTH = (live, ready)
