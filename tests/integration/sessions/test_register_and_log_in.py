"""Registration and log-in by IIN and password (clauses R-10.1 to R-10.4)."""

import asyncio
import re
import unicodedata

import httpx
import pytest
from sqlalchemy import select

from auth.accounts.tables import Account
from portal.demo.people import CITIZEN, CLERK, EXECUTOR, HEAD, NEIGHBOUR, PASSWORD, DemoPerson
from portal.kernel.language import Language
from tests.factories.log_in import log_in
from tests.factories.portal import Portal
from tests.factories.statements import statements

NEW_IIN, UNBORN = "100701590098", "270101600012"
UNREADABLE_TOLD = "There is a character here that cannot be read (\ufffd). Delete it, or type it in another way."
GOOD = {"iin": NEW_IIN, "password": "тауға қарап тұрмын", "password_repeat": "тауға қарап тұрмын"}
TOKEN = re.compile(r"[0-9a-f]{80}")
DIFFERENT = {"content-length", "x-request-id"}


def bare(answer: httpx.Response, iin: str) -> tuple[int, str, list[tuple[str, str]]]:
    """An answer without what must differ: the token, the number that was typed, the length, the request's own id."""
    text = TOKEN.sub("TOKEN", answer.text).replace(iin, "IIN")
    headers = sorted((name, value) for name, value in answer.headers.multi_items() if name not in DIFFERENT)
    return answer.status_code, text, headers


async def account(portal: Portal, iin: str) -> Account | None:
    return next(iter(await portal.rows(select(Account).where(Account.iin == iin))), None)


@pytest.mark.clause("R-10.1")
async def test_a_person_registers_signs_in_and_finds_an_empty_cabinet(portal: Portal) -> None:
    browser = portal.browser()

    assert await browser.submit("/register", GOOD) == "/register/done"
    assert (await browser.open("/register/done")).heading == portal.say("Now sign in")
    assert await browser.submit("/login", {"iin": NEW_IIN, "password": GOOD["password"]}) == "/welcome"

    assert (await browser.get("/welcome")).headers["location"] == "/cabinet"
    cabinet = await browser.open("/cabinet")
    assert cabinet.texts("//p[@class='empty']") == [portal.say("You have not applied for anything yet.")]
    made = await account(portal, NEW_IIN)
    assert made is not None
    assert (made.created_at, made.proven_at) == (portal.clock.now(), None)


@pytest.mark.clause("R-10.1")
async def test_an_iin_that_has_an_account_gets_the_same_answer_and_nothing_changes(portal: Portal) -> None:
    before = await account(portal, CITIZEN.iin)
    answers = [await portal.browser().post("/register", {**GOOD, "iin": iin}) for iin in (NEW_IIN, CITIZEN.iin)]

    assert bare(answers[0], NEW_IIN) == bare(answers[1], CITIZEN.iin)
    assert answers[0].headers["location"] == "/register/done"
    after = await account(portal, CITIZEN.iin)
    assert before is not None
    assert after is not None
    assert (after.id, after.password_hash, after.created_at) == (before.id, before.password_hash, before.created_at)
    statuses = [(await log_in(portal.browser(), CITIZEN, word)).status_code for word in (PASSWORD, GOOD["password"])]
    assert statuses == [303, 422]


async def test_two_at_once_make_one_account(portal: Portal) -> None:
    browsers = [portal.browser() for _ in range(4)]
    for browser in browsers:
        await browser.token()

    answers = await asyncio.gather(*(browser.post("/register", GOOD) for browser in browsers))

    assert [answer.status_code for answer in answers] == [303] * 4
    assert len(await portal.rows(select(Account.id).where(Account.iin == NEW_IIN))) == 1


@pytest.mark.clause("R-10.1")
@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"iin": ""}, ["Enter the IIN"]),
        ({"iin": "10070159009A"}, ["The IIN may contain digits only"]),
        ({"iin": "1007015900"}, ["The IIN must have 12 digits. Entered: 10."]),
        ({"iin": "140540000104"}, ["This is an organisation's number (BIN). Enter a person's IIN."]),
        ({"iin": "100701990098"}, ["Invalid IIN: the seventh digit must be 1 to 6"]),
        ({"iin": "101301590098"}, ["Invalid IIN: the first six digits are not a birth date"]),
        ({"iin": "100701590099"}, ["Invalid IIN: check digit does not match. Check the digits."]),
        (
            {"iin": "", "password": "", "password_repeat": ""},
            ["Enter the IIN", "Enter the password", "Repeat the password"],
        ),
        ({"password": "", "password_repeat": ""}, ["Enter the password", "Repeat the password"]),
        ({"password_repeat": ""}, ["Repeat the password"]),
        ({"iin": UNBORN}, ["Invalid IIN: the birth date in it has not come yet"]),
        ({"password": "и\u0306" * 8}, ["The password is too short. At least 15 characters."]),
        ({"password": "тауға қарап\u202e тұрмын"}, [UNREADABLE_TOLD]),
        ({"password": "тым қысқа"}, ["The password is too short. At least 15 characters."]),
        ({"password": "ә" * 129}, ["No more than 128 characters. Now: 129."]),
        ({"password": "қазқазқазқазқаз"}, ["This password is too common. Choose another."]),
        ({"password": f"менің {NEW_IIN}"}, ["The password must not contain your IIN or phone number"]),
        ({"password_repeat": "тауға қарап тұрман"}, ["The passwords do not match"]),
        (
            {"iin": "1", "password": "1"},
            ["The IIN must have 12 digits. Entered: 1.", "The password is too short. At least 15 characters."],
        ),
    ],
)
async def test_what_cannot_be_taken_is_told_at_once(portal: Portal, changed: dict[str, str], errors: list[str]) -> None:
    browser = portal.browser()

    answer = await browser.post("/en/register", {**GOOD, **changed})

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors) == (422, errors)
    assert browser.page.all("//input[@id='iin']/@value") == [changed.get("iin", NEW_IIN)]
    assert browser.page.all("//input[@type='password']/@value") == []
    assert await account(portal, NEW_IIN) is None


async def test_an_iin_and_a_password_are_pasted_and_typed_in_any_way_that_looks_right(portal: Portal) -> None:
    browser, words = portal.browser(), "йод пен тұз құпиясы"
    sent = {"iin": f"\u202d{NEW_IIN[:6]}\u2011{NEW_IIN[6:]}\u202c", "password": words, "password_repeat": words}
    assert await browser.submit("/register", sent) == "/register/done"
    assert await account(portal, NEW_IIN) is not None

    typed = {"iin": f"\ufeff{NEW_IIN}\u00a0", "password": unicodedata.normalize("NFD", words) + "\u200b"}
    assert await browser.submit("/login", typed) == "/welcome"


@pytest.mark.parametrize("words", ["қоңыр үй жасыл төбе", "  fifteen letters  ", "a" * 11 + "бвгд", "1234567890abcde"])
async def test_a_long_password_of_any_letters_is_taken_as_it_is(portal: Portal, words: str) -> None:
    browser = portal.browser()
    await browser.submit("/register", {**GOOD, "password": words, "password_repeat": words})

    assert await browser.submit("/login", {"iin": NEW_IIN, "password": words}) == "/welcome"


@pytest.mark.clause("R-10.4")
async def test_the_refusal_is_the_same_for_an_unknown_iin_as_for_a_wrong_password(portal: Portal) -> None:
    answers = {}
    for iin in (NEW_IIN, CITIZEN.iin):
        browser = portal.browser()
        await browser.open("/en/login")
        answers[iin] = await browser.post("/en/login", {"iin": iin, "password": "not the right password"})
        assert browser.page is not None
        assert browser.page.errors == ["Wrong IIN or password"]

    assert bare(answers[NEW_IIN], NEW_IIN) == bare(answers[CITIZEN.iin], CITIZEN.iin)
    assert answers[NEW_IIN].status_code == 422


@pytest.mark.clause("R-10.4")
async def test_the_refusal_is_the_decree_s_and_names_its_clause(portal: Portal) -> None:
    browser = portal.browser()
    await browser.post("/en/login", {"iin": CITIZEN.iin, "password": "wrong"})

    assert browser.page is not None
    texts = browser.page.texts("//main//p")
    assert "Signing in is refused, because the data entered have a defect. Check both fields." in texts
    assert "Regulation, clause 10(4)" in texts


@pytest.mark.clause("R-10.4")
@pytest.mark.parametrize("iin", ["1", "abc", "140540000104", "' OR 1=1 --", "x" * 300])
async def test_an_iin_that_is_none_is_refused_like_any_other(portal: Portal, iin: str) -> None:
    browser = portal.browser()

    answer = await browser.post("/en/login", {"iin": iin, "password": PASSWORD})

    assert browser.page is not None
    assert (answer.status_code, browser.page.errors, browser.session_id) == (422, ["Wrong IIN or password"], None)


@pytest.mark.clause("R-10.2")
@pytest.mark.clause("R-10.3")
@pytest.mark.parametrize(
    ("iin", "password", "empty"),
    [
        ("", PASSWORD, ["iin"]),
        *[(iin, word, ["password"]) for iin in (CITIZEN.iin, NEW_IIN, "1") for word in ("", " ")],
        ("", "", ["iin", "password"]),
        (" ", " ", ["iin", "password"]),
    ],
)
@pytest.mark.parametrize("language", Language)
async def test_log_in_says_which_field_is_empty_and_nothing_of_accounts(
    portal: Portal, iin: str, password: str, empty: list[str], language: Language
) -> None:
    browser = portal.browser()

    answer = await browser.post(language.link("/login"), {"iin": iin, "password": password})

    page = browser.page
    assert page is not None
    words = {"iin": "Enter the IIN", "password": "Enter the password"}
    told = [portal.say(words[name], language) for name in empty]
    assert (answer.status_code, page.errors, browser.session_id) == (422, told, None)
    assert page.all("//*[@class='error-summary']//a/@href") == [f"#{name}" for name in empty]
    assert page.all("//*[@aria-invalid]/@id") == empty
    assert not {
        portal.say("Wrong IIN or password", language),
        portal.say("Signing in is refused, because the data entered have a defect. Check both fields.", language),
    } & {*page.texts("//p"), *page.errors}


async def test_an_empty_field_is_no_attempt(portal: Portal) -> None:
    """However often it is sent: nobody is kept out, and nothing is asked of the database."""
    browser = portal.browser()
    await browser.token()
    with statements() as said:
        for _ in range(30):
            await browser.post("/login", {"iin": CITIZEN.iin, "password": ""})

    assert [one for one in said if "accounts" in one or "attempts" in one] == []
    assert await browser.submit("/login", {"iin": CITIZEN.iin, "password": PASSWORD}) == "/welcome"


async def test_an_iin_may_be_typed_with_spaces(portal: Portal) -> None:
    answer = await portal.browser().post("/login", {"iin": " 851120 420022", "password": PASSWORD})

    assert (answer.status_code, answer.headers["location"]) == (303, "/welcome")


@pytest.mark.clause("R-10.3")
@pytest.mark.parametrize(
    ("person", "path"),
    [
        (CITIZEN, "/cabinet"),
        (NEIGHBOUR, "/cabinet"),
        (CLERK, "/provider"),
        (HEAD, "/provider"),
        (EXECUTOR, "/provider"),
    ],
)
async def test_everybody_goes_on_to_their_own_place(portal: Portal, person: DemoPerson, path: str) -> None:
    browser = portal.browser()
    await log_in(browser, person)

    assert (await browser.get("/ru/welcome")).headers["location"] == f"/ru{path}"


@pytest.mark.parametrize("prefix", [language.prefix for language in Language])
async def test_after_log_in_a_person_is_where_they_wanted_to_go(portal: Portal, prefix: str) -> None:
    browser = portal.browser()
    sent_to = (await browser.get(f"{prefix}/cabinet/messages")).headers["location"]

    form = await browser.open(sent_to)
    answer = await log_in(browser, CITIZEN, next=str(form.all("//input[@name='next']/@value")[0]))

    assert sent_to == f"{prefix}/login?next=/cabinet/messages"
    assert answer.headers["location"] == "/cabinet/messages"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/ru//evil.example", "/\\evil.example"])
async def test_nobody_is_led_elsewhere_by_logging_in(portal: Portal, address: str) -> None:
    browser = portal.browser()
    form = await browser.open(httpx.URL("/login", params={"next": address}).raw_path.decode())

    assert form.all("//input[@name='next']/@value") == [""]
    assert (await log_in(browser, CITIZEN, next=address)).headers["location"] == "/welcome"


async def test_nothing_typed_at_log_in_is_in_the_address_or_the_log(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = portal.browser()

    answer = await log_in(browser, CITIZEN)

    written = "".join(capsys.readouterr())
    assert [word for word in (CITIZEN.iin, PASSWORD) if word in written + answer.headers["location"]] == []
