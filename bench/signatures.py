"""The full check of a detached CAdES signature, beside pyHanko, openssl and the bare public-key verifications.

Run: python -m bench.signatures [--quick]. A chain of three, complete and delta lists of revocation, all
RSA keys of 2,048 bits or all GOST keys of 512. Links above the issuing authority are
verified once a process, so the floor is two verifications: of the signature, and of the certificate by its issuer.
Each figure is the best of ROUNDS, taken in turn. Then the lists of `bench/crls.py`.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from auth.certificates.certificate import Certificate
from auth.certificates.publish import publish
from auth.certificates.trust import TrustStore
from auth.signatures import CITIZEN, ExpectedSigner, Valid, verify_detached
from bench.crls import crl_figures
from bench.signature_peers import Act, Subject, bare_gost, bare_rsa, openssl, pyhanko
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.key_folder import Member
from portal.simulators.authority.keys import Family
from portal.simulators.authority.signing import sign_cades
from tests.factories import pki

ROUNDS = 9
CONTENT = b'{"answers":{"category":"large_family"},"nonce":"7d41"}' * 60
"""As long as a request document is."""


def subject(folder: Path, family: Family) -> Subject:
    authority = DemoAuthority.open(folder / "authority")
    trust = pki.trust_in(authority, folder / "crls")
    lists = tuple(authority.all_lists(pki.NOW))
    for der in lists:
        publish(der, trust, trust.crls.folder, pki.NOW)
    key = authority.issue(
        pki.CITIZEN, not_before=pki.NOW - pki.YEAR / 2, not_after=pki.NOW + pki.YEAR / 2, family=family
    )
    cms = sign_cades(key.pem, CONTENT, pki.NOW)
    return Subject(cms, CONTENT, pki.CITIZEN.iin, trust, _issuer(trust, authority, family), lists, pki.NOW)


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
        for name, (act, times) in acts.items():
            begun = perf_counter()
            for _ in range(times):
                act()
            best[name] = min(best[name], (perf_counter() - begun) / times)
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
