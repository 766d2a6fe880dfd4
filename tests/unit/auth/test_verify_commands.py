"""`portal verify-signature` and `portal verify-certificate`, and openssl's opinion of the same files."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate, load_der_x509_crl

from auth.certificates.path.policies import ANY_POLICY
from portal.cli import main, portal
from tests.factories import pki as people
from tests.factories.pki import NOW, OFFICIAL, Pki
from tests.unit.auth import pkits
from tests.unit.auth.signatures_table import DOCUMENT, OTHER_DOCUMENT

AT = ["--at", NOW.isoformat()]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, pki: Pki, signatures: dict[str, bytes]) -> Path:
    """Roots, authorities and lists as PEM and DER files, and the signatures by name."""
    folder = tmp_path_factory.mktemp("files")
    for name, authority in (("root", pki.trust.roots[0]), ("issuing", pki.trust.intermediates[0])):
        (folder / f"{name}.cer").write_bytes(authority.der)
        (folder / f"{name}.pem").write_bytes(load_der_x509_certificate(authority.der).public_bytes(Encoding.PEM))
    lists = pki.authority.all_lists(NOW)
    for place, crl in enumerate(lists):
        (folder / f"{place}.crl").write_bytes(crl)
    (folder / "crls.pem").write_bytes(b"".join(load_der_x509_crl(crl).public_bytes(Encoding.PEM) for crl in lists))
    for name, cms in signatures.items():
        (folder / f"{name}.p7s").write_bytes(cms)
    (folder / "document").write_bytes(DOCUMENT)
    (folder / "other").write_bytes(OTHER_DOCUMENT)
    return folder


def run(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
    """The exit code, and the JSON."""
    ran = CliRunner().invoke(portal, [*map(str, arguments), "--json"])
    return ran.exit_code, json.loads(ran.stdout)


def basis(folder: Path, *, pem: bool = False) -> list[str | Path]:
    if pem:
        return [
            "--trust",
            folder / "root.pem",
            "--untrusted",
            folder / "issuing.pem",
            "--crl",
            folder / "crls.pem",
            *AT,
        ]
    lists = [option for crl in folder.glob("*.crl") for option in ("--crl", crl)]
    return ["--trust", folder / "root.cer", "--untrusted", folder / "issuing.cer", *lists, *AT]


@pytest.mark.parametrize("pem", [True, False])
@pytest.mark.parametrize(
    ("name", "content", "options", "expected"),
    [
        ("good", "document", [], (0, "valid", None)),
        ("PEM", "document", [], (0, "valid", None)),
        ("good", "other", [], (1, "invalid", "other_document")),
        ("good", "document", ["--iin", people.CITIZEN.iin], (0, "valid", None)),
        (
            "good",
            "document",
            ["--iin", f"\u202d{people.CITIZEN.iin[:6]}\u2011{people.CITIZEN.iin[6:]}\u202c"],
            (0, "valid", None),
        ),
        ("good", "document", ["--iin", OFFICIAL.iin], (1, "invalid", "iin_differs")),
        ("official", "document", [], (1, "invalid", "organisation_key")),
        ("official", "document", ["--profile", "official"], (0, "valid", None)),
        ("no signing certificate", "document", [], (1, "invalid", "not_cades")),
        ("no signing certificate", "document", ["--profile", "plain"], (0, "valid", None)),
        ("attached", None, [], (0, "valid", None)),
        ("attached, BER", None, [], (0, "valid", None)),
        ("attached", "document", [], (0, "valid", None)),
        ("good", None, [], (1, "invalid", "attached_differs")),
        ("empty", "document", [], (1, "invalid", "not_a_signature")),
        ("revoked", "document", [], (1, "invalid", "revoked")),
        (
            "good",
            "document",
            ["--at", (NOW + timedelta(days=30)).isoformat()],
            (2, "indeterminate", "revocation_unknown"),
        ),
    ],
)
def test_signature(
    name: str, content: str | None, options: list[str], expected: tuple[int, str, str | None], pem: bool, files: Path
) -> None:
    of: list[str | Path] = ["--content", files / content] if content else []

    code, told = run("verify-signature", "--signature", files / f"{name}.p7s", *of, *basis(files, pem=pem), *options)

    assert (code, told["verdict"], told["code"]) == expected


def test_json_has_these_fields_and_no_others(files: Path) -> None:
    _, told = run(
        "verify-signature", "--signature", files / "expired.p7s", "--content", files / "document", *basis(files)
    )

    assert set(told) == {"verdict", "code", "checks"}
    assert {tuple(check) for check in told["checks"]} == {("name", "result", "code", "detail")}
    last = told["checks"][-1]
    assert (last["name"], last["result"], last["code"], sorted(last["detail"])) == (
        "validity",
        "failed",
        "expired",
        ["date"],
    )


def test_people_are_told_in_one_line_and_then_the_checks(files: Path) -> None:
    arguments = [
        "verify-signature",
        "--signature",
        files / "expired.p7s",
        "--content",
        files / "document",
        *basis(files),
    ]

    lines = CliRunner().invoke(portal, list(map(str, arguments))).stdout.splitlines()

    assert lines[0] == "invalid: expired"
    assert [line.split()[:2] for line in lines[-2:]] == [["passed", "path"], ["failed", "validity"]]


def test_installation_s_own_authorities_serve_where_none_are_named(
    files: Path, pki: Pki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEZEK_DATA", str(tmp_path))
    monkeypatch.setenv("KEZEK_TRUSTED_ROOTS", str(files / "root.pem"))
    monkeypatch.setenv("KEZEK_ISSUING_AUTHORITIES", str(files / "issuing.pem"))
    signature: list[str | Path] = [
        "verify-signature",
        "--signature",
        files / "good.p7s",
        "--content",
        files / "document",
        *AT,
    ]

    without_lists = run(*signature)
    (tmp_path / "crl").symlink_to(pki.trust.crls.folder)
    held, given = run(*signature), run(*signature, "--crl", files / "crls.pem")

    assert [(code, told["code"]) for code, told in (without_lists, held, given)] == [
        (2, "revocation_unknown"),
        (0, None),
        (0, None),
    ]


def leaf(folder: Path, pki: Pki) -> Path:
    file = folder / "leaf.cer"
    file.write_bytes(pki.issue().certificate)
    return file


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], (0, None)),
        (["--profile", "plain"], (0, None)),
        (["--profile", "official"], (1, "wrong_role")),
        (["--iin", OFFICIAL.iin], (1, "iin_differs")),
        (["--policy", "1.2.3"], (0, None)),
        (["--explicit-policy"], (0, None)),
        (["--explicit-policy", "--policy", "any", "--inhibit-mapping"], (0, None)),
        (["--explicit-policy", "--inhibit-any"], (1, "wrong_policy")),
        (["--explicit-policy", "--policy", "1.2.3"], (1, "wrong_policy")),
    ],
)
def test_certificate(options: list[str], expected: tuple[int, str | None], files: Path, pki: Pki) -> None:
    code, told = run("verify-certificate", leaf(files, pki), *basis(files), *options)

    assert (code, told["code"]) == expected


def test_bytes_that_are_no_certificate(files: Path) -> None:
    code, told = run("verify-certificate", files / "document", *basis(files))

    assert (code, told["verdict"], told["code"]) == (1, "invalid", "not_a_certificate")


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify-certificate"],
        ["verify-signature", "--content", "{f}/document"],
        ["verify-certificate", "{f}/root.cer"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/nothing"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/document"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/crls.pem"],
        ["verify-certificate", "{f}/nothing", "--trust", "{f}/root.cer"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/root.cer", "--at", "yesterday"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/root.cer", "--iin", "12"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/root.cer", "--policy", "all"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/root.cer", "--profile", "nobody"],
        ["verify-certificate", "{f}/root.cer", "--trust", "{f}/root.cer", "--crl", "{f}/nothing"],
    ],
)
def test_wrong_usage_ends_with_64(
    arguments: list[str], files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["portal", *(argument.format(f=files) for argument in arguments)])

    with pytest.raises(SystemExit) as ended:
        main()

    assert (ended.value.code, capsys.readouterr().err[-1:]) == (64, "\n")


def test_command_itself_ends_by_its_verdict(files: Path) -> None:
    signature: list[str | Path] = ["--signature", files / "expired.p7s", "--content", files / "document"]
    command = [sys.executable, "-c", "from portal.cli import main; main()", "verify-signature"]

    ran = subprocess.run([*command, *signature, *basis(files)], check=False, capture_output=True, text=True)

    assert (ran.returncode, ran.stdout.splitlines()[0], ran.stderr) == (1, "invalid: expired", "")


SAMPLE = [run for run in pkits.runs() if run.section.split(".")[1] not in ("14", "15")][::6]


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: f"{case.section} {case.name}")
def test_openssl_agrees(case: pkits.Run, tmp_path: Path) -> None:
    """A sample of PKITS: accepted by both, or by neither."""
    paths = _in_files(case, tmp_path)
    flags = {
        "explicit": case.inputs.explicit,
        "inhibit_any": case.inputs.inhibit_any,
        "inhibit_map": case.inputs.inhibit_mapping,
    }
    policies = [option for policy in sorted(case.inputs.acceptable) for option in ("-policy", policy)]
    command = ["openssl", "verify", "-crl_check_all", "-policy_check", "-auth_level", "0", "-attime", "1651363200"]
    chosen = [f"-{'explicit_policy' if name == 'explicit' else name}" for name, given in flags.items() if given]
    files = ["-CAfile", "trust.pem", "-untrusted", "untrusted.pem", "-CRLfile", "crls.pem", "leaf.pem"]
    theirs = subprocess.run([*command, *policies, *chosen, *files], check=False, cwd=tmp_path, capture_output=True)

    ours, told = run("verify-certificate", *paths, *_policy_options(case))

    assert (theirs.returncode == 0, told["code"]) == (ours == 0, told["code"])


def _in_files(case: pkits.Run, folder: Path) -> list[str | Path]:
    def write(name: str, kind: str, names: list[str]) -> Path:
        (folder / name).write_bytes(b"".join(pkits.pem(kind, one) for one in names))
        return folder / name

    trust = write("trust.pem", "certs", ["TrustAnchorRootCertificate.crt"])
    untrusted = write("untrusted.pem", "certs", list(case.intermediates))
    crls = write("crls.pem", "crls", list(case.crls))
    certificate = write("leaf.pem", "certs", [case.certificate])
    options: list[str | Path] = [certificate, "--profile", "plain", "--at", "2022-05-01", "--trust", trust]
    return [*options, "--untrusted", untrusted, "--crl", crls]


def _policy_options(case: pkits.Run) -> list[str]:
    inputs = case.inputs
    chosen = {"--explicit-policy": inputs.explicit, "--inhibit-any": inputs.inhibit_any}
    chosen["--inhibit-mapping"] = inputs.inhibit_mapping
    policies = ("any" if policy == ANY_POLICY else policy for policy in inputs.acceptable)
    return [name for name, given in chosen.items() if given] + [
        option for policy in policies for option in ("--policy", policy)
    ]
