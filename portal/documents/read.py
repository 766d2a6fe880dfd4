"""The content of a clean scan. No function gives the content of any other scan."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import String, bindparam, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from portal.database.types import EnumCode
from portal.documents.file_type import FileType
from portal.documents.tables import Scan, ScanState
from portal.files.store import Files
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class CleanScan:
    file_name: str
    type: FileType
    content: bytes


# Coerced to non-null types: the query selects clean scans, which have both by a constraint of the table.
_CLEAN = select(
    Scan.file_name, type_coerce(Scan.clean_type, EnumCode(FileType)), type_coerce(Scan.clean_digest, String)
).where(Scan.id == bindparam("scan_id"), Scan.owner_id == bindparam("owner_id"), Scan.state == ScanState.CLEAN)


async def read_scan(session: AsyncSession, clean: Files, owner_id: UUID, scan_id: UUID) -> CleanScan:
    """Raises NotFound for a scan that is unknown, another owner's, not checked yet or refused."""
    found = (await session.execute(_CLEAN, {"scan_id": scan_id, "owner_id": owner_id})).one_or_none()
    if found is None:
        raise NotFound("no such clean scan")
    file_name, kind, digest = found
    return CleanScan(file_name, kind, await clean.get(digest))
