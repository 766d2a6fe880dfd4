"""Registration and log-in (R-10.1 to R-10.4)."""

import pytest
from playwright.sync_api import expect

from e2e.kit.people import new_citizen
from e2e.kit.screens.account import LogIn, Register
from e2e.kit.windows import Windows
from portal.kernel.iin import IinFault
from portal.reading.numbers import IIN_FAULTS

PASSWORD = "жаңа ұзын құпиясөз"  # noqa: S105 -- nobody's
REFUSED = {
    IinFault.EMPTY: "",
    IinFault.DIGITS: "88030730001О",
    IinFault.LENGTH: "8803073",
    IinFault.ORGANISATION: "140540000104",
    IinFault.CENTURY: "880307700010",
    IinFault.DATE: "880230300010",
    IinFault.CHECK_DIGIT: "880307300011",
}


@pytest.mark.clause("R-10.1")
def test_iin_that_is_none_is_refused_with_the_reason_named(windows: Windows) -> None:
    window = windows.open()
    register = Register(window).open()
    assert set(REFUSED) == set(IinFault)

    for fault, iin in REFUSED.items():
        register.fill(iin, PASSWORD)

        said = window.words(IIN_FAULTS[fault], n=len(iin))
        expect(register.faults).to_have_text([said])
        expect(register.fault("iin")).to_contain_text(said)
        expect(register.field("iin")).to_have_value(iin)


@pytest.mark.clause("R-10.1")
def test_iin_that_has_an_account_gets_the_same_answer_and_nothing_changes(windows: Windows) -> None:
    citizen = new_citizen()
    window = windows.open()
    register = Register(window).open()
    register.register(citizen)
    answer = register.main.inner_text()

    register.open().fill(citizen.iin, PASSWORD)

    window.at("/register/done")
    assert register.main.inner_text() == answer
    log_in = LogIn(window).open()
    log_in.fill(citizen.iin, PASSWORD)
    expect(log_in.faults).to_have_text([window.words("Wrong IIN or password")])
    log_in.log_in(citizen)
    window.at("/cabinet")


@pytest.mark.clause("R-10.2", "R-10.3", "R-10.4")
def test_wrong_pair_is_refused_alike_for_an_unknown_iin_and_a_wrong_password(windows: Windows) -> None:
    known, unknown = new_citizen(), new_citizen()
    window = windows.open()
    Register(window).open().register(known)
    answers = []

    for iin in (known.iin, unknown.iin):
        log_in = LogIn(window).open()
        log_in.fill(iin, PASSWORD)
        expect(log_in.faults).to_have_text([window.words("Wrong IIN or password")])
        expect(log_in.main.get_by_text(window.words.clause("R-10.4"), exact=True)).to_be_attached()
        answers.append(log_in.main.text_content())

    assert answers[0] == answers[1]


@pytest.mark.clause("R-10.2")
def test_after_logging_out_the_cabinet_asks_to_log_in_and_leads_back(windows: Windows) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen)
    log_in = LogIn(window)
    log_in.log_out()

    window.go("/cabinet/messages")

    window.at("/login?next=/cabinet/messages")
    log_in.log_in(citizen)
    window.at("/cabinet/messages")
