"""The demonstration authority's responder asked about signers of both families, GOST and RSA."""

from datetime import timedelta

import httpx
import pytest

from auth.certificates.ocsp import OcspResponder
from auth.certificates.revocation import NotAsked, Reason
from auth.signatures import CITIZEN, Code, ExpectedSigner, Invalid, Valid, verify_detached
from auth.signatures.ask_responder import ask_responder
from portal.simulators.authority.keys import Family
from portal.simulators.authority.services import ocsp_answer
from tests.factories.pki import NOW, Pki, sign_cades, sign_gost
from tests.fakes.clock import SettableClock
from tests.unit.auth.ocsp_servers import Answering
from tests.unit.auth.signatures_table import DOCUMENT

MAKERS = {Family.RSA: sign_cades, Family.GOST: sign_gost}
HOUR = timedelta(hours=1)


def responder_of(pki: Pki) -> tuple[Answering, httpx.AsyncClient]:
    application = Answering(lambda body: ocsp_answer(pki.authority, body, NOW))
    return application, httpx.AsyncClient(transport=httpx.ASGITransport(application))


@pytest.mark.clause("R-10.6")
@pytest.mark.parametrize("family", Family)
async def test_verdict_rests_on_what_the_responder_says(family: Family, own_pki: Pki) -> None:
    own_pki.publish()
    key = own_pki.issue(family=family)
    cms = MAKERS[family](key.pem, DOCUMENT)
    application, client = responder_of(own_pki)
    codes = []
    for reason in (None, Reason.KEY_COMPROMISE):
        if reason:
            own_pki.authority.revoke(key.serial, NOW - HOUR, reason)
        source = await ask_responder(cms, own_pki.trust, OcspResponder("http://ocsp.test/", client), SettableClock(NOW))
        verdict = verify_detached(cms, DOCUMENT, ExpectedSigner(CITIZEN), own_pki.trust, NOW, source)
        codes.append(verdict.code if isinstance(verdict, Invalid) else type(verdict))
    await client.aclose()

    assert codes == [Valid, Code.REVOKED]
    assert len(application.asked) == 2


@pytest.mark.parametrize("family", Family)
async def test_check_says_which_answer_it_rests_on(family: Family, own_pki: Pki) -> None:
    own_pki.publish()
    cms = MAKERS[family](own_pki.issue(family=family).pem, DOCUMENT)
    _, client = responder_of(own_pki)
    source = await ask_responder(cms, own_pki.trust, OcspResponder("http://ocsp.test/", client), SettableClock(NOW))
    await client.aclose()

    verdict = verify_detached(cms, DOCUMENT, ExpectedSigner(CITIZEN), own_pki.trust, NOW, source)

    (check,) = [check for check in verdict.checks if check.name == "revocation"]
    assert check.detail["ocsp_produced_at"] == NOW.isoformat()
    assert "crl_number" not in check.detail
    (above,) = [check for check in verdict.checks if check.name == "issuer_revocation"]
    assert "crl_number" in above.detail


@pytest.mark.parametrize("wrong", ["empty", "unknown issuer", "certificate alone"])
async def test_nothing_is_sent_about_what_no_configured_authority_issued(
    wrong: str, pki: Pki, signatures: dict[str, bytes]
) -> None:
    application, client = responder_of(pki)

    source = await ask_responder(
        signatures[wrong], pki.trust, OcspResponder("http://ocsp.test/", client), SettableClock(NOW)
    )
    await client.aclose()

    assert (application.asked, source.response, source.about) == ([], b"", None)
    certificate, issuer = pki.trust.intermediates[0], pki.trust.roots[0]
    assert source.look_up(certificate, issuer, NOW) == pki.trust.crls.look_up(certificate, issuer, NOW)
    assert source.look_up(certificate, issuer, NOW) != NotAsked().look_up(certificate, issuer, NOW)
