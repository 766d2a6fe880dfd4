"""The first two steps at the provider: the clerk registers, the head names the executor (R-5.2, R-5.3)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import advance
from portal.applications.desk import take_case
from portal.kernel.errors import NotFound
from portal.kernel.outcomes import Refused
from portal.providers.find import Official, staff
from portal.providers.tables import Role
from portal.regulation.procedure import Act


async def register_application(
    session: AsyncSession, clerk: Official, application_id: UUID, now: datetime
) -> Refused | None:
    """Register the application, and pass it to the head for resolution (R-5.2)."""
    case = await take_case(session, clerk, Role.CLERK, application_id)
    return advance(session, case.application, Act.REGISTER, case.by, now)


async def name_executor(
    session: AsyncSession, head: Official, application_id: UUID, executor_id: UUID, now: datetime
) -> Refused | None:
    """Assign the executor (R-5.3).

    Raises NotFound, where the act is open, if `executor_id` is no executor's position of this provider now: the
    caller's transaction is rolled back.
    """
    case = await take_case(session, head, Role.HEAD, application_id)
    executors = await staff(session, case.holding.provider_id, Role.EXECUTOR, now)
    executor = next((holding for holding in executors if holding.id == executor_id), None)
    named = {"executor": executor.full_name} if executor else {}
    refused = advance(session, case.application, Act.NAME_EXECUTOR, case.by, now, named)
    if refused:
        return refused
    if executor is None:
        raise NotFound
    case.application.executor_id = executor.id
    return None
