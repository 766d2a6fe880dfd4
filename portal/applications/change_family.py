"""Change the list of the family members who live with the applicant."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.draft import open_draft, store
from portal.applications.family import ALONE, FAMILY, Member, family_faults, fault_of_new_member, members
from portal.applications.tables import Application
from portal.kernel.outcomes import Fault


async def add_member(
    session: AsyncSession, account_id: UUID, application_id: UUID, own_iin: str, member: Member, now: datetime
) -> Fault | None:
    """Add the member to the list, or return why the IIN cannot be added."""
    draft = await open_draft(session, account_id, application_id)
    fault = fault_of_new_member(member["iin"], members(draft.answers), own_iin, now)
    if fault is None:
        keep_member(draft, member, now)
    return fault


async def remove_member(
    session: AsyncSession, account_id: UUID, application_id: UUID, member_iin: str, now: datetime
) -> str | None:
    """Remove the member from the list, and return their name. A member who is gone already is no error: None."""
    draft = await open_draft(session, account_id, application_id)
    names = {member["iin"]: member["name"] for member in members(draft.answers)}
    drop_member(draft, member_iin, now)
    return names.get(member_iin)


async def finish_family(
    session: AsyncSession, account_id: UUID, application_id: UUID, alone: str, now: datetime
) -> Mapping[str, Fault]:
    """Store whether the applicant lives alone, and return the section's faults by field."""
    draft = await open_draft(session, account_id, application_id)
    store(draft, {ALONE: "" if members(draft.answers) or not alone else "yes"}, now)
    return family_faults(draft.answers)


def keep_member(draft: Application, member: Member, now: datetime) -> None:
    """Store the member, and clear "I live alone"."""
    store(draft, {FAMILY: [*members(draft.answers), dict(member)], ALONE: ""}, now)


def drop_member(draft: Application, member_iin: str, now: datetime) -> None:
    store(draft, {FAMILY: [member for member in members(draft.answers) if member["iin"] != member_iin]}, now)
