"""The addresses of the test mode, over HTTP alone: what a foreign suite has."""

from base64 import b64decode, b64encode
from datetime import timedelta

import httpx
import pytest

from auth.certificates.certificate import read_certificate
from auth.certificates.encoding.pem import pem_blocks
from auth.signatures.cms import read_signed_data
from e2e.kit.demo import Demo
from e2e.kit.people import CLERK, HEAD, new_citizen
from e2e.kit.world import World
from portal.demo.people import PASSWORD, PEOPLE
from portal.demo.stand_ins import STAND_INS
from portal.kernel.language import Language

PERSON = {"iin": "850101300007", "surname": "Сынақов", "given_name": "Нұрлан"}
JSON = {"content-type": "application/json"}


def test_it_says_where_everything_is_and_who_is_there(demo: Demo, world: World) -> None:
    about = world.ask("")

    assert about["portal"] == demo.address
    assert httpx.get(f"{about['authority']}/root.pem").status_code == 200
    assert [(one["key"], one["iin"], one["password"]) for one in about["people"]] == [
        (person.key, person.iin, PASSWORD) for person in PEOPLE
    ]


def test_the_clock_goes_on_from_where_it_was_moved_to(world: World) -> None:
    moment = world.now() + timedelta(days=400)

    world.move_to(moment)

    assert timedelta() <= world.now() - moment < timedelta(minutes=1)
    assert {one.outcome for one in world.work()} <= {"again"}


@pytest.mark.parametrize(
    "said",
    [
        {"to": "2031-01-01T00:00:00"},
        {"to": "2010-12-31T00:00:00Z"},
        {"days": 99_999},
        {"days": 1e300},
        {"days": 1, "to": "2031-01-01T00:00:00Z"},
        {"day": 1},
        {"days": "one"},
        [],
    ],
    ids=str,
)
def test_a_move_that_cannot_be_is_refused_and_moves_nothing(demo: Demo, world: World, said: object) -> None:
    answer = httpx.post(f"{demo.address}/__test__/clock", json=said)

    assert answer.status_code in (400, 422)
    assert answer.json()["error"]
    assert world.ask("clock")["offset_seconds"] == 0


def test_a_key_signs_is_held_released_and_revoked(world: World) -> None:
    key = world.tell("authority/keys", **PERSON)
    certificate = read_certificate(pem_blocks(key["pem"].encode(), "CERTIFICATE")[0])

    assert certificate is not None
    assert (f"{certificate.serial:x}", key["state"], key["iin"]) == (key["serial"], "good", PERSON["iin"])
    for address, said, state in (
        ("revoke", {"hold": True}, "on_hold"),
        ("release", {}, "good"),
        ("revoke", {}, "revoked"),
    ):
        assert world.tell(f"authority/{address}", serial=key["serial"], **said)["state"] == state
    known = {one["serial"]: one["state"] for one in world.ask("authority/keys")["keys"]}
    assert known[key["serial"]] == "revoked"


@pytest.mark.parametrize("family", ["rsa", "gost"])
def test_a_key_of_either_family_signs(world: World, family: str) -> None:
    key = world.tell("authority/keys", **PERSON, family=family)

    told = world.tell("authority/sign", serial=key["serial"], content=b64encode(b"{}").decode())

    signed = read_signed_data(b64decode(told["cms"]))
    assert signed is not None
    assert (key["family"], [f"{one.signer.serial:x}" for one in signed.signers]) == (family, [key["serial"]])


def test_the_authoritys_services_go_wrong_and_right_again(world: World) -> None:
    right = {"lists": None, "ocsp": None, "tsp": None}
    with world.fault("lists", "stale"), world.fault("ocsp", "slow", seconds=0.1):
        wrong = world.ask("authority/faults")

    assert wrong == right | {"lists": "stale", "ocsp": "slow"}
    assert world.ask("authority/faults") == right


def test_renewed_lists_are_there_at_once(demo: Demo, world: World) -> None:
    address = f"{world.authority_address}/crl/issuing_gost.crl"
    before = httpx.get(address).content

    world.renew_lists()

    assert httpx.get(address).content != before


def test_what_cannot_be_is_told(demo: Demo, world: World) -> None:
    key = world.tell("authority/keys", **PERSON, state="revoked")

    def status(address: str, **said: object) -> int:
        return httpx.post(f"{demo.address}/__test__/{address}", json=said).status_code

    assert status("authority/release", serial=key["serial"]) == 409
    assert status("authority/revoke", serial="abc") == 404
    assert status("authority/keys", **PERSON, state="perfect") == 400
    assert status("authority/keys", **{**PERSON, "given_name": "Нұр\u202eлан"}) == 422
    assert status("authority/sign", serial=key["serial"], content="{") == 400
    assert status("authority/faults", service="tsp", fault="unknown") == 422
    assert status("authority/faults", service="tsp", fault="funny") == 400
    assert status("authority/faults", service="fax", fault="down") == 400
    assert status("gateway/faults", service="tsp", fault="down") == 404
    assert status("messages", iin=PERSON["iin"]) == 404
    assert status("outside", gateway="half") == 400
    assert status("outside", nobody="down") == 400


def test_a_key_is_issued_to_whom_the_names_look_like(world: World) -> None:
    pasted = {"iin": "\u202d850101\u2011300007\u202c", "surname": "", "given_name": "\ufeffНұр\u00adлан"}

    key = world.tell("authority/keys", **pasted)

    assert (key["iin"], key["surname"], key["given_name"]) == (PERSON["iin"], "", "Нұрлан")


def test_an_official_has_a_key_of_the_organisation(world: World) -> None:
    keys = {one["key"]: one for one in world.ask("authority/keys")["keys"]}
    own = world.tell("authority/keys", **PERSON, organisation="Сынақ", bin="140540000104")

    assert keys[HEAD.key]["bin"] == own["bin"] == "140540000104"
    assert "bin" not in keys["citizen"]


@pytest.mark.parametrize("language", Language)
def test_nobody_has_been_told_anything_yet(world: World, language: Language) -> None:
    assert world.messages(CLERK, language) == []


@pytest.mark.parametrize("system", [row.name for row in STAND_INS])
def test_a_system_is_taken_down_and_comes_up_again(world: World, system: str) -> None:
    with world.down(system):
        assert [name for name, state in world.ask("outside").items() if state == "down"] == [system]
    assert "down" not in world.ask("outside").values()


def test_lists_of_an_authority_that_is_away_are_gone_until_it_comes_back(demo: Demo, world: World) -> None:
    def held() -> int:
        return len(list((demo.data / "crl").glob("*.index")))

    with world.revocation_unknown():
        assert held() == 0
    assert held() == 6


def test_only_programs_on_this_machine_are_answered(demo: Demo) -> None:
    address = f"{demo.address}/__test__/reset"
    page_elsewhere = {"origin": "https://example.org", "content-type": "text/plain"}

    assert httpx.get(f"{demo.address}/__test__/clock", headers={"host": "example.org"}).status_code == 404
    assert httpx.post(address, headers=JSON | {"host": "example.org"}).status_code == 404
    assert httpx.post(address, headers=page_elsewhere).status_code == 415
    assert httpx.post(address, headers=JSON).status_code == 200


def test_no_address_holds_an_iin_and_the_log_none_either(demo: Demo, world: World) -> None:
    citizen = new_citizen()
    world.tell("authority/keys", iin=citizen.iin, surname=citizen.surname, given_name=citizen.given_name)
    httpx.post(f"{demo.address}/__test__/messages", json={"iin": citizen.iin})

    assert citizen.iin not in demo.log
