"""Whether this process is alive, and whether it can do its work: for what watches over it."""

from litestar import Response, get
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.web.access import Access, access
from portal.web.given import Transactions

_OPT = {**access(Access.EVERYONE), "no_visitor": True}


@get("/health/live", opt=_OPT)
async def live() -> dict[str, str]:
    """Needs nothing."""
    return {"status": "alive"}


@get("/health/ready", opt=_OPT)
async def ready(transactions: Transactions) -> Response[dict[str, str]]:
    """503 while the database does not answer."""
    try:
        async with transactions.reading() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return Response({"database": "away"}, status_code=503)
    return Response({"database": "ready"})


HEALTH = (live, ready)
