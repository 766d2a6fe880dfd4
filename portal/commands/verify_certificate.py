"""`portal verify-certificate`: is this certificate valid, and of the required profile?"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.commands.judging import FILE, Basis, basis_of, judging_options, profile_of, read_file

if TYPE_CHECKING:
    from auth.certificates.path.policies import PolicyInputs
    from auth.certificates.profiles import Profile
    from auth.signatures.verdict import Verdict

_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]{0,30})){1,30}")


@click.command()
@click.argument("certificate", type=FILE, metavar="CERT")
@judging_options
@click.option("--policy", "policies", multiple=True, metavar="OID|any", help="Policies that are accepted; default any.")
@click.option("--explicit-policy", is_flag=True, help="One of them must be left at the end of the path.")
@click.option("--inhibit-any", is_flag=True, help="anyPolicy in certificates stands for none.")
@click.option("--inhibit-mapping", is_flag=True, help="No policy is mapped to another.")
def verify_certificate(
    *,
    certificate: Path,
    trust: tuple[Path, ...],
    untrusted: tuple[Path, ...],
    crls: tuple[Path, ...],
    at: str | None,
    iin: str | None,
    profile: str,
    in_json: bool,
    policies: tuple[str, ...],
    explicit_policy: bool,
    inhibit_any: bool,
    inhibit_mapping: bool,
) -> None:
    """Judge a certificate: its path to a root (RFC 5280, 6), its purpose, and whether it is revoked.

    Exits with 0 when it is valid, 1 when it is invalid, 2 when that cannot be told, 64 for wrong usage.
    """
    from auth.certificates.path.policies import PolicyInputs
    from portal.commands.print_verdict import print_verdict

    inputs = PolicyInputs(_accepted(policies), explicit_policy, inhibit_mapping, inhibit_any)
    judged_by, basis = profile_of(profile), basis_of(trust, untrusted, crls, at)
    print_verdict(_judge(read_file(certificate), judged_by, iin, basis, inputs), in_json=in_json)


def _accepted(policies: tuple[str, ...]) -> frozenset[str]:
    from auth.certificates.path.policies import ANY_POLICY

    for policy in policies:
        if policy != "any" and not _OID.fullmatch(policy):
            raise click.BadParameter("An object identifier, or any.", param_hint="--policy")
    return frozenset(ANY_POLICY if policy == "any" else policy for policy in policies or ("any",))


def _judge(data: bytes, profile: "Profile", iin: str | None, basis: Basis, inputs: "PolicyInputs") -> "Verdict":
    from auth.certificates.certificate import read_certificate
    from auth.certificates.certificate_checks import check_identity, judge_certificate
    from auth.certificates.checks import failed, until_failed
    from auth.certificates.codes import Code
    from auth.certificates.encoding.pem import CERTIFICATE_LABELS, file_contents
    from auth.certificates.identity import identity_of
    from auth.signatures.verdict import Invalid, against, valid

    encoded, *enclosed = file_contents(data, *CERTIFICATE_LABELS) or [b""]
    certificate = read_certificate(encoded)
    if certificate is None:
        return Invalid(Code.NOT_A_CERTIFICATE, {}, (failed("structure", Code.NOT_A_CERTIFICATE),))
    identity = identity_of(certificate)
    judged = judge_certificate(certificate, enclosed, profile, basis.trust, basis.revocation, basis.at, inputs)
    checks = tuple(until_failed((*judged, check_identity(identity, profile, iin, None))))
    return against(checks) or valid(checks, certificate, identity, profile)
