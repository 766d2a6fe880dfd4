"""What only time brings: terms that run out, sessions that end. No test waits for it: the clock is moved."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.people import EXECUTOR, Persona, new_citizen
from e2e.kit.request import complete_draft, send
from e2e.kit.screens.account import LogIn
from e2e.kit.screens.cabinet import Application, Cabinet
from e2e.kit.screens.provider import Desk
from e2e.kit.windows import Windows
from e2e.kit.words import ZONE
from e2e.kit.world import World
from portal.messages.kinds import MESSAGES, MessageKind
from portal.regulation.terms import SERVICE_DAYS

DAYS_TO_EXAMINE = 25


@dataclass(frozen=True)
class Case:
    """An application that was given to the executor."""

    citizen: Persona
    application: Application
    number: str


@pytest.fixture
def case(windows: Windows, keys: Keys, office: Office) -> Case:
    citizen = new_citizen()
    application = send(complete_draft(windows.open_for_new(citizen), citizen), keys.good(citizen))
    number = application.number
    office.register(number)
    office.name_executor(number)
    return Case(citizen, application, number)


def overdue(windows: Windows, number: str) -> Locator:
    """What says so on the executor's desk, who signs in anew: no session lasts for days."""
    desk = Desk(windows.open_as(EXECUTOR))
    assert desk.shows(number)
    return desk.case(number).locator("[data-state=overdue]")


@pytest.mark.clause("R-5.4")
def test_case_is_overdue_on_the_desk_once_its_term_has_run_out(windows: Windows, world: World, case: Case) -> None:
    world.move(days=DAYS_TO_EXAMINE)
    expect(overdue(windows, case.number)).to_have_count(0)

    world.move(days=1)

    expect(overdue(windows, case.number)).to_have_text(case.application.words("Overdue"))


@pytest.mark.clause("R-5.4", "R-5.5", "R-10.11b", "S-4.1")
def test_notice_drafted_on_the_last_day_of_that_term_comes_in_time(
    windows: Windows, keys: Keys, world: World, case: Case
) -> None:
    due = case.application.sent_at.astimezone(ZONE).date() + timedelta(days=SERVICE_DAYS)

    world.move(days=DAYS_TO_EXAMINE)
    office = Office(windows, keys)
    office.draft_notice(case.number)
    office.sign_result(case.number)

    application = Application(windows.open_as(case.citizen), case.application.path).open()
    expect(application.state("issued")).to_be_visible()
    newest, *_ = world.messages(case.citizen)
    assert (newest.channel, newest.kind) == ("cabinet", "registered")
    kind = MESSAGES[MessageKind.REGISTERED]
    assert newest.title == application.words(kind.title, number=case.number)
    assert newest.path == application.window.language.link(application.path)
    assert (due - newest.at.astimezone(ZONE).date()).days == SERVICE_DAYS - DAYS_TO_EXAMINE


@pytest.mark.clause("R-10.3")
def test_session_that_nobody_used_for_half_an_hour_ends_and_leads_back(windows: Windows, world: World) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen)

    world.move(minutes=29)
    Cabinet(window).open()
    window.at("/cabinet")

    world.move(minutes=31)
    Cabinet(window).open()
    window.at("/login?next=/cabinet")
    LogIn(window).log_in(citizen)
    window.at("/cabinet")
