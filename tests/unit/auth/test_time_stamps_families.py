"""The demonstration authority's time-stamps with GOST and RSA, for signatures of both families."""

from functools import partial

import httpx
import pytest

from auth.certificates.algorithms import SHA256
from auth.signatures import CITIZEN, ExpectedSigner, Valid, verify_detached
from auth.signatures.time_stamps import (
    TimeStampAuthority,
    VerifiedTimeStamp,
    embed,
    signature_octets,
    valid_when_signed,
)
from portal.simulators.authority.keys import GOST, Family
from portal.simulators.authority.services import time_stamp
from tests.factories.pki import NOW, YEAR, Pki
from tests.fakes.clock import SettableClock
from tests.unit.auth.ocsp_servers import Answering
from tests.unit.auth.signatures_table import DOCUMENT
from tests.unit.auth.test_ocsp_families import MAKERS

REPLY = {"Content-Type": "application/timestamp-reply"}
DIGESTS = [SHA256, GOST[256].digest, GOST[512].digest]


async def stamp(pki: Pki, cms: bytes, digest: str) -> VerifiedTimeStamp:
    application = Answering(partial(answer, pki), headers=REPLY)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application)) as client:
        authority = TimeStampAuthority("http://tsa.test/", client, digest=digest)
        made = await authority.stamp(signature_octets(cms), pki.trust, SettableClock(NOW))
    assert isinstance(made, VerifiedTimeStamp), made
    return made


def answer(pki: Pki, request: bytes) -> bytes:
    return time_stamp(pki.authority, request, NOW)


@pytest.mark.parametrize("digest", DIGESTS)
@pytest.mark.parametrize("family", Family)
async def test_either_family_is_stamped_by_either(family: Family, digest: str, pki: Pki) -> None:
    key = pki.issue(family=family)
    cms = MAKERS[family](key.pem, DOCUMENT)

    made = await stamp(pki, cms, digest)
    complete = embed(cms, made.token)

    assert made.gen_time == NOW
    assert type(verify_detached(complete, DOCUMENT, ExpectedSigner(CITIZEN), pki.trust, NOW)) is Valid


@pytest.mark.parametrize("family", Family)
async def test_revoked_since_it_was_good_when_signed(family: Family, own_pki: Pki) -> None:
    own_pki.publish()
    key = own_pki.issue(family=family)
    cms = MAKERS[family](key.pem, DOCUMENT)
    made = await stamp(own_pki, cms, DIGESTS[-1])
    later = NOW + YEAR / 2
    own_pki.authority.revoke(key.serial, later)
    own_pki.publish(later)

    verdict = valid_when_signed(
        cms, DOCUMENT, ExpectedSigner(CITIZEN), own_pki.trust, made.token, later, recorded=made.checks
    )

    assert type(verdict) is Valid
    assert type(verify_detached(cms, DOCUMENT, ExpectedSigner(CITIZEN), own_pki.trust, later)) is not Valid
