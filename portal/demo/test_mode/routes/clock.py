"""Read and move the portal's clock."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from litestar import get, post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Struct

from portal.database.clock import MovableClock
from portal.demo.running import RunningDemo

# The demonstration's authorities exist from 2010 to 2049.
EARLIEST, LATEST = datetime(2011, 1, 1, tzinfo=UTC), datetime(2048, 1, 1, tzinfo=UTC)


class Move(Struct, forbid_unknown_fields=True):
    """To a moment, or by an amount, which may be negative. An empty move runs the tasks that are due now."""

    to: datetime | None = None
    days: float = 0
    hours: float = 0
    minutes: float = 0
    seconds: float = 0


def clock_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    @get("/clock")
    async def show_clock() -> dict[str, object]:
        return _shown(demo.clock)

    @post("/clock", status_code=200)
    async def move_clock(data: JSONBody[Move]) -> dict[str, object]:
        happened = await demo.time.move(_amount(data, demo.clock.now()))
        return {**_shown(demo.clock), "happened": [asdict(one) for one in happened]}

    return [show_clock, move_clock]


def _shown(clock: MovableClock) -> dict[str, object]:
    return {"now": clock.now(), "offset_seconds": clock.offset.total_seconds()}


def _amount(asked: Move, now: datetime) -> timedelta:
    """Raises HTTPException for a moment outside EARLIEST to LATEST."""
    by = _asked_for(asked, now)
    if by is None or not EARLIEST - now <= by <= LATEST - now:
        detail = f"name one moment with its zone, or an amount; from {EARLIEST:%Y} to {LATEST:%Y}"
        raise HTTPException(status_code=422, detail=detail)
    return by


def _asked_for(asked: Move, now: datetime) -> timedelta | None:
    try:
        by = timedelta(days=asked.days, hours=asked.hours, minutes=asked.minutes, seconds=asked.seconds)
    except (OverflowError, ValueError):
        return None
    if asked.to is None:
        return by
    return None if by or asked.to.tzinfo is None else asked.to - now
