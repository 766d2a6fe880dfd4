"""No revocation list to be had is no refusal: the request waits, and keeps the moment of its arrival (R-10.6)."""

import pytest
from playwright.sync_api import expect

from e2e.kit import openssl
from e2e.kit.keys import Keys
from e2e.kit.people import new_citizen
from e2e.kit.request import complete_draft
from e2e.kit.screens.cabinet import Sent
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
    signing, sent = SignRequest(window, draft.path), Sent(window, draft.path)

    signature = openssl.sign(signing.download(), key.file)
    with world.revocation_unknown():
        before = world.now()
        signing.upload(signature)
        window.at(sent.path)
        after = world.now()
        expect(sent.state("checking")).to_be_visible()
        expect(sent.heading).to_have_text(window.words("Your signature is being checked"))
        expect(sent.heading).to_be_focused()
        expect(sent.number).to_have_count(0)

    # The page goes on by itself, from its heading on.
    window.wait_for(sent.number)
    expect(sent.heading).to_be_focused()
    application = sent.follow()
    application.wait_for("delivered")
    assert before <= application.sent_at <= after
