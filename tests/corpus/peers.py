"""The verdicts of the openssl program and pyHanko on the same input, with their strictest settings."""

import base64
import re
import subprocess
from datetime import timedelta
from pathlib import Path

from asn1crypto.cms import ContentInfo
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.pem import detect, unarmor
from asn1crypto.x509 import Certificate
from pyhanko.sign.validation import async_validate_cms_signature, async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from tests.corpus.answers import NONCE, cert_id, nonce
from tests.corpus.kinds import Case
from tests.corpus.world import CITIZEN_SERIAL, NOW, world
from tests.corpus.writing import explicit, integer, seq

_BY_LIST, _BY_ANSWER = RevocationCheckingRule.CRL_REQUIRED, RevocationCheckingRule.OCSP_REQUIRED


def pem(label: str, ders: tuple[bytes, ...]) -> bytes:
    blocks = (f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n" for der in ders)
    return "".join(blocks).encode()


class OpenSsl:
    """One folder for all it is given. At the moment NOW; lists can be handed over with the roots alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def takes(self, case: Case) -> bool:
        trusted = pem("CERTIFICATE", (world().root.der(), *case.intermediates)) + pem("X509 CRL", case.lists)
        form = "PEM" if case.cms.startswith(b"-----") else "DER"
        command = (
            f"cms -verify -cades -binary -inform {form} -in cms -content content -CAfile trusted -out verified"
            " -crl_check_all -extended_crl -use_deltas -policy_check -policy 2.5.29.32.0 -auth_level 2"
            f" -attime {int(NOW.timestamp())}"
        )
        return self._run(command, cms=case.cms, content=case.content, trusted=trusted)[0]

    def takes_answer(self, response: bytes) -> bool:
        """Asked twice: whether the nonce is that of the request, and what is said of the certificate."""
        of = world()
        request = seq(seq(seq(seq(cert_id(of.issuing, integer(CITIZEN_SERIAL)))), explicit(2, seq(nonce(NONCE)))))
        trusted = pem("CERTIFICATE", (of.root.der(), of.issuing.der()))
        common = f"-respin response -CAfile trusted -attime {int(NOW.timestamp())}"
        files = {"response": response, "request": request, "trusted": trusted}
        files |= {
            "issuer": pem("CERTIFICATE", (of.issuing.der(),)),
            "certificate": pem("CERTIFICATE", (of.citizen.der(),)),
        }
        fits, nonces = self._run(f"ocsp -reqin request -verify_other issuer {common}", **files)
        if not fits or "WARNING" in nonces:
            return False
        asked = f"ocsp -issuer issuer -cert certificate -verify_other issuer -no_nonce {common}"
        told, status = self._run(asked, **files)
        return told and re.search("^(certificate: )?good$", status, re.MULTILINE) is not None

    def _run(self, command: str, **files: bytes) -> tuple[bool, str]:
        for name, contents in files.items():
            (self._folder / name).write_bytes(contents)
        ran = subprocess.run(["openssl", *command.split()], cwd=self._folder, capture_output=True, check=False)
        return ran.returncode == 0, (ran.stdout + ran.stderr).decode(errors="replace")


def _usages(role: str) -> KeyUsageConstraints:
    return KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"},
        match_all_key_usages=True,
        extd_key_usage={role, role + ".1"},
        explicit_extd_key_usage_required=True,
    )


async def pyhanko_takes(case: Case) -> bool:
    """Revocation is demanded and nothing fetched. What it raises is a refusal."""
    try:
        return await _signature_is_good(case)
    except Exception:  # noqa: BLE001 -- it raises whatever it stumbles over
        return False


async def _signature_is_good(case: Case) -> bool:
    cms = unarmor(case.cms)[2] if detect(case.cms) else case.cms
    signed = ContentInfo.load(cms)["content"]
    context = _context(case.intermediates, case.lists, _BY_LIST)
    usages = _usages(case.expected.profile.role)
    if signed["encap_content_info"]["content"].native is None:
        detached = await async_validate_detached_cms(
            case.content, signed, signer_validation_context=context, key_usage_settings=usages
        )
        return bool(detached.bottom_line)
    attached = await async_validate_cms_signature(signed, validation_context=context, key_usage_settings=usages)
    return bool(attached.intact and attached.valid and attached.trusted)


async def pyhanko_takes_answer(response: bytes) -> bool:
    of = world()
    try:
        context = _context((of.issuing.der(),), (of.root_list.der(), of.base.der()), _BY_ANSWER, response)
        validator = CertificateValidator(Certificate.load(of.citizen.der()), validation_context=context)
        await validator.async_validate_path()
    except Exception:  # noqa: BLE001
        return False
    return True


def _context(
    intermediates: tuple[bytes, ...], lists: tuple[bytes, ...], rule: RevocationCheckingRule, *answers: bytes
) -> ValidationContext:
    return ValidationContext(
        trust_roots=[Certificate.load(world().root.der())],
        other_certs=[Certificate.load(der) for der in intermediates],
        crls=list(lists),
        ocsps=[OCSPResponse.load(answer) for answer in answers],
        allow_fetching=False,
        moment=NOW,
        time_tolerance=timedelta(),
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, _BY_LIST)),
    )
