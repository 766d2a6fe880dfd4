"""Run the checks. A check that fails itself does not stop the others."""

from collections.abc import AsyncIterator, Iterator

from portal.check.findings import Finding, Installation, Level, LocalCheck, unclear
from portal.check.table import ASKING, HERE, ONLINE, STARTING
from portal.kernel.clock import Clock
from portal.settings import Settings

GOOD, BAD, NOT_KNOWN = 0, 1, 2


async def check_installation(settings: Settings, clock: Clock, *, online: bool) -> list[Finding]:
    """All findings; with `online`, those of the systems around the portal too."""
    installation = Installation(settings, clock)
    found = [finding for one in HERE for finding in tried(one, installation)]
    for question in (*ASKING, *(ONLINE if online else ())):
        found += [finding async for finding in _asked(question.__name__, question(installation))]
    return found


def faults_at_start(settings: Settings, clock: Clock) -> list[Finding]:
    """The findings that prevent a start. The demonstration is exempt."""
    if settings.demo:
        return []
    installation = Installation(settings, clock)
    return [finding for one in STARTING for finding in one(installation) if finding.level is Level.WRONG]


def exit_code(found: list[Finding], *, strict: bool) -> int:
    """BAD if something is wrong, or with `strict` unsafe; otherwise NOT_KNOWN if a check could not be done."""
    levels = {finding.level for finding in found}
    if Level.WRONG in levels or (strict and Level.UNSAFE in levels):
        return BAD
    return NOT_KNOWN if Level.UNKNOWN in levels else GOOD


def tried(one: LocalCheck, installation: Installation) -> Iterator[Finding]:
    """The findings of a check. If the check fails, that is a finding too."""
    try:
        yield from one(installation)
    except OSError as error:
        yield _failed(one.__name__, error)


async def _asked(name: str, findings: AsyncIterator[Finding]) -> AsyncIterator[Finding]:
    try:
        async for finding in findings:
            yield finding
    except OSError as error:
        yield _failed(name, error)


def _failed(name: str, error: OSError) -> Finding:
    return unclear("check_failed", f"The check {name} could not be done: {error}.")
