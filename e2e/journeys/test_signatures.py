"""Signatures that are not accepted: each with its own message (R-10.6, R-10.7), and the draft whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.kit import openssl
from e2e.kit.keys import Key, Keys
from e2e.kit.people import Persona, new_citizen
from e2e.kit.request import complete_draft
from e2e.kit.screens.cabinet import Cabinet, Messages, Sent
from e2e.kit.screens.form import Draft
from e2e.kit.screens.signing import SignRequest
from e2e.kit.windows import Windows
from e2e.kit.words import Words
from portal.kernel.language import Language
from portal.signing.explain import TEXTS
from portal.web.private_keys import PRIVATE_KEY


@dataclass(frozen=True)
class Bad:
    """`make` gives the file to upload for the document; `day`: the key's moment that the message names."""

    code: str
    key: Callable[[Keys, Persona], Key]
    make: Callable[[Path, Key], Path] = lambda document, key: openssl.sign(document, key.file)
    day: Callable[[Key], datetime] | None = None


def of_somebody_else(keys: Keys, _citizen: Persona) -> Key:
    return keys.good(new_citizen())


def over_another_document(document: Path, key: Key) -> Path:
    document.write_bytes(document.read_bytes() + b"\n")
    return openssl.sign(document, key.file)


BAD = (
    Bad("expired", Keys.expired, day=lambda key: key.until),
    Bad("not_yet_valid", Keys.not_yet_valid, day=lambda key: key.since),
    Bad("revoked", Keys.revoked),
    Bad("iin_differs", of_somebody_else),
    Bad("unknown_issuer", Keys.of_a_stranger),
    Bad("other_document", Keys.good, make=over_another_document),
)


@dataclass(frozen=True)
class Kept:
    """A complete draft, and whose it is."""

    citizen: Persona
    path: str


@pytest.fixture(scope="module")
def kept() -> list[Kept]:
    return []


@pytest.fixture
def complete(windows: Windows, kept: list[Kept]) -> tuple[Persona, Draft]:
    """The draft that the last test has left whole, as it should; a new one where there is none."""
    if kept:
        draft = Draft(windows.open_as(kept[-1].citizen), kept[-1].path).open()
        if draft.button("Check the answers and sign").count():
            return kept[-1].citizen, draft
    citizen = new_citizen()
    draft = complete_draft(windows.open_for_new(citizen), citizen)
    kept.append(Kept(citizen, draft.path))
    return citizen, draft


@pytest.mark.clause("R-10.6", "R-10.7")
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.code)
def test_signature_that_is_not_accepted_says_why_and_leaves_the_draft_whole(
    complete: tuple[Persona, Draft], keys: Keys, bad: Bad
) -> None:
    citizen, draft = complete
    window, key = draft.window, bad.key(keys, citizen)
    draft.check_and_sign()
    signing = SignRequest(window, draft.path)
    answers = signing.answers

    signing.upload(bad.make(signing.download(), key))

    signing.expect_refused(bad.code, day=window.words.dates.long_date(bad.day(key)) if bad.day else "")
    assert signing.answers == answers
    draft.open().expect_complete()
    expect(Cabinet(window).open().row("draft")).to_be_visible()


@pytest.mark.clause("R-10.7")
def test_file_that_is_no_signature_is_a_fault_of_the_field_and_no_letter_is_written(
    complete: tuple[Persona, Draft], keys: Keys
) -> None:
    citizen, draft = complete
    draft.check_and_sign()
    signing = SignRequest(draft.window, draft.path)
    letters = Messages(draft.window).open().letter("signature_refused").count()

    for file, fault in (
        (signing.open().download(), TEXTS["not_a_signature"]),
        (keys.good(citizen).file, PRIVATE_KEY.message),
    ):
        signing.open().upload(file)
        expect(signing.faults).to_have_text([signing.words(fault)])
        expect(signing.field("signature")).to_be_focused()
        expect(signing.field("signature")).to_have_accessible_description(
            f"{signing.words('Error:')} {signing.words(fault)}"
        )

    expect(Messages(draft.window).open().letter("signature_refused")).to_have_count(letters)
    draft.open().expect_complete()


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_has_words_of_its_own(language: Language) -> None:
    words = Words(language)

    assert len({words(TEXTS[bad.code], date="") for bad in BAD}) == len(BAD)


@pytest.mark.clause("R-10.7")
def test_after_a_refused_signature_the_same_document_is_signed_again_and_accepted(windows: Windows, keys: Keys) -> None:
    citizen = new_citizen()
    window = windows.open_for_new(citizen)
    draft = complete_draft(window, citizen)
    draft.check_and_sign()
    signing = SignRequest(window, draft.path)
    signing.sign(keys.expired(citizen))
    signing.expect_refused("expired", day=window.words.dates.long_date(keys.expired(citizen).until))
    expect(Messages(window).open().letter("signature_refused")).to_have_count(1)

    signing.open().sign(keys.good(citizen))

    Sent(window, draft.path).follow().wait_for("delivered")


@pytest.mark.clause("R-10.6", "R-10.7")
def test_key_revoked_after_signing_is_refused_and_one_on_hold_until_it_is_released(
    windows: Windows, keys: Keys
) -> None:
    """Judged when the signature arrives: until then its owner can take the key out of use."""
    citizen = new_citizen()
    draft = complete_draft(windows.open_for_new(citizen), citizen)
    draft.check_and_sign()
    signing = SignRequest(draft.window, draft.path)
    lost, mislaid = keys.good(citizen), keys.good(citizen)
    document = signing.download()

    signature = openssl.sign(document, lost.file)
    keys.revoke(lost)
    signing.upload(signature)
    signing.expect_refused("revoked")

    signature = openssl.sign(document, mislaid.file)
    keys.hold(mislaid)
    signing.upload(signature)
    signing.expect_refused("on_hold")
    keys.release(mislaid)
    signing.upload(signature)

    Sent(draft.window, draft.path).follow().wait_for("delivered")
