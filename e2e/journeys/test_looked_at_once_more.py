"""A certificate revoked before the request arrived, which no list said yet: found at the second look (R-10.7)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.kit import axe
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import EXECUTOR, new_citizen
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.cabinet import Cabinet, Messages
from e2e.kit.screens.form import Draft
from e2e.kit.screens.provider import Desk, ExecutorsWork
from e2e.kit.screens.signing import SignRequest
from e2e.kit.windows import Windows
from e2e.kit.world import World

REASON = "Кілтін кеше жоғалтып, бүгін тапқанын растады."
A_WHILE = timedelta(minutes=5)


@pytest.mark.browser_context_args(bypass_csp=True, reduced_motion="reduce")
@pytest.mark.clause("R-10.6", "R-10.7", "R-10.8")
def test_before_registration_the_draft_comes_back_and_is_sent_again_under_its_number(
    windows: Windows, keys: Keys, office: Office, world: World
) -> None:
    citizen = new_citizen()
    window, key = windows.open_for_new(citizen), keys.good(citizen)
    before = world.now()
    application = send(complete_draft(window, citizen), key)
    number = application.number

    keys.revoke(key, before - A_WHILE)
    learn(world)

    window = windows.open_as(citizen)
    expect(Messages(window).open().letter("signature_refused")).to_be_visible()
    signing = SignRequest(window, application.path).open()
    signing.expect_refused("revoked")
    assert axe.faults(window.page) == []
    again = send(Draft(window, application.path).open(), keys.good(citizen))
    assert again.number == number
    office.register(number)


@pytest.mark.browser_context_args(bypass_csp=True, reduced_motion="reduce")
@pytest.mark.clause("R-10.6", "R-10.7")
def test_after_registration_the_executor_decides(windows: Windows, keys: Keys, office: Office, world: World) -> None:
    numbers, opened = [], []
    for _ in range(2):
        citizen = new_citizen()
        key, before = keys.good(citizen), world.now()
        application = send(complete_draft(windows.open_for_new(citizen), citizen), key)
        office.register(application.number)
        office.name_executor(application.number)
        keys.revoke(key, before - A_WHILE)
        numbers.append(application.number)
        opened.append((citizen, application.path))
    learn(world)
    ended, kept = numbers

    desk = Desk(windows.open_as(EXECUTOR))
    assert desk.shows(ended)
    expect(desk.case(ended).locator("[data-state=in_doubt]")).to_be_visible()
    case = office.take_up(EXECUTOR, ended)
    assert axe.faults(case.page) == []
    ExecutorsWork(case).refuse_unconfirmed()
    ExecutorsWork(office.take_up(EXECUTOR, kept)).keep_request(REASON)
    office.draft_notice(kept)

    citizen, path = opened[0]
    window = windows.open_as(citizen)
    expect(Messages(window).open().letter("unconfirmed", ended)).to_be_visible()
    window.go(path)
    assert axe.faults(window.page) == []
    Cabinet(window).open()
    assert Cabinet(window).row("draft").get_by_role("link").get_attribute("href") != path


def learn(world: World) -> None:
    """A list names the second it was made in: only one of a later second is sure to be newer than what arrived."""
    world.move(minutes=1)
    world.renew_lists()
    world.move(minutes=1)
