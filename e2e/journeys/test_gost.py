"""A GOST key, which most people have: signed by NCALayer's stand-in, accepted as any other (R-10.5, R-10.6)."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from e2e.kit.keys import Keys
from e2e.kit.people import Persona, new_citizen
from e2e.kit.request import complete_draft
from e2e.kit.screens.cabinet import Sent
from e2e.kit.screens.form import Draft
from e2e.kit.screens.signing import SignRequest
from e2e.kit.windows import Windows
from e2e.kit.world import World


@pytest.mark.clause("R-10.5", "R-10.6")
def test_request_signed_with_a_gost_key_reaches_the_provider(windows: Windows, keys: Keys, world: World) -> None:
    citizen = new_citizen()
    draft = complete_draft(windows.open_for_new(citizen), citizen)
    signing = check_and_open(draft)
    document = signing.download()

    keys.revoke(revoked := keys.gost(citizen))
    signing.upload(keys.sign(revoked, document))
    signing.expect_refused("revoked")
    signing.upload(signed_on_the_page(world, citizen, document))

    application = Sent(draft.window, draft.path).follow()
    application.wait_for("delivered")
    expect(application.main).to_be_visible()


def check_and_open(draft: Draft) -> SignRequest:
    draft.check_and_sign()
    return SignRequest(draft.window, draft.path)


def signed_on_the_page(world: World, citizen: Persona, document: Path) -> Path:
    """As anybody does it who tries the portal: the authority's own page signs the file."""
    person = {name: getattr(citizen, name) for name in ("iin", "surname", "given_name", "patronymic")}
    answer = httpx.post(
        f"{world.authority_address}/gost",
        data=person | {"kind": "citizen", "state": "good"},
        files={"document": (document.name, document.read_bytes())},
        trust_env=False,
    )
    assert answer.status_code == 200
    signature = document.with_name(f"{document.name}.p7s")
    signature.write_bytes(answer.content)
    return signature
