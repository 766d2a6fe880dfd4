"""The clock of the test mode: the machine's clock plus an offset, which is one row of the database."""

from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.insert_once import insert_once
from portal.database.tables import ClockOffset
from portal.database.transactions import Transactions
from portal.kernel.clock import Clock

_ONE = 1
_KEPT = select(ClockOffset.microseconds).where(ClockOffset.id == _ONE)
_MICROSECOND = timedelta(microseconds=1)


class MovableClock:
    """The machine's clock plus the offset. Any process may move it; all processes follow."""

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._offset = timedelta()
        self._turns = count(1)
        self._newest_turn = 0

    def now(self) -> datetime:
        return self._machine.now() + self._offset

    @property
    def offset(self) -> timedelta:
        return self._offset

    async def follow(self, transactions: Transactions) -> None:
        """Read the offset from the row."""
        turn = next(self._turns)
        async with transactions.reading() as session:
            kept = await session.scalar(_KEPT)
        self._take(turn, (kept or 0) * _MICROSECOND)

    async def move(self, transactions: Transactions, by: timedelta) -> None:
        """Change the offset. Another process applies it when it next reads the row."""
        offset = self._offset + by
        async with transactions.writing() as session:
            await _keep(session, offset)
        self._take(next(self._turns), offset)

    def _take(self, turn: int, offset: timedelta) -> None:
        """Ignored if a call that began later has finished already: its offset is newer."""
        if turn > self._newest_turn:
            self._newest_turn, self._offset = turn, offset


async def _keep(session: AsyncSession, offset: timedelta) -> None:
    microseconds = offset // _MICROSECOND
    await session.execute(insert_once(session, ClockOffset).values(id=_ONE, microseconds=0))
    await session.execute(update(ClockOffset).where(ClockOffset.id == _ONE).values(microseconds=microseconds))
