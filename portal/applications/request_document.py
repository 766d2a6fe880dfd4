"""The request as an e-document (clause R-4.2): the bytes that the citizen reads, downloads and signs.

Canonical JSON (RFC 8785) with strings only, in NFC. It names every scan and its SHA-256.
"""

from collections.abc import Mapping
from typing import Self

import msgspec
import rfc8785

from portal.kernel.language import Language

SERVICE = "housing-queue"
FORM_VERSION = "2026-12"
"""Changes with every text that is signed and every question that is asked otherwise."""
REGISTRATION = "registration"


class Attachment(msgspec.Struct, frozen=True):
    """A scan in the document; `sha256` is the digest of the bytes that the provider reads."""

    kind: str
    name: str
    sha256: str


class FamilyMember(msgspec.Struct, frozen=True):
    """A person who lives with the applicant; `kinship` is a code of KINSHIP."""

    name: str
    iin: str
    kinship: str


class Consent(msgspec.Struct, frozen=True):
    """A text that the applicant agreed to: the question's code, and the SHA-256 of the text as shown."""

    code: str
    sha256: str


class Petition(msgspec.Struct, frozen=True):
    """What the applicant asks for (Standard, annex 1): its code, and the SHA-256 of the sentence as shown."""

    code: str
    sha256: str


class RequestDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """The document. `answers` are those of plain questions, by code; `nonce` makes every document unique.

    Documents of the form's first version, 2026-11, have no petition, and no fund among the answers.
    """

    service: str
    form_version: str
    application: str
    nonce: str
    language: Language
    iin: str
    answers: dict[str, str]
    family: tuple[FamilyMember, ...]
    consents: tuple[Consent, ...]
    attachments: tuple[Attachment, ...]
    petition: Petition | None = None

    @classmethod
    def from_bytes(cls, document: bytes) -> Self:
        """Parse the bytes that `to_bytes` made. Raises msgspec.ValidationError for anything else."""
        return msgspec.json.decode(document, type=cls)

    def to_bytes(self) -> bytes:
        """Return canonical JSON (RFC 8785): equal documents have equal bytes."""
        return rfc8785.dumps(msgspec.to_builtins(self))

    @property
    def category(self) -> str:
        """The code of the category that the applicant claims; it names the list (Standard, item 6)."""
        return self.answers["category"]

    @property
    def provider(self) -> str:
        """The code of the provider that the applicant chose."""
        return self.answers["provider"]

    @property
    def fund(self) -> str:
        """The code of the fund that the dwelling asked for is from; "" in documents that name none."""
        return self.answers.get("fund", "")

    @property
    def applicant(self) -> str:
        """Surname, given name, patronymic: the official order in Kazakh and Russian."""
        return full_name(self.answers)

    @property
    def is_of_earlier_form(self) -> bool:
        """Whether it was made in an earlier version of the form. Such a document is read, and not signed any more."""
        return self.form_version != FORM_VERSION

    @property
    def attached_kinds(self) -> frozenset[str]:
        return frozenset(file.kind for file in self.attachments)


def full_name(answers: Mapping[str, str]) -> str:
    parts = (answers.get(part, "") for part in ("surname", "given_name", "patronymic"))
    return " ".join(part for part in parts if part)
