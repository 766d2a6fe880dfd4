"""Texts whose digests are signed: each version of the form has its own, in every language, and they never change.

A text that reads otherwise makes a new FORM_VERSION, with a new row here; the earlier text goes to `earlier_forms.py`.
"""

import hashlib

import pytest

from portal.applications.earlier_forms import EARLIER, as_asked_in
from portal.applications.questions import CONSENT
from portal.applications.request_document import FORM_VERSION
from portal.kernel.language import Language
from portal.regulation.standard import FUNDS
from portal.rendering.catalogues import translations

pytestmark = [pytest.mark.clause("S-A1"), pytest.mark.clause("R-4.2")]

SIGNED = {
    "2026-11": {
        Language.KAZAKH: {
            "consent_housing": "063ece44bbd38c45",
            "consent_secret": "877bb281f21100ff",
            "consent_data": "c86d5c407e7da667",
            "liability": "5cb324a21ad49fc3",
        },
        Language.RUSSIAN: {
            "consent_housing": "eeb36a66107f2b8e",
            "consent_secret": "994b7c3be0fc50ba",
            "consent_data": "990d43d22f8af7ba",
            "liability": "088730c94cb27c36",
        },
        Language.ENGLISH: {
            "consent_housing": "dc80cf965b5a5879",
            "consent_secret": "98ec35a1f4a1e2ef",
            "consent_data": "207e75b6cf680c42",
            "liability": "2dd5a7dd151ffe46",
        },
    },
    "2026-12": {
        Language.KAZAKH: {
            "consent_housing": "bd5c81bd87d2691a",
            "consent_secret": "877bb281f21100ff",
            "consent_data": "c86d5c407e7da667",
            "liability": "5cb324a21ad49fc3",
            "either": "6e4afa85236a0d4b",
            "state": "eb2a71836df7991d",
            "rented": "749c42b24920e08b",
        },
        Language.RUSSIAN: {
            "consent_housing": "e1f581bb06aa6353",
            "consent_secret": "994b7c3be0fc50ba",
            "consent_data": "990d43d22f8af7ba",
            "liability": "088730c94cb27c36",
            "either": "0131cf9ac8c5e799",
            "state": "88dff493f853a474",
            "rented": "fce714d384688e60",
        },
        Language.ENGLISH: {
            "consent_housing": "edd19d1a32343a2e",
            "consent_secret": "98ec35a1f4a1e2ef",
            "consent_data": "207e75b6cf680c42",
            "liability": "2dd5a7dd151ffe46",
            "either": "6c4b5441dfe15313",
            "state": "94eeee996ecad486",
            "rented": "d4cc682d72e42897",
        },
    },
}
"""The first sixteen digits of each text's SHA-256, by version and language."""


def digest(message: str, language: Language) -> str:
    text = translations(language).gettext(message)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digests(version: str, language: Language) -> dict[str, str]:
    consents = {one.code: digest(as_asked_in(version, one).label, language) for one in CONSENT.questions}
    if version in EARLIER:
        return consents
    return consents | {code: digest(row.petition, language) for code, row in FUNDS.items()}


@pytest.mark.parametrize(
    ("version", "language"), [(version, language) for version in SIGNED for language in SIGNED[version]]
)
def test_what_was_signed_in_a_version_of_the_form_is_shown_as_it_was(version: str, language: Language) -> None:
    assert digests(version, language) == SIGNED[version][language]


def test_every_version_of_the_form_is_in_the_table() -> None:
    assert list(SIGNED) == [*EARLIER, FORM_VERSION]
