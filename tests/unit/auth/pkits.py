"""The runs of NIST PKITS (tests/data/pkits) on the path checker of production, with the profile that asks no role."""

import base64
import io
import json
import tarfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from auth.certificates.certificate import read_certificate
from auth.certificates.certificate_checks import judge_certificate
from auth.certificates.codes import Code
from auth.certificates.lists.in_memory import ListsInMemory
from auth.certificates.lists.store import CrlStore
from auth.certificates.path.policies import ANY_POLICY, PolicyInputs
from auth.certificates.profiles import PLAIN
from auth.certificates.trust import TrustStore
from auth.signatures.verdict import against

_FOLDER = Path(__file__).parents[2] / "data" / "pkits"
_EXPECTED: dict[str, Any] = json.loads((_FOLDER / "pkits_expected.json").read_text())
_AT = datetime.fromisoformat(_EXPECTED["validation_time"])


@dataclass(frozen=True)
class Run:
    """`section` is NIST's number of the test; several runs of one differ in the policies they begin with."""

    section: str
    name: str
    certificate: str
    intermediates: tuple[str, ...]
    crls: tuple[str, ...]
    inputs: PolicyInputs
    is_valid: bool


def runs() -> list[Run]:
    return [
        Run(
            case["section"],
            case["name"],
            case["cert"],
            tuple(case["intermediates"]),
            (*case["crls"], _EXPECTED["trust_anchor_crl"]),
            PolicyInputs(
                frozenset(ANY_POLICY if policy == "any" else policy for policy in case["policies"]),
                case["explicit_policy"],
                case["inhibit_mapping"],
                case["inhibit_any"],
            ),
            case["valid"],
        )
        for case in _EXPECTED["cases"]
    ]


@cache
def code_of(run: Run, *, configured: bool = True) -> Code | None:
    """Why the run's certificate is not accepted; None when it is. Intermediates are configured, or come with it."""
    certificate = read_certificate(file("certs", run.certificate))
    if certificate is None:
        return Code.NOT_A_CERTIFICATE
    read = [read_certificate(file("certs", name)) for name in (_EXPECTED["trust_anchor"], *run.intermediates)]
    authorities = tuple(authority for authority in read if authority)
    trust = TrustStore(authorities[:1], authorities[1:] if configured else (), CrlStore(Path("no such folder")))
    enclosed = [] if configured else [authority.der for authority in authorities[1:]]
    held = ListsInMemory([file("crls", name) for name in run.crls], authorities)
    verdict = against(judge_certificate(certificate, enclosed, PLAIN, trust, held, _AT, run.inputs))
    return verdict.code if verdict else None


@cache
def files() -> dict[str, bytes]:
    """Every certificate and list by its name in the archive, in DER."""
    with tarfile.open(fileobj=io.BytesIO((_FOLDER / "pkits_certs_crls.tar.xz").read_bytes())) as archive:
        opened = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
        return {name: contents.read() for name, contents in opened.items() if contents}


def file(folder: str, name: str) -> bytes:
    return files()[f"{folder}/{name}"]


def pem(folder: str, name: str) -> bytes:
    """The file in PEM, as openssl takes several."""
    label = b"CERTIFICATE" if folder == "certs" else b"X509 CRL"
    body = base64.encodebytes(file(folder, name))
    return b"-----BEGIN %b-----\n%b-----END %b-----\n" % (label, body, label)


def table() -> str:
    """A row for each section: how many were accepted and refused, and by which codes."""
    rows = ["| section | valid accepted | invalid refused | codes |", "|---|---|---|---|"]
    for number, title in _EXPECTED["section_names"].items():
        of_section = [run for run in runs() if run.section.split(".")[1] == number]
        rows.append(f"| 4.{number} {title} | {_tally(of_section)}")
    return "\n".join([*rows, f"| all | {_tally(runs())}", ""])


def _tally(some: list[Run]) -> str:
    valid, invalid = ([run for run in some if run.is_valid is wanted] for wanted in (True, False))
    accepted = sum(code_of(run) is None for run in valid)
    refused = sum(code_of(run) is not None for run in invalid)
    codes = Counter(code.value for run in some if (code := code_of(run)))
    told = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
    return f"{accepted} of {len(valid)} | {refused} of {len(invalid)} | {told} |"
