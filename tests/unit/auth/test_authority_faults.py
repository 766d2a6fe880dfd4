"""The authority's faults, and the outcome of publishing its faulty lists."""

import time
from datetime import timedelta

import httpx
import pytest
from asn1crypto import ocsp, tsp

from auth.certificates.lists.publish import Publication, publish
from portal.simulators.authority.app import create_authority_app
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.faults import Service, ServiceFault
from portal.simulators.authority.keys import Family
from tests.factories.asgi import asgi_transport
from tests.factories.pki import NOW, Pki
from tests.fakes.clock import SettableClock
from tests.unit.auth.test_authority_responders import ocsp_request, query

PATHS = {Service.LISTS: "/crl/issuing.crl", Service.OCSP: "/ocsp", Service.TSP: "/tsp"}
SHA256 = "2.16.840.1.101.3.4.2.1"
DAY = timedelta(days=1)


@pytest.fixture
def client(own_pki: Pki) -> httpx.AsyncClient:
    app = create_authority_app(own_pki.authority, SettableClock(NOW))
    return httpx.AsyncClient(transport=asgi_transport(app), base_url="http://authority.test")


async def ask(service: Service, client: httpx.AsyncClient, authority: DemoAuthority, path: str = "") -> httpx.Response:
    if service is Service.LISTS:
        return await client.get(path or PATHS[service])
    body = query(SHA256) if service is Service.TSP else ocsp_request(authority, Family.RSA, 5)
    return await client.post(PATHS[service], content=body.dump())


@pytest.mark.parametrize("service", list(Service))
async def test_a_service_is_down_or_answers_something_else(
    service: Service, client: httpx.AsyncClient, own_pki: Pki
) -> None:
    authority, seen = own_pki.authority, []
    for fault in (ServiceFault.DOWN, ServiceFault.HTML, ServiceFault.TRUNCATED, None):
        authority.faults.set(service, fault)
        answer = await ask(service, client, authority)
        seen.append((answer.status_code, answer.headers["content-type"].split(";")[0], bool(answer.content)))

    right = seen[-1][1]
    assert seen[0][0] == 503
    assert seen[1:] == [(200, "text/html", True), (200, right, True), (200, right, True)]
    authority.faults.set(service, ServiceFault.TRUNCATED)
    # By the length that it promises: serial numbers are not all as long.
    cut = (await ask(service, client, authority)).content
    assert (cut[:2], len(cut)) == (b"\x30\x82", (4 + int.from_bytes(cut[2:4], "big")) // 2)


@pytest.mark.parametrize("service", list(Service))
async def test_a_slow_service_is_right_in_the_end(service: Service, client: httpx.AsyncClient, own_pki: Pki) -> None:
    own_pki.authority.faults.set(service, ServiceFault.SLOW, seconds=0.2)
    begun = time.perf_counter()

    answer = await ask(service, client, own_pki.authority)

    assert (answer.status_code, time.perf_counter() - begun >= 0.2) == (200, True)


@pytest.mark.parametrize("name", ["root", "issuing", "issuing_d", "root_gost", "issuing_gost", "issuing_d_gost"])
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (ServiceFault.STALE, Publication.STALE),
        (ServiceFault.WRONG_NUMBER, Publication.ROLLED_BACK),
        (ServiceFault.WRONG_SIGNER, Publication.SIGNATURE_BROKEN),
        (ServiceFault.TRUNCATED, Publication.NOT_A_CRL),
        (ServiceFault.HTML, Publication.NOT_A_CRL),
        (None, Publication.UNCHANGED),
    ],
)
async def test_no_wrong_list_is_taken(
    name: str, fault: ServiceFault | None, outcome: Publication, client: httpx.AsyncClient, own_pki: Pki
) -> None:
    own_pki.publish()
    own_pki.authority.faults.set(Service.LISTS, fault)
    if fault is ServiceFault.WRONG_NUMBER and name.startswith("issuing_d"):
        outcome = Publication.NO_BASE

    der = (await ask(Service.LISTS, client, own_pki.authority, f"/crl/{name}.crl")).content

    assert publish(der, own_pki.trust.issuers, own_pki.trust.crls.folder, NOW) is outcome


@pytest.mark.parametrize(
    ("fault", "status", "serial", "age"),
    [
        (None, "good", 5, timedelta()),
        (ServiceFault.UNKNOWN, "unknown", 5, timedelta()),
        (ServiceFault.WRONG_NUMBER, "good", 6, timedelta()),
        (ServiceFault.STALE, "good", 5, 2 * DAY),
    ],
)
async def test_the_responder_answers_what_it_should_not(
    fault: ServiceFault | None, status: str, serial: int, age: timedelta, client: httpx.AsyncClient, own_pki: Pki
) -> None:
    own_pki.authority.faults.set(Service.OCSP, fault)

    data = ocsp.OCSPResponse.load((await ask(Service.OCSP, client, own_pki.authority)).content).response_data

    single = data["responses"][0]
    assert (single["cert_status"].name, single["cert_id"]["serial_number"].native) == (status, serial)
    assert NOW - single["this_update"].native == age


@pytest.mark.parametrize(
    ("fault", "nonce", "age", "signer"),
    [
        (None, 7, timedelta(), "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)"),
        (ServiceFault.WRONG_NUMBER, 8, timedelta(), "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)"),
        (ServiceFault.STALE, 7, DAY, "КЕЗЕК СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)"),
        (ServiceFault.WRONG_SIGNER, 7, timedelta(), "БӨТЕН КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)"),
    ],
)
async def test_the_time_stamper_stamps_what_it_should_not(
    fault: ServiceFault | None, nonce: int, age: timedelta, signer: str, client: httpx.AsyncClient, own_pki: Pki
) -> None:
    own_pki.authority.faults.set(Service.TSP, fault)

    token = tsp.TimeStampResp.load((await ask(Service.TSP, client, own_pki.authority)).content)["time_stamp_token"]

    info = token["content"]["encap_content_info"]["content"].parsed
    issuers = {one.chosen.issuer.native["common_name"] for one in token["content"]["certificates"]}
    assert (info["nonce"].native, NOW - info["gen_time"].native) == (nonce, age)
    assert signer in issuers


async def test_answer_by_a_stranger_has_the_strangers_certificate(client: httpx.AsyncClient, own_pki: Pki) -> None:
    own_pki.authority.faults.set(Service.OCSP, ServiceFault.WRONG_SIGNER)

    answer = ocsp.OCSPResponse.load((await ask(Service.OCSP, client, own_pki.authority)).content)

    enclosed = answer.basic_ocsp_response["certs"][0]
    assert enclosed.issuer.native["common_name"] == "БӨТЕН КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)"


def test_faults_are_seen_through_the_folder_and_all_end_at_once(own_pki: Pki) -> None:
    again = DemoAuthority.open(own_pki.authority.root_file.parent)
    again.faults.set(Service.OCSP, ServiceFault.SLOW, 3)
    again.faults.set(Service.TSP, ServiceFault.DOWN)
    seen = {service: (one.fault, one.seconds) for service, one in own_pki.authority.faults.all().items()}

    own_pki.authority.come_back()

    assert seen == {Service.OCSP: (ServiceFault.SLOW, 3), Service.TSP: (ServiceFault.DOWN, 20)}
    assert again.faults.all() == {}


def test_only_the_responder_can_know_no_certificate(own_pki: Pki) -> None:
    with pytest.raises(ValueError, match="only the responder"):
        own_pki.authority.faults.set(Service.TSP, ServiceFault.UNKNOWN)


def test_authority_that_is_down_has_no_service(own_pki: Pki) -> None:
    own_pki.authority.go_down()

    assert {service: one.fault for service, one in own_pki.authority.faults.all().items()} == dict.fromkeys(
        Service, ServiceFault.DOWN
    )
