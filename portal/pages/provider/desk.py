"""An official's desk: a table for each position, with the cases whose next step it does, oldest first (R-5, R-10.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.desk import DeskRow, count_waiting, one_a_desk, waiting
from portal.applications.history import current_stages
from portal.kernel.errors import NotFound
from portal.kernel.language import Language
from portal.providers.find import Holding, get_provider, name_of, opening_times
from portal.regulation.journey import Stage
from portal.regulation.terms import Missed
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.given import Clock, Id, Transactions
from portal.web.page import PortalRequest, language_of, page
from portal.web.paging import Paging, page_number


@dataclass(frozen=True, slots=True)
class Desk:
    """The cases that wait for one position: a page of rows, each with the step in progress, and its term if missed."""

    holding: Holding
    provider: str
    rows: Sequence[tuple[DeskRow, Stage | None, Missed | None]]
    paging: Paging

    @property
    def path(self) -> str:
        return f"/provider/positions/{self.holding.id}"


@dataclass(frozen=True, slots=True)
class DeskView(View):
    template: ClassVar[str] = "pages/provider/desk.html"
    desks: Sequence[Desk]


@get("/provider", opt=access(Access.STAFF))
async def every_desk(request: PortalRequest, transactions: Transactions, clock: Clock) -> Response[str]:
    """Show the desks of all positions that the official holds: of several the first page each."""
    holdings = one_a_desk(request.user.holdings)
    number = page_number(request) if len(holdings) == 1 else 1
    return await _show(request, transactions, clock, holdings, number)


@get("/provider/positions/{position_id:uuid}", opt=access(Access.STAFF))
async def one_desk(request: PortalRequest, transactions: Transactions, clock: Clock, position_id: Id) -> Response[str]:
    """Show the desk of one of the official's positions, page by page."""
    return await _show(request, transactions, clock, [_own_holding(request, position_id)], page_number(request))


def _own_holding(request: PortalRequest, position_id: UUID) -> Holding:
    for holding in request.user.holdings:
        if holding.id == position_id:
            return holding
    raise NotFound


async def _show(
    request: PortalRequest, transactions: Transactions, clock: Clock, holdings: Sequence[Holding], number: int
) -> Response[str]:
    language = language_of(request)
    async with transactions.reading() as session:
        desks = [await _desk(session, holding, number, language, clock.now()) for holding in holdings]
    return page(request, DeskView(desks))


async def _desk(session: AsyncSession, holding: Holding, number: int, language: Language, now: datetime) -> Desk:
    provider = await get_provider(session, holding.provider_id)
    paging = Paging(number, await count_waiting(session, holding))
    found = await waiting(session, holding, number)
    stages, zone = await current_stages(session, [row.id for row in found], provider), opening_times(provider)[0]
    rows = [_told(row, stages[row.id], now, zone) for row in found]
    return Desk(holding, name_of(provider, language), rows, paging)


def _told(
    row: DeskRow, stage: Stage | None, now: datetime, zone: ZoneInfo
) -> tuple[DeskRow, Stage | None, Missed | None]:
    return row, stage, stage.missed(now, zone) if stage else None


PAGES = (every_desk, one_desk)
