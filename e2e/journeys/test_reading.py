"""Fields as people fill them: pasted, with other letters, with one name (R-10.5)."""

import pytest
from playwright.sync_api import expect

from e2e.kit.people import new_citizen
from e2e.kit.screens.account import LogIn, Register
from e2e.kit.screens.cabinet import Service
from e2e.kit.screens.form import Draft, Section, person_answers
from e2e.kit.windows import Windows


@pytest.mark.clause("R-10.1", "R-10.2")
def test_iin_copied_with_marks_that_nobody_sees_registers_and_logs_in(windows: Windows) -> None:
    citizen = new_citizen()
    window = windows.open()

    Register(window).open().fill(f"\u202d{citizen.iin[:6]}\u00a0\u2011{citizen.iin[6:]}\u202c\u200b", citizen.password)

    window.at("/register/done")
    LogIn(window).open().fill(f"\ufeff{' '.join(citizen.iin)} ", citizen.password)
    window.at("/cabinet")


@pytest.mark.clause("R-10.5")
def test_somebody_with_one_name_and_an_international_address_fills_in_the_section(windows: Windows) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen)
    draft = Service(window).open().start()
    section = Section(window, draft, "person").open()
    answers = {code: text for code, text in person_answers(citizen).items() if code not in ("surname", "patronymic")}

    section.field("no_surname").check()
    expect(section.field("surname")).to_be_hidden()
    section.fill(answers | {"email": "нұрлан@пошта.қаз"})
    section.go_on()

    Draft(window, draft).open().expect_sections(person="done")
    section.open().expect_filled({"given_name": citizen.given_name, "email": "нұрлан@пошта.қаз"})


@pytest.mark.clause("R-10.5")
def test_what_is_too_long_or_unreadable_is_told_and_stays(windows: Windows) -> None:
    window = windows.open_for_new(new_citizen())
    section = Section(window, Service(window).open().start(), "person").open()

    section.fill({"surname": "Сынақ\u202eова", "addr_reg": "Абай " * 100 + "5"})
    section.button("Save and continue").click()

    told = window.words("There is a character here that cannot be read (\ufffd). Delete it, or type it in another way.")
    expect(section.fault("surname")).to_contain_text(told)
    expect(section.fault("addr_reg")).to_contain_text(
        window.words("No more than %(max)s characters. Now: %(n)s.", max=300, n=501)
    )
    section.expect_filled({"surname": "Сынақ\ufffdова", "addr_reg": "Абай " * 100 + "5"})
