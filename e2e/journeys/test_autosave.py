"""What is typed is kept without a button: by htmx, field by field (R-10.5)."""

import pytest
from playwright.sync_api import expect

from e2e.kit.people import new_citizen
from e2e.kit.screens.account import LogIn
from e2e.kit.screens.cabinet import Cabinet, Service
from e2e.kit.screens.form import Draft, Section
from e2e.kit.window import Window
from e2e.kit.windows import Windows


def begin(windows: Windows) -> tuple[Window, Section]:
    window = windows.open_for_new(new_citizen())
    section = Section(window, Service(window).open().start(), "person").open()
    section.settled()
    return window, section


@pytest.mark.clause("R-10.5")
def test_field_that_was_left_is_there_after_leaving_by_address(windows: Windows) -> None:
    window, section = begin(windows)

    with section.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        section.field("surname").fill("Сынақова")
        section.field("surname").press("Tab")
    assert answered.value.status == 200
    section.settled()
    Cabinet(window).open()

    expect(section.open().field("surname")).to_have_value("Сынақова")
    Draft(window, section.path.split("/sections/")[0]).open().expect_sections(person="doing")


@pytest.mark.clause("R-10.5")
def test_saving_tells_when_and_changes_nothing_else_on_the_page(windows: Windows) -> None:
    _, section = begin(windows)
    heading = section.heading.inner_text()

    section.field("given_name").fill("Әсел")
    section.field("given_name").press("Tab")
    section.settled()

    expect(section.saved).to_contain_text(section.words("Draft saved: %(time)s", time=""))
    expect(section.heading).to_have_text(heading)
    expect(section.page.get_by_role("main")).to_have_count(1)
    expect(section.field("given_name")).to_have_value("Әсел")
    expect(section.field("patronymic")).to_be_focused()


@pytest.mark.clause("R-10.3")
def test_session_that_ended_meanwhile_leads_to_the_log_in_page_itself(windows: Windows) -> None:
    window, section = begin(windows)
    elsewhere = Window(window.page.context.new_page(), window.language, window.downloads)
    Cabinet(elsewhere).open()
    LogIn(elsewhere).log_out()

    section.field("surname").fill("Сынақова")
    section.field("surname").press("Tab")

    log_in = LogIn(window)
    expect(log_in.heading).to_have_text(window.words("Sign in"))
    expect(window.page.get_by_role("banner")).to_have_count(1)
    expect(window.page.get_by_role("heading", level=1)).to_have_count(1)
    expect(section.field("surname")).to_have_count(0)
