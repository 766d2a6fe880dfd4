"""The full check of a detached CAdES signature, beside pyHanko, openssl and the bare public-key verifications.

Run: python -m bench.signatures [--quick]. A chain of three, complete and delta lists of revocation. Authorities have
RSA keys of 4,096 bits and the signer one of 2,048, or all have GOST keys of 512. Links above the issuing authority are
verified once a process, so the floor is two verifications: of the signature, and of the certificate by its issuer.
Figures are the best of ROUNDS, taken in turn; pyHanko keeps its context. Then the lists of `bench/crls.py`.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from cryptography.hazmat.primitives.asymmetric import rsa

from auth.certificates.certificate import Certificate
from auth.certificates.lists.publish import publish
from auth.certificates.trust import TrustStore
from auth.signatures import CITIZEN, ExpectedSigner, Valid, verify_detached
from bench.crls import crl_figures
from bench.signature_peers import Act, Subject, bare_gost, bare_rsa, openssl, pyhanko
from portal.simulators.authority.addresses import DEFAULT, Addresses
from portal.simulators.authority.authority import DEMO, DemoAuthority
from portal.simulators.authority.holders import COMMON_NAME, COUNTRY, name
from portal.simulators.authority.issuing import Issuer, issuing_certificate, root_certificate
from portal.simulators.authority.issuing import Subject as Certified
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import Family, private_pem, public_key_info
from portal.simulators.authority.pem_writing import pem
from portal.simulators.authority.signing import sign_cades
from tests.factories import pki

ROUNDS = 9
CONTENT = b'{"answers":{"category":"large_family"},"nonce":"7d41"}' * 60
"""As long as a request document is."""


def subject(folder: Path, family: Family) -> Subject:
    if family is Family.RSA:
        make_large_authorities(folder / "authority")
    authority = DemoAuthority.open(folder / "authority")
    trust = pki.trust_in(authority, folder / "crls")
    lists = tuple(authority.all_lists(pki.NOW))
    for der in lists:
        publish(der, trust.issuers, trust.crls.folder, pki.NOW)
    key = authority.issue(
        pki.CITIZEN, not_before=pki.NOW - pki.YEAR / 2, not_after=pki.NOW + pki.YEAR / 2, family=family
    )
    cms = sign_cades(key.pem, CONTENT, pki.NOW)
    return Subject(cms, CONTENT, pki.CITIZEN.iin, trust, _issuer(trust, authority, family), lists, pki.NOW)


def make_large_authorities(folder: Path) -> None:
    """The demonstration's own are smaller, so that it starts quickly."""
    folder.mkdir()
    root, issuing = (rsa.generate_private_key(65537, 4096) for _ in range(2))
    above = Issuer(common_name(DEMO.root), root)
    info = public_key_info(issuing)
    below = issuing_certificate(Certified(common_name(DEMO.issuing), info), above, Addresses(DEFAULT))
    for title, key, der in (("root", root, root_certificate(above)), ("issuing", issuing, below)):
        (folder / f"{title}.key.pem").write_bytes(private_pem(key))
        (folder / f"{title}.pem").write_bytes(pem("CERTIFICATE", der))


def common_name(words: str) -> bytes:
    return name((COMMON_NAME, words), (COUNTRY, "KZ"))


def _issuer(trust: TrustStore, authority: DemoAuthority, family: Family) -> Certificate:
    der = authority.member(Member.ISSUING, family).certificate
    return next(one for one in trust.intermediates if one.der == der)


def ours(subject: Subject) -> Act:
    expected = ExpectedSigner(CITIZEN, subject.iin)

    def check() -> None:
        verdict = verify_detached(subject.cms, subject.content, expected, subject.trust, subject.at)
        if not isinstance(verdict, Valid):
            raise SystemExit(f"not valid: {verdict.code}")

    return check


def seconds(acts: Mapping[str, tuple[Act, int]]) -> dict[str, float]:
    """Of one call of each: the best of rounds in which all take their turn, each so many times."""
    best = dict.fromkeys(acts, float("inf"))
    for _ in range(ROUNDS):
        for which, (act, times) in acts.items():
            begun = perf_counter()
            for _ in range(times):
                act()
            best[which] = min(best[which], (perf_counter() - begun) / times)
    return best


def signature_figures() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as rsa_folder, tempfile.TemporaryDirectory() as gost_folder:
        rsa, gost = subject(Path(rsa_folder), Family.RSA), subject(Path(gost_folder), Family.GOST)
        taken = seconds(
            {
                "rsa_floor": (bare_rsa(rsa), 400),
                "rsa_ours": (ours(rsa), 200),
                "rsa_pyhanko": (pyhanko(rsa), 10),
                "rsa_openssl_process": (openssl(rsa, Path(rsa_folder)), 3),
                "gost_floor": (bare_gost(gost), 10),
                "gost_ours": (ours(gost), 10),
            }
        )
    print("microseconds a check:", {name: round(one * 1_000_000, 1) for name, one in taken.items()})
    return {
        "rsa_vs_pyhanko": round(taken["rsa_pyhanko"] / taken["rsa_ours"], 2),
        "rsa_vs_floor": round(taken["rsa_ours"] / taken["rsa_floor"], 2),
        "gost_vs_floor": round(taken["gost_ours"] / taken["gost_floor"], 2),
    }


def main(arguments: list[str]) -> None:
    lists = crl_figures(quick="--quick" in arguments)
    print("revocation lists:", lists)
    named = {name: lists[name] for name in ("crl_refresh_s", "crl_lookup_us", "lookup_growth_1e4_1e6")}
    print(json.dumps(signature_figures() | named))


if __name__ == "__main__":
    main(sys.argv[1:])
