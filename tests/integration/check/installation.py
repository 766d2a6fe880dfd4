"""A real installation in a folder, made as the README says; each test breaks a copy of its own."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from auth.certificates.lists.publish import publish
from auth.certificates.trust import TrustStore
from auth.tokens import SigningKey, generate_key_pem
from portal.check.findings import Finding, Level
from portal.check.report import from_settings
from portal.check.run import check_installation
from portal.kernel.clock import SystemClock
from portal.settings import SettingsWrong, from_environment
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.key_folder import AuthorityNames
from tests.architecture.sources import ROOT
from tests.factories.deadline import DEADLINE
from tests.fakes.clock import SettableClock

NAMES = AuthorityNames("NATIONAL ROOT", "NATIONAL ISSUING AUTHORITY")
COMMANDS = Path(sys.executable).parent
CLOCK = SystemClock()


@dataclass(frozen=True)
class Installation:
    """All files are in the folder; paths in the environment are relative to it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def path(self, name: str) -> Path:
        return self.folder / name

    def set(self, **variables: str) -> None:
        self.environment.update(variables)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a shell with the installation's own environment only."""
        known = {"PATH": f"{COMMANDS}:/usr/bin:/bin", "HOME": str(self.folder), **self.environment}
        shell = ["bash", "-e", "-c", command]
        return subprocess.run(
            shell, cwd=self.folder, env=known, capture_output=True, text=True, timeout=DEADLINE, check=False
        )

    async def found(self, *, online: bool = False, later: timedelta = timedelta()) -> list[Finding]:
        try:
            settings = from_environment(self.environment)
        except SettingsWrong as refused:
            return from_settings(refused)
        return await check_installation(settings, SettableClock(CLOCK.now() + later), online=online)

    async def codes(self, *, online: bool = False, later: timedelta = timedelta()) -> list[tuple[Level, str]]:
        return [(one.level, one.code) for one in await self.found(online=online, later=later)]

    def copied(self, folder: Path) -> "Installation":
        shutil.copytree(self.folder, folder)
        moved = {name: value.replace(str(self.folder), str(folder)) for name, value in self.environment.items()}
        return replace(self, folder=folder, environment=moved)


def make_installation(folder: Path) -> Installation:
    """Made by the README's commands, and with the neighbours' certificates, keys and password."""
    folder.mkdir()
    made = Installation(folder)
    _neighbours(folder)
    made.set(
        KEZEK_DATA=str(folder / "data"),
        KEZEK_ADDRESS="https://kezek.example.kz",
        KEZEK_TRUSTED_PROXIES="127.0.0.1",
        KEZEK_SECRET_FILE=str(folder / "data" / "secret"),
        KEZEK_SERVER_KEY=str(folder / "data" / "server.pem"),
        KEZEK_TRUSTED_ROOTS=str(folder / "authority" / "root.pem"),
        KEZEK_ISSUING_AUTHORITIES=str(folder / "authority" / "issuing.pem"),
        KEZEK_GATEWAY_URL="https://gateway.example.kz/sync-channel",
        KEZEK_GATEWAY_PASSWORD_FILE=str(folder / "password"),
        KEZEK_GATEWAY_PUBLIC_KEYS=str(folder / "gateway.pub"),
    )
    told = {**made.environment}
    for variable in ("KEZEK_SECRET_FILE", "KEZEK_SERVER_KEY"):
        del made.environment[variable]  # not there yet
    ran = made.run(commands_of_the_readme())
    assert ran.returncode == 0, ran
    made.set(**told)
    hold_lists(made)
    return made


def commands_of_the_readme() -> str:
    """The commands of "Run it for real", up to the check after them."""
    page = (ROOT / "README.md").read_text()
    block = re.search(r"## Run it for real\n\n((?: {4}.*\n)+)", page)
    assert block
    return "\n".join(line for line in block[1].splitlines() if not line.strip().startswith("portal check"))


def hold_lists(made: Installation) -> None:
    """As the worker does every hour."""
    crls = made.data / "crl"
    crls.mkdir(exist_ok=True)
    authority = DemoAuthority(made.path("authority"), NAMES)
    trust = TrustStore.load([authority.root_file], [authority.issuing_file], crls)
    for der in (authority.root_crl(CLOCK.now()), authority.issuing_crl(CLOCK.now())):
        publish(der, trust.issuers, crls, CLOCK.now())


def _neighbours(folder: Path) -> None:
    DemoAuthority(folder / "authority", NAMES)
    (folder / "password").write_text("agreed upon\n")
    (folder / "gateway.pub").write_bytes(SigningKey(generate_key_pem()).public_pem)
    (folder / "password").chmod(0o600)
