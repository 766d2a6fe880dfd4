"""Transactions that wait: time passes before each is open, as on a busy database."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.transactions import Transactions

Opens = Callable[..., AbstractAsyncContextManager[AsyncSession]]


def wait_for_transactions(
    monkeypatch: pytest.MonkeyPatch, pass_time: Callable[[], None], *, kind: str = "writing"
) -> None:
    """Call `pass_time` before each transaction of the kind is open; bookkeeping does not wait."""
    opens: Opens = getattr(Transactions, kind)

    @asynccontextmanager
    async def waits(self: Transactions, **given: bool) -> AsyncIterator[AsyncSession]:
        async with opens(self, **given) as session:
            if not given.get("bookkeeping"):
                pass_time()
            yield session

    monkeypatch.setattr(Transactions, kind, waits)
