"""Frames on the pipe of a process that a file may have taken over."""

from io import BytesIO
from typing import Any

import pytest

from portal.documents.file_type import FileType
from portal.documents.normalise import wire
from portal.documents.normalise.result import Normalised
from portal.documents.workers import _understood
from portal.kernel.outcomes import Refused


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", bytes(70_000)])
def test_a_message_comes_out_as_it_went_in(body: bytes) -> None:
    pipe = BytesIO()
    wire.write_frame(pipe, {"type": "pdf"}, body)
    wire.write_frame(pipe, {"pages": 1})
    pipe.seek(0)
    assert [wire.read_frame(pipe), wire.read_frame(pipe), wire.read_frame(pipe)] == [
        ({"type": "pdf"}, body),
        ({"pages": 1}, b""),
        None,
    ]


@pytest.mark.parametrize("length", range(1, 25))
def test_a_message_cut_short_is_none(length: int) -> None:
    pipe = BytesIO()
    wire.write_frame(pipe, {"type": "pdf"}, b"%PDF-1.7")
    assert wire.read_frame(BytesIO(pipe.getvalue()[:length])) is None


def test_a_message_that_claims_to_be_endless_is_not_waited_for() -> None:
    with pytest.raises(ValueError, match="too long"):
        wire.read_frame(BytesIO(b"\xff\xff\xff\xff{}"))


def test_what_a_process_answers_is_understood() -> None:
    assert _understood(({"type": "jpeg", "pages": 1}, b"\xff\xd8")) == Normalised(b"\xff\xd8", FileType.JPEG, 1)
    told = {"refused": {"code": "many_pages", "detail": {"pages": 101}}}
    assert _understood((told, b"")) == Refused("many_pages", {"pages": "101"})


@pytest.mark.parametrize(
    "head",
    [
        {},
        [],
        {"type": "exe", "pages": 1},
        {"type": "pdf", "pages": "many"},
        {"refused": {"code": "<script>", "detail": {}}},
        {"refused": {"code": "virus", "detail": []}},
        {"refused": "virus"},
    ],
)
def test_what_it_should_never_answer_is_not(head: Any) -> None:
    with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
        _understood((head, b""))
