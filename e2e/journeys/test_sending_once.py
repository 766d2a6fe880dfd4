"""However often "Send" is pressed, one application comes of it (R-4.2)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.kit import openssl
from e2e.kit.keys import Keys
from e2e.kit.people import new_citizen
from e2e.kit.request import complete_draft
from e2e.kit.screens.cabinet import Cabinet, Messages, Sent
from e2e.kit.screens.form import Draft
from e2e.kit.screens.signing import SignRequest
from e2e.kit.windows import Windows


def twice_at_once(signing: SignRequest, draft: Draft) -> None:
    signing.button(signing.confirm).dblclick()
    draft.window.at(f"{draft.path}/sent")


def and_back(signing: SignRequest, draft: Draft) -> None:
    """The page that was left is no longer there to be sent from."""
    signing.button(signing.confirm).click()
    draft.window.at(f"{draft.path}/sent")
    draft.page.go_back()
    draft.window.at(f"{draft.path}/sent")


@pytest.mark.clause("R-4.2")
@pytest.mark.parametrize(
    ("press", "scripts"),
    [
        pytest.param(twice_at_once, True, id="twice at once"),
        pytest.param(and_back, False, id="and back, no scripts"),
        pytest.param(twice_at_once, False, id="twice at once, no scripts", marks=pytest.mark.long),
        pytest.param(and_back, True, id="and back", marks=pytest.mark.long),
    ],
)
def test_sending_again_leads_to_the_one_application(
    windows: Windows, keys: Keys, press: Callable[[SignRequest, Draft], None], *, scripts: bool
) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen, java_script_enabled=scripts)
    draft = complete_draft(window, citizen)
    draft.check_and_sign()
    signing = SignRequest(window, draft.path)
    signature = openssl.sign(signing.download(), keys.good(citizen).file)

    signing.field("signature").set_input_files(signature)
    press(signing, draft)

    expect_one(draft)


@pytest.mark.clause("R-4.2")
def test_second_window_with_the_same_page_leads_to_the_one_application(windows: Windows, keys: Keys) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen)
    draft = complete_draft(window, citizen)
    draft.check_and_sign()
    first = SignRequest(window, draft.path)
    second = SignRequest(windows.open(storage_state=window.page.context.storage_state()), draft.path).open()
    signature = openssl.sign(first.download(), keys.good(citizen).file)

    for signing in (first, second):
        signing.upload(signature)
        signing.window.at(f"{draft.path}/sent")

    expect_one(draft)


def expect_one(draft: Draft) -> None:
    """One application, with one number, told of once."""
    application = Sent(draft.window, draft.path).follow()
    application.wait_for("delivered")
    number = application.number
    cabinet = Cabinet(draft.window).open()
    expect(cabinet.rows).to_have_count(1)
    expect(cabinet.row(number)).to_be_visible()
    expect(Messages(draft.window).open().letter("accepted", number)).to_have_count(1)
