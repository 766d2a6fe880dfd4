"""The demonstration's identity provider holds the portal to what was agreed, as a real one does."""

from typing import Any

import pytest
from litestar.testing import TestClient

from auth.federation.id_token import Expected, verify_id_token
from auth.federation.keys import PinnedKeys
from auth.federation.provider import OpenIdProvider, authorization_url, token_request
from auth.tokens import SigningKey, VerifyingKeys, generate_key_pem
from portal.joining.parts import create_rendering
from portal.kernel.outcomes import Refused
from portal.simulators.identity.agreed import Agreed
from portal.simulators.identity.app import create_identity_app
from tests.factories.demo_data import DemoData
from tests.fakes.clock import SettableClock
from tests.unit.federation.forging import IIN, b64

ADDRESS, BACK, SECRET = "http://testserver.local", "http://portal.local/login/identity/callback", "s3cret"
VERIFIER, STATE, NONCE = "v" * 43, "state.en", "nonce"


class Visit:
    """One browser at the stand-in, and the portal behind it."""

    def __init__(self, demo_data: DemoData) -> None:
        key = SigningKey(generate_key_pem())
        keys = PinnedKeys(str(VerifyingKeys([key.public_pem]).as_jwks()).replace("'", '"').encode())
        self.clock = SettableClock()
        self.known = OpenIdProvider(
            ADDRESS, f"{ADDRESS}/authorize", f"{ADDRESS}/token", "kezek", SECRET, BACK, keys, "iin"
        )
        agreed = Agreed(ADDRESS, "kezek", SECRET, BACK, key, [(IIN, "Сынақов")])
        self.client = TestClient(create_identity_app(agreed, self.clock, create_rendering(demo_data.settings)), ADDRESS)

    def asked(self) -> dict[str, str]:
        url = authorization_url(self.known, state=STATE, nonce=NONCE, code_verifier=VERIFIER, language="en")
        return dict(self.client.build_request("GET", url).url.params)

    def answer(self, **fields: str) -> dict[str, str]:
        found = self.client.post("/authorize", data={**self.asked(), **fields}, follow_redirects=False)
        assert (found.status_code, found.headers["location"].partition("?")[0]) == (303, BACK)
        return dict(self.client.build_request("GET", found.headers["location"]).url.params)

    def tokens(self, code: str, verifier: str = VERIFIER, **headers: str) -> tuple[int, dict[str, Any]]:
        asked = token_request(self.known, code, verifier)
        found = self.client.post("/token", content=asked.body, headers={**asked.headers, **headers})
        return found.status_code, found.json()


@pytest.fixture
def visit(demo_data: DemoData) -> Visit:
    return Visit(demo_data)


def test_whoever_is_chosen_is_in_the_token(visit: Visit) -> None:
    answer = visit.answer(person=IIN)
    status, given = visit.tokens(answer["code"])

    expected = Expected(ADDRESS, "kezek", NONCE, given["access_token"])
    claims = verify_id_token(given["id_token"], visit.known.keys, expected, visit.clock.now())
    assert not isinstance(claims, Refused), claims
    assert (status, claims["iin"], answer["state"], answer["iss"]) == (200, IIN, STATE, ADDRESS)


def test_an_iin_that_is_typed_stands_over_the_one_that_is_chosen(visit: Visit) -> None:
    _, given = visit.tokens(visit.answer(person=IIN, iin="851120 420022")["code"])

    claims = verify_id_token(
        given["id_token"], visit.known.keys, Expected(ADDRESS, "kezek", NONCE, ""), visit.clock.now()
    )
    assert not isinstance(claims, Refused), claims
    assert claims["iin"] == "851120420022"


def test_who_refuses_is_nobody(visit: Visit) -> None:
    assert visit.answer(answer="refuse") == {"error": "access_denied", "state": STATE, "iss": ADDRESS}


@pytest.mark.parametrize("iin", ["1", "140540000104", "abc"])
def test_what_is_no_iin_is_asked_for_again(visit: Visit, iin: str) -> None:
    found = visit.client.post("/authorize", data={**visit.asked(), "iin": iin}, follow_redirects=False)

    assert (found.status_code, f'value="{iin}"' in found.text) == (422, True)


def test_a_code_is_good_once_for_its_verifier_and_for_a_minute(visit: Visit) -> None:
    refused = (400, {"error": "invalid_grant"})
    used = visit.answer(person=IIN)["code"]
    visit.tokens(used)
    late = visit.answer(person=IIN)["code"]
    stolen = visit.answer(person=IIN)["code"]

    assert visit.tokens(used) == refused
    assert visit.tokens(stolen, "w" * 43) == refused
    assert visit.tokens("made up") == refused
    visit.clock.move(minutes=1)
    assert visit.tokens(late) == refused


@pytest.mark.parametrize("proof", ["", "Basic", f"Basic {b64(b'kezek:wrong')}", "Bearer s3cret"])
def test_only_the_portal_is_given_tokens(visit: Visit, proof: str) -> None:
    code = visit.answer(person=IIN)["code"]

    assert visit.tokens(code, authorization=proof) == (401, {"error": "invalid_client"})


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": "https://evil.example"},
        {"client_id": "another"},
        {"response_type": "token"},
        {"scope": "everything"},
        {"code_challenge_method": "plain"},
        {"state": ""},
        {"nonce": ""},
    ],
)
def test_what_was_not_agreed_leads_nowhere(visit: Visit, changed: dict[str, str]) -> None:
    asked = {**visit.asked(), **changed}
    found = [
        visit.client.get("/authorize", params=asked, follow_redirects=False),
        visit.client.post("/authorize", data={**asked, "person": IIN}, follow_redirects=False),
    ]

    assert [(one.status_code, one.text) for one in found] == [(400, "invalid_request")] * 2


def test_its_form_may_lead_to_the_portal_and_nowhere_else(visit: Visit) -> None:
    policy = visit.client.get("/authorize", params=visit.asked()).headers["content-security-policy"]

    assert "form-action 'self' http://portal.local;" in policy
