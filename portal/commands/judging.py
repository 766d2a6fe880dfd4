"""What `portal verify-signature` and `portal verify-certificate` share: trust, revocation lists, the moment."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from auth.certificates.certificate import Certificate
    from auth.certificates.profiles import Profile
    from auth.certificates.revocation import RevocationSource
    from auth.certificates.trust import TrustStore

Command = TypeVar("Command", bound=Callable[..., object])


def _twelve_digits(_context: click.Context, _option: click.Parameter, typed: str | None) -> str | None:
    """The digits of an IIN as a person types or pastes it. The check digit is not verified."""
    from portal.reading.numbers import compact_number

    digits = compact_number(typed) if typed is not None else None
    if digits is not None and not re.fullmatch("[0-9]{12}", digits):
        raise click.BadParameter("An IIN has twelve digits.")
    return digits


_PROFILES = ("citizen", "official", "plain")
FILE = click.Path(path_type=Path)
_FILES: dict[str, Any] = {"type": FILE, "multiple": True, "metavar": "FILE"}
_OPTIONS = (
    click.option("--trust", **_FILES, help="Trusted roots. Without it: this installation's authorities and lists."),
    click.option("--untrusted", **_FILES, help="Other authorities' certificates, to lead up to a root."),
    click.option("--crl", "crls", **_FILES, help="Revocation lists; without --trust instead of those held."),
    click.option("--at", metavar="TIME", help="ISO 8601, UTC unless it says otherwise; default now."),
    click.option("--iin", metavar="N", callback=_twelve_digits, help="The only IIN accepted."),
    click.option(
        "--profile", type=click.Choice(_PROFILES), default="citizen", show_default=True, help="Whose key it is."
    ),
    click.option("--json", "in_json", is_flag=True, help="For programs: verdict, code and checks."),
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the verdict is based on."""

    trust: "TrustStore"
    revocation: "RevocationSource"
    at: datetime


def judging_options(command: Command) -> Command:
    """The options that both commands take."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def basis_of(trust: tuple[Path, ...], untrusted: tuple[Path, ...], crls: tuple[Path, ...], at: str | None) -> Basis:
    """Raises click.UsageError for an unreadable file, a trusted file without a certificate, or an invalid time."""
    from auth.certificates.encoding.pem import CRL_LABELS, file_contents
    from auth.certificates.lists.in_memory import ListsInMemory
    from auth.certificates.trust import TrustStore

    store = _must_be_readable(lambda: TrustStore.load(trust, (), Path()) if trust else _installation())
    store = TrustStore(store.roots, (*store.intermediates, *_certificates(untrusted)), store.crls)
    lists = [block for file in crls for block in file_contents(read_file(file), *CRL_LABELS)]
    held = ListsInMemory(lists, (*store.roots, *store.intermediates)) if trust or crls else store.crls
    return Basis(store, held, _moment(at))


def profile_of(name: str) -> "Profile":
    from auth.certificates.profiles import CITIZEN, OFFICIAL, PLAIN

    return {profile.name: profile for profile in (CITIZEN, OFFICIAL, PLAIN)}[name]


def read_file(file: Path, most: int = -1) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}.") from error


def _installation() -> "TrustStore":
    from auth.certificates.trust import TrustStore
    from portal.settings import SettingsWrong, from_environment

    try:
        settings = from_environment()
    except SettingsWrong as wrong:
        raise click.UsageError(str(wrong)) from wrong
    configured = settings.trust
    if not configured.roots:
        raise click.UsageError("Nobody is trusted. Name roots by --trust, or in KEZEK_TRUSTED_ROOTS.")
    tolerance = timedelta(minutes=configured.crl_tolerance_minutes)
    return TrustStore.load(configured.roots, configured.intermediates, settings.crl_folder, tolerance)


def _must_be_readable(load: Callable[[], "TrustStore"]) -> "TrustStore":
    try:
        return load()
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}.") from error
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error


def _certificates(files: Iterable[Path]) -> "list[Certificate]":
    """Blocks that are not certificates are left out."""
    from auth.certificates.certificate import read_certificate
    from auth.certificates.encoding.pem import CERTIFICATE_LABELS, file_contents

    blocks = (block for file in files for block in file_contents(read_file(file), *CERTIFICATE_LABELS))
    return [certificate for certificate in map(read_certificate, blocks) if certificate]


def _moment(at: str | None) -> datetime:
    from portal.kernel.clock import SystemClock

    if at is None:
        return SystemClock().now()
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise click.BadParameter("Write it as 2026-11-22T12:00:00Z.", param_hint="--at") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
