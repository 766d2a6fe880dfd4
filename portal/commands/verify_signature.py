"""`portal verify-signature`: is this signature valid, and by the expected signer?"""

from pathlib import Path

import click

from portal.commands.judging import FILE, basis_of, judging_options, profile_of, read_file


@click.command()
@click.option("--signature", type=FILE, required=True, metavar="FILE", help="The CMS, in PEM or DER.")
@click.option("--content", type=FILE, metavar="FILE", help="What was signed. Without it: what is inside the signature.")
@judging_options
def verify_signature(
    *,
    signature: Path,
    content: Path | None,
    trust: tuple[Path, ...],
    untrusted: tuple[Path, ...],
    crls: tuple[Path, ...],
    at: str | None,
    iin: str | None,
    profile: str,
    in_json: bool,
) -> None:
    """Judge a signature (CMS, CAdES) by this portal's rules.

    Exits with 0 when it is valid, 1 when it is invalid, 2 when that cannot be told, 64 for wrong usage.
    """
    from auth.signatures.case import MOST_ATTACHED
    from auth.signatures.expected import ExpectedSigner
    from auth.signatures.verify import verify_attached, verify_detached
    from portal.commands.print_verdict import print_verdict

    expected = ExpectedSigner(profile_of(profile), iin)
    cms, basis = read_file(signature, MOST_ATTACHED + 1), basis_of(trust, untrusted, crls, at)
    if content is None:
        verdict = verify_attached(cms, expected, basis.trust, basis.at, basis.revocation).verdict
    else:
        verdict = verify_detached(cms, read_file(content), expected, basis.trust, basis.at, basis.revocation)
    print_verdict(verdict, in_json=in_json)
