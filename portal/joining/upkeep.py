"""Recurring jobs: fetch revocation lists; delete expired sessions, ended attempts and orphaned scans."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from auth.federation.log_ins import forget_expired
from auth.limits.counting import forget_ended
from auth.sessions.lifecycle import close_expired
from portal.documents.sweep import sweep_scans
from portal.jobs.recurring import RecurringJob
from portal.joining.parts import Parts
from portal.joining.trust import crl_refresh
from portal.kernel.clock import SystemClock
from portal.outbox.work import Effect

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def recurring_jobs(parts: Parts) -> tuple[RecurringJob, ...]:
    return (
        crl_refresh(parts.settings, parts.trust, parts.client, parts.clock),
        RecurringJob("sessions", _HOUR, _close_sessions),
        RecurringJob("attempts", _HOUR, _forget_attempts),
        RecurringJob("scans", _DAY, partial(_sweep_scans, parts)),
    )


async def _close_sessions(now: datetime) -> Effect:
    async def effect(session: AsyncSession) -> None:
        await close_expired(session, now)
        await forget_expired(session, now)

    return effect


async def _forget_attempts(now: datetime) -> Effect:
    async def effect(session: AsyncSession) -> None:
        await forget_ended(session, now)

    return effect


async def _sweep_scans(parts: Parts, _now: datetime) -> None:
    """Delete files that no scan refers to, left by removed scans and unfinished requests.

    Files are dated by the machine's clock, so it counts here, wherever the test mode has moved the portal's.
    """
    async with parts.transactions.reading() as session:
        await sweep_scans(session, parts.scan_quarantine, parts.scan_files, SystemClock().now() - _DAY)
