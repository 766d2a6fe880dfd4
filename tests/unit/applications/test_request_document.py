"""The request as an e-document: the bytes that are read, downloaded and signed."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from portal.applications.change_family import drop_member, keep_member
from portal.applications.draft import touch
from portal.applications.make_request import document_of
from portal.applications.questions import CONSENT, PERSON, SECTIONS
from portal.applications.request_document import Attachment, FamilyMember, Petition, RequestDocument, full_name
from portal.applications.save_section import keep_answers
from portal.applications.tables import Application
from portal.kernel.errors import NotYourTurn
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.regulation.standard import FUNDS
from portal.regulation.states import State
from tests.factories.answers import ANSWERS
from tests.fakes.clock import TUESDAY_TEN

pytestmark = pytest.mark.clause("R-4.2")

IIN, SON = "851120420022", "100701590098"
SCAN = Attachment("work_certificate", "Анықтама №1.pdf", hashlib.sha256(b"scan").hexdigest())
MEMBER = {"name": "Сынақов Бала", "iin": SON, "kinship": "son"}


def draft(**answers: Any) -> Application:
    return Application(
        id=new_id(), language=Language.KAZAKH, application_state=State.DRAFT, answers={**ANSWERS, **answers}
    )


def shown(message: str) -> str:
    """A text in the language of the request."""
    return f"Қазақша: {message}"


def digest(message: str) -> str:
    return hashlib.sha256(shown(message).encode()).hexdigest()


def document(application: Application, *attachments: Attachment) -> bytes:
    return document_of(application, IIN, attachments or [SCAN], shown).to_bytes()


def without_nonce(made: bytes) -> dict[str, Any]:
    return {name: value for name, value in json.loads(made).items() if name != "nonce"}


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


def test_the_document_says_everything_that_is_signed() -> None:
    application = draft(family=[MEMBER])

    content = json.loads(document(application))

    assert content | {"nonce": ""} == {
        "service": "housing-queue",
        "form_version": "2026-12",
        "application": str(application.id),
        "nonce": "",
        "language": "kk",
        "iin": IIN,
        "petition": {"code": "registration", "sha256": digest(FUNDS["either"].petition)},
        "answers": {code: value for code, value in ANSWERS.items() if code != "alone"},
        "family": [MEMBER],
        "consents": [{"code": question.code, "sha256": digest(question.label)} for question in CONSENT.questions],
        "attachments": [{"kind": SCAN.kind, "name": SCAN.name, "sha256": SCAN.sha256}],
    }


def test_what_is_read_from_the_bytes_is_what_was_written() -> None:
    application = draft(family=[MEMBER])
    made = document_of(application, IIN, [SCAN], shown)

    application.request_document = made.to_bytes()

    assert application.request == made
    assert (made.family, made.applicant, made.category, made.fund) == (
        (FamilyMember("Сынақов Бала", SON, "son"),),
        "Сынақова Әсел Үлгіқызы",
        "orphan",
        "either",
    )


@pytest.mark.clause("S-A1")
@pytest.mark.parametrize("fund", FUNDS)
def test_the_petition_is_the_sentence_of_annex_1_for_the_fund_asked_for(fund: str) -> None:
    made = RequestDocument.from_bytes(document(draft(fund=fund)))

    assert (made.fund, made.petition) == (fund, Petition("registration", digest(FUNDS[fund].petition)))


def of_the_first_form() -> bytes:
    """A request document as the form of 2026-11 made it, without petition and fund, with one ground of need."""
    content = json.loads(document(draft(need_ground="4")))
    ticks = {question.code: "yes" for question in CONSENT.questions}
    answers = {code: answer for code, answer in content["answers"].items() if code not in ("fund", "communal_dwelling")}
    del content["petition"]
    return rfc8785.dumps(content | {"form_version": "2026-11", "answers": answers | ticks | {"need_ground": "3"}})


def test_a_document_of_the_first_form_is_read_and_written_as_it_was_signed() -> None:
    signed = of_the_first_form()

    read = RequestDocument.from_bytes(signed)

    assert read.to_bytes() == signed
    assert (read.petition, read.fund, read.is_of_earlier_form) == (None, "", True)


@pytest.mark.parametrize(("state", "is_kept"), [(state, state is not State.DRAFT) for state in State])
def test_a_draft_is_not_signed_with_a_document_of_an_earlier_form(state: State, is_kept: bool) -> None:
    application = draft()
    application.request_document, application.application_state = of_the_first_form(), state

    assert application.document_to_sign == (application.request_document if is_kept else None)


def test_a_draft_without_a_document_has_no_request() -> None:
    with pytest.raises(NotYourTurn):
        draft().request  # noqa: B018 -- reading it is the act


def test_the_document_is_canonical() -> None:
    made = document(draft(family=[MEMBER]))

    assert made == rfc8785.dumps(json.loads(made))


def test_everything_in_it_is_a_text_of_composed_letters() -> None:
    made = document(draft(surname="Серии\u0306", addr_live="Абаи\u0306 5"))

    assert {type(leaf) for leaf in leaves(json.loads(made))} == {str}
    assert unicodedata.is_normalized("NFC", made.decode())


@given(st.text(st.characters(), min_size=1, max_size=40))
def test_it_is_canonical_whatever_was_typed(typed: str) -> None:
    made = document(draft(addr_live=typed, addr_reg=typed[::-1]))

    assert made == rfc8785.dumps(json.loads(made))


BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.sampled_from("Абай 5" + BIDI_CONTROLS), max_size=20))
def test_no_mark_of_direction_is_ever_signed(typed: str) -> None:
    answers = {question.code: typed for question in PERSON.questions}

    assert set(document(draft(**answers)).decode()) & set(BIDI_CONTROLS) == set()


def test_somebody_with_one_name_is_named_by_it() -> None:
    made = RequestDocument.from_bytes(document(draft(surname="Сынақова", no_surname="yes", patronymic="")))

    assert (made.applicant, made.answers["no_surname"], "surname" in made.answers) == ("Әсел", "yes", False)


def test_two_documents_of_the_same_draft_differ_in_the_nonce_alone() -> None:
    application = draft()

    first, second = document(application), document(application)

    assert without_nonce(first) == without_nonce(second)
    nonces = [RequestDocument.from_bytes(made).nonce for made in (first, second)]
    assert (len(nonces[0]), nonces[0] == nonces[1]) == (32, False)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("surname", "Басқаева"),
        ("given_name", "Айша"),
        ("patronymic", ""),
        ("addr_reg", "Ақсай, 1"),
        ("addr_live", "Ақсай, 1"),
        ("phone", "+77020000000"),
        ("email", "b@example.kz"),
        ("provider", "baiterek"),
        ("category", "emergency"),
        ("need_ground", "4"),
        ("need_ground", "1 6"),
        ("fund", "state"),
        ("communal_dwelling", "yes"),
    ],
)
def test_another_answer_is_another_document(code: str, value: str) -> None:
    application = draft()
    before = without_nonce(document(application))

    application.answers = {**application.answers, code: value}

    assert without_nonce(document(application)) != before


def test_every_answer_is_in_the_table_above() -> None:
    asked = [q.code for section in SECTIONS.values() for q in section.questions if q.applies(ANSWERS)]

    asked.remove("no_surname")  # a box that is not ticked is no answer
    assert [code for code in asked if code not in RequestDocument.from_bytes(document(draft())).answers] == []


@pytest.mark.parametrize(
    "other",
    [
        Attachment("other", SCAN.name, SCAN.sha256),
        Attachment(SCAN.kind, "басқа.pdf", SCAN.sha256),
        Attachment(SCAN.kind, SCAN.name, hashlib.sha256(b"another scan").hexdigest()),
    ],
)
def test_another_scan_is_another_document(other: Attachment) -> None:
    application = draft()

    assert without_nonce(document(application, other)) != without_nonce(document(application, SCAN))


def test_what_is_typed_beside_the_questions_is_not_signed() -> None:
    made = RequestDocument.from_bytes(document(draft(stratum="3", sql="DROP TABLE")))

    assert set(made.answers) == set(ANSWERS) - {"alone"}


@pytest.mark.parametrize(
    "change",
    [
        *(lambda d, code=code: keep_answers(d, {code: "x"}, TUESDAY_TEN) for code in ANSWERS),
        lambda d: keep_member(d, MEMBER, TUESDAY_TEN),
        lambda d: drop_member(d, SON, TUESDAY_TEN),
        lambda d: touch(d, TUESDAY_TEN),
    ],
)
def test_any_change_of_the_draft_voids_its_document(change: Any) -> None:
    application = draft()
    application.request_document = document(application)

    change(application)

    assert application.request_document is None
    assert application.saved_at == TUESDAY_TEN


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_what_is_signed_is_changed_no_more(state: State) -> None:
    application = draft()
    application.application_state = state

    with pytest.raises(NotYourTurn):
        keep_answers(application, {"phone": ""}, TUESDAY_TEN)
    with pytest.raises(NotYourTurn):
        touch(application, TUESDAY_TEN)

    assert application.answers == ANSWERS


def test_an_answer_is_kept_as_it_was_typed_however_wrong() -> None:
    application = draft()

    keep_answers(application, {"phone": "жоқ", "surname": "x" * 20_000}, TUESDAY_TEN)

    assert (application.answers["phone"], len(application.answers["surname"])) == ("жоқ", 10_000)


def test_an_answer_in_a_draft_is_what_can_be_seen_of_it() -> None:
    application = draft()

    keep_answers(application, {"addr_live": "\ufeffАбаи\u0306 \u202e5\ud800", "addr_reg": "\u200b"}, TUESDAY_TEN)

    assert (application.answers["addr_live"], application.answers["addr_reg"]) == ("Абай \ufffd5\ufffd", "")


def test_adding_a_member_takes_back_living_alone() -> None:
    application = draft()

    keep_member(application, MEMBER, TUESDAY_TEN)
    assert (application.answers["family"], application.answers["alone"]) == ([MEMBER], "")

    drop_member(application, SON, TUESDAY_TEN)
    assert application.answers["family"] == []


def test_a_full_name_is_in_the_official_order() -> None:
    assert full_name(ANSWERS) == "Сынақова Әсел Үлгіқызы"
    assert full_name({"surname": "Сынақова", "given_name": "Әсел"}) == "Сынақова Әсел"
