"""The scans of an owner: for the form, for the check before signing, and for the request document."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, bindparam, exists, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from portal.documents.file_type import FileType
from portal.documents.tables import Scan, ScanState
from portal.files.store import Sha256
from portal.kernel.outcomes import Refused


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan as a page shows it. Sizes are bytes; only a clean scan has `clean_size` and `pages`."""

    id: UUID
    kind: str
    file_name: str
    state: ScanState
    refusal: str | None
    refusal_detail: dict[str, str] | None
    original_size: int
    clean_size: int | None
    clean_type: FileType | None
    pages: int | None
    received_at: datetime

    @property
    def refused(self) -> Refused | None:
        return Refused(self.refusal, self.refusal_detail or {}) if self.refusal else None


@dataclass(frozen=True, slots=True)
class ScanDigest:
    """A scan as the request document names it. `sha256` is that of the clean content."""

    kind: str
    name: str
    sha256: Sha256


_OWNER = Scan.owner_id == bindparam("owner_id")
_ROWS = (
    select(
        Scan.id,
        Scan.kind,
        Scan.file_name,
        Scan.state,
        Scan.refusal,
        Scan.refusal_detail,
        Scan.original_size,
        Scan.clean_size,
        Scan.clean_type,
        Scan.pages,
        Scan.received_at,
    )
    .where(_OWNER)
    .order_by(Scan.kind, Scan.received_at, Scan.id)
)
_DIGESTS = (
    select(Scan.kind, Scan.file_name, type_coerce(Scan.clean_digest, String))
    .where(_OWNER, Scan.state == ScanState.CLEAN)
    .order_by(Scan.kind, Scan.received_at, Scan.id)
)
_UNCLEAN = select(exists().where(_OWNER, Scan.state != ScanState.CLEAN))


async def scans_of(session: AsyncSession, owner_id: UUID) -> list[ScanRow]:
    """Ordered by kind, then by time of receipt."""
    return [ScanRow(*row) for row in await session.execute(_ROWS, {"owner_id": owner_id})]


async def digests(session: AsyncSession, owner_id: UUID) -> list[ScanDigest]:
    """The clean scans, always in the same order. Other scans are left out, so call `all_clean` first."""
    return [ScanDigest(*row) for row in await session.execute(_DIGESTS, {"owner_id": owner_id})]


async def all_clean(session: AsyncSession, owner_id: UUID) -> bool:
    """No scan is being checked or refused. True for an owner without scans."""
    return not await session.scalar(_UNCLEAN, {"owner_id": owner_id})
