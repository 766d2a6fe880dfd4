"""A real installation refuses what belongs to the demonstration, wherever it was copied to."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from auth.certificates.encoding.pem import pem_blocks
from portal.check.findings import Level
from portal.check.run import faults_at_start
from portal.demo.data_folder import demo_settings, prepare
from portal.demo.layout import DemoLayout
from portal.demo.material import AUTHORITIES, FILE
from portal.settings import from_environment
from portal.simulators.authority.authority import DEMO, STRANGER, DemoAuthority
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import Family
from tests.integration.check.installation import CLOCK, Installation

Place = Callable[[Path, Path], Path]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo") / "data"
    prepare(DemoLayout(data))
    return data


def in_its_place(file: Path, _folder: Path) -> Path:
    return file


def copied(file: Path, folder: Path) -> Path:
    shutil.copy(file, folder / "copied")
    return folder / "copied"


def linked(file: Path, folder: Path) -> Path:
    (folder / "linked").symlink_to(file)
    return folder / "linked"


MATERIAL = {
    "KEZEK_SECRET_FILE": ("secret", "demo_key"),
    "KEZEK_ACCEPTED_SECRET_FILES": ("secret", "demo_key"),
    "KEZEK_GATEWAY_PASSWORD_FILE": ("gateway/password", "demo_key"),
    "KEZEK_GATEWAY_KEY_FILE": ("gateway/portal.pem", "demo_key"),
    "KEZEK_SERVER_KEYS_PUBLISHED": ("gateway/portal.pub", "demo_key"),
    "KEZEK_GATEWAY_PUBLIC_KEYS": ("gateway/gateway.pub", "demo_key"),
    "KEZEK_TRUSTED_ROOTS": ("authority/root.pem", "demo_authority"),
    "KEZEK_ISSUING_AUTHORITIES": ("authority/issuing.pem", "demo_authority"),
}
AUTHORITIES_OF_THE_DEMO = ("root", "issuing", "ocsp", "tsa", "root_gost", "issuing_gost", "ocsp_gost", "tsa_gost")


@pytest.mark.parametrize("place", [in_its_place, copied, linked])
@pytest.mark.parametrize("variable", MATERIAL)
async def test_it_is_refused(variable: str, place: Place, installation: Installation, demo: Path) -> None:
    name, code = MATERIAL[variable]
    file = place(demo / name, installation.folder)
    file.chmod(0o600)
    installation.environment[variable] = str(file)

    faults = faults_at_start(from_environment(installation.environment), CLOCK)

    assert [fault.code for fault in faults if fault.code.startswith("demo")] == [code]
    assert (Level.WRONG, code) in await installation.codes()


@pytest.mark.parametrize("in_der", [True, False])
@pytest.mark.parametrize("name", AUTHORITIES_OF_THE_DEMO)
def test_every_certificate_of_its_authority_is_refused(
    name: str, installation: Installation, demo: Path, *, in_der: bool
) -> None:
    """Also behind a real one, in the same file."""
    member, _, family = name.partition("_")
    pem = DemoAuthority.open(demo / "authority").file(Member(member), Family(family or "rsa")).read_bytes()
    real = installation.path("authority/issuing.pem").read_bytes()
    installation.path("copied").write_bytes(pem_blocks(pem, "CERTIFICATE")[0] if in_der else real + pem)
    installation.set(KEZEK_ISSUING_AUTHORITIES=str(installation.path("copied")))

    faults = faults_at_start(from_environment(installation.environment), CLOCK)

    assert [fault.code for fault in faults if fault.code.startswith("demo")] == ["demo_authority"]


@pytest.mark.parametrize("variable", ["KEZEK_OCSP_URL", "KEZEK_TSA_URL"])
@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("http://127.0.0.1:8081/ocsp", ["demo_address"]),
        ("http://localhost:21001/tsp/", ["demo_address"]),
        ("http://[::1]:8081/tsp", ["demo_address"]),
        ("http://127.0.0.1:8081/elsewhere", []),
        ("http://ocsp.pki.gov.kz/ocsp", []),
    ],
)
def test_its_responders_are_refused(variable: str, address: str, codes: list[str], installation: Installation) -> None:
    installation.environment[variable] = address

    faults = faults_at_start(from_environment(installation.environment), CLOCK)

    assert [fault.code for fault in faults if fault.code.startswith("demo")] == codes


def test_its_data_folder_is_refused(installation: Installation, demo: Path) -> None:
    installation.set(KEZEK_DATA=str(demo))

    assert [one.code for one in faults_at_start(from_environment(installation.environment), CLOCK)] == ["demo_data"]


def test_a_folder_beside_the_demonstration_is_not_of_it(installation: Installation, demo: Path) -> None:
    shutil.copytree(demo, installation.data / "demo")

    assert faults_at_start(from_environment(installation.environment), CLOCK) == []


def test_the_test_mode_is_refused(installation: Installation) -> None:
    settings = replace(from_environment(installation.environment), test_mode=True)

    assert [fault.code for fault in faults_at_start(settings, CLOCK)] == ["test_mode"]


def test_the_demonstration_itself_starts(demo: Path) -> None:
    settings = demo_settings(DemoLayout(demo, 1))

    assert faults_at_start(replace(settings, test_mode=True), CLOCK) == []


def test_every_demonstration_authority_can_be_told_by_its_name(demo: Path) -> None:
    assert all(name.startswith(AUTHORITIES) for name in (*DEMO, *STRANGER))
    assert (demo / FILE).is_file()


async def test_its_people_are_found(installation: Installation) -> None:
    assert installation.run("portal seed").returncode == 0

    assert await installation.codes() == [(Level.UNSAFE, "demo_people")]
