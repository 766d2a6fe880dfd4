"""No revocation list to be had is no refusal: the request waits, and keeps the moment of its arrival (R-10.6)."""

import pytest
from playwright.sync_api import expect

from e2e.kit import openssl
from e2e.kit.keys import Keys
from e2e.kit.people import new_citizen
from e2e.kit.request import complete_draft
from e2e.kit.screens.cabinet import Application
from e2e.kit.screens.signing import SignRequest
from e2e.kit.windows import Windows
from e2e.kit.world import World


@pytest.mark.clause("R-10.6")
def test_request_signed_while_no_list_can_be_had_waits_and_goes_on_with_its_arrival_time(
    windows: Windows, keys: Keys, world: World
) -> None:
    citizen = new_citizen()
    window, key = windows.open_for_new(citizen), keys.good(citizen)
    draft = complete_draft(window, citizen)
    draft.check_and_sign()
    signing, application = SignRequest(window, draft.path), Application(window, draft.path)

    signature = openssl.sign(signing.download(), key.file)
    with world.revocation_unknown():
        before = world.now()
        signing.upload(signature)
        window.at(draft.path)
        after = world.now()
        expect(application.state("checking")).to_be_visible()
        said = window.words("Your signature is being checked")
        expect(application.main.get_by_text(said, exact=True)).to_be_visible()

    application.wait_for("delivered")
    assert before <= application.sent_at <= after
