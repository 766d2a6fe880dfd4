"""What people send is read in one place each, files and texts: there private keys are looked for."""

import ast

from tests.architecture.sources import dotted, nodes

READS_FILES, READS_TEXTS, READS_ITS_TOKEN = "portal/web/uploads.py", "portal/web/forms.py", "portal/web/csrf.py"
MAKES_FILES = "portal/web/form_data.py"
"""It gives what was sent its names, and looks at no content."""
STAND_INS = "portal/simulators/"


def test_files_are_read_in_one_place() -> None:
    naming = {path for path, node in nodes() if isinstance(node, ast.alias) and node.name == "UploadFile"}

    assert {path for path in naming if not path.startswith(STAND_INS)} == {READS_FILES, MAKES_FILES}


def test_texts_are_read_in_one_place() -> None:
    """A handler gives the whole form to `typed`, and takes from that."""
    forms = {(path, node) for path, node in nodes() if isinstance(node, ast.Await) and is_form(node)}
    given = {
        node.args[0] for _, node in nodes() if isinstance(node, ast.Call) and dotted(node.func) == "typed" and node.args
    }

    others = {path for path, node in forms if node not in given and not path.startswith(STAND_INS)}
    assert others == {READS_FILES, READS_ITS_TOKEN}


def test_both_places_look_for_private_keys() -> None:
    looking = {path for path, node in nodes() if isinstance(node, ast.Name) and node.id == "holds_private_key"}

    assert looking == {READS_FILES, READS_TEXTS}


def is_form(node: ast.Await) -> bool:
    return isinstance(node.value, ast.Call) and dotted(node.value.func).endswith("request.form")
