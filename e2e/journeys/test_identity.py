"""Log-in by the national identity provider (R-10.2): in a browser that holds every answer against the pages' policy."""

import pytest
from playwright.sync_api import expect

from e2e.kit.people import new_citizen
from e2e.kit.screens.account import LogIn
from e2e.kit.screens.identity import IdentityService
from e2e.kit.windows import Windows
from portal.kernel.language import Language


@pytest.mark.parametrize("language", Language)
def test_somebody_new_signs_in_and_needs_no_password(windows: Windows, language: Language) -> None:
    window = windows.open(language)
    service = IdentityService(window)
    service.go_there()

    service.be(new_citizen().iin)

    window.at("/cabinet")
    expect(service.way_out).to_be_visible()


def test_it_needs_no_scripts(windows: Windows) -> None:
    window = windows.open(java_script_enabled=False)
    service = IdentityService(window)
    service.go_there()

    service.be(new_citizen().iin)

    window.at("/cabinet")


def test_a_person_comes_back_to_the_page_they_wanted(windows: Windows) -> None:
    window = windows.open(Language.RUSSIAN)
    window.go("/cabinet/messages")
    service = IdentityService(window)
    service.way.click()

    service.be(new_citizen().iin)

    window.at("/cabinet/messages")


def test_who_does_not_say_who_they_are_is_not_signed_in_and_can_try_again(windows: Windows) -> None:
    window = windows.open()
    service = IdentityService(window)
    service.go_there()

    service.refuse()

    window.at("/login/identity/refused")
    expect(service.heading).to_have_text(window.words("You are not signed in"))
    service.link("Try again").click()
    service.be(new_citizen().iin)
    window.at("/cabinet")


def test_the_back_button_after_it_signs_nobody_in_a_second_time(windows: Windows) -> None:
    """The address of the answer is not in the history: one comes back to the provider's own page, and answers anew."""
    window = windows.open()
    service = IdentityService(window)
    service.go_there()
    service.be(new_citizen().iin)
    window.at("/cabinet")

    window.page.go_back()

    expect(service.heading).to_have_text(window.words("Demonstration identity service"))
    service.be(new_citizen().iin)
    window.at("/login/identity/refused")


def test_the_holder_takes_the_account_over_from_a_stranger(windows: Windows) -> None:
    citizen = new_citizen()
    stranger, holder = windows.open_for_new(citizen), windows.open()
    service = IdentityService(holder)
    service.go_there()

    service.be(citizen.iin)

    holder.at("/login/identity/taken-over")
    expect(service.heading).to_have_text(holder.words("This account is now yours alone"))
    service.link("Continue").click()
    holder.at("/cabinet")
    stranger.go("/cabinet")
    stranger.at("/login?next=/cabinet")
    log_in = LogIn(stranger)
    log_in.fill(citizen.iin, citizen.password)
    expect(log_in.faults).to_have_text([stranger.words("Wrong IIN or password")])
