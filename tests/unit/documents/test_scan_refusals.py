"""Every code of a check has a text, and the text's placeholders are filled."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import portal.documents
from portal.documents.refusals import REFUSALS, WAITING

ROOM = Path(portal.documents.__file__).parent


def answers(kind: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The code and the keys of the detail of each `kind("code", {...})` written in the room."""
    for source in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == kind:
                match node.args:
                    case [ast.Constant(value=str(code)), *detail]:
                        keys = [key for given in detail if isinstance(given, ast.Dict) for key in given.keys]
                        yield code, frozenset(ast.literal_eval(key) for key in keys if key)


def placeholders(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"%\((\w+)\)s", text))


def test_every_refusal_has_a_text_and_fills_it() -> None:
    assert {code: placeholders(text) for code, text in REFUSALS.items()} == dict(answers("Refused"))


def test_every_reason_to_wait_has_a_text() -> None:
    assert set(WAITING) == {code for code, _ in answers("Indeterminate")}
