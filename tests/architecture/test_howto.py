"""The pages of docs/howto that say how to add something: each is tried on a copy of the house, and must work."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.concerned import changed, concerned, left_out
from tests.architecture.howto import Block, Stale, blocks_of, copy_of_the_house, do
from tests.architecture.sources import ROOT

PAGES = sorted((ROOT / "docs" / "howto").glob("add-*.md"))
THINGS = [
    "a-check",
    "a-document-kind-or-category",
    "a-language",
    "a-message",
    "a-notice",
    "a-page",
    "a-setting",
    "a-step",
    "an-outside-register",
]
TRIED_BY_TESTS_THERE_ARE = ("add-a-language",)
TRIED_WHOLE = ("add-a-page", "add-a-step")
"""The tests that these pages end with are run every time; those of the others cost half a minute, and are `long`."""
RUFF = str(Path(sys.prefix) / "bin" / "ruff")


def test_there_is_a_page_for_each_thing_that_is_added_often() -> None:
    assert [page.stem for page in PAGES] == [f"add-{one}" for one in THINGS]


@pytest.mark.parametrize("howto", PAGES, ids=lambda howto: howto.stem)
def test_a_page_ends_with_the_tests_that_its_changes_concern(howto: Path) -> None:
    *before, last = blocks_of(howto)
    tests = concerned(changed(before))

    assert (last.kind, left_out(tests, last.text)) == ("sh", set())
    new = [block.path for block in before if block.kind == "python" and block.path in tests]
    assert (new == []) == (howto.stem in TRIED_BY_TESTS_THERE_ARE)


@pytest.mark.on_a_copy
@pytest.mark.parametrize(
    "howto", [page for page in PAGES if page.stem not in TRIED_WHOLE], ids=lambda howto: howto.stem
)
def test_what_a_page_changes_is_there_to_change(howto: Path, tmp_path: Path) -> None:
    *changes, _tests = blocks_of(howto)
    make_and_lint(changes, tmp_path)


@pytest.mark.on_a_copy
@pytest.mark.parametrize(
    "howto",
    [pytest.param(page, marks=() if page.stem in TRIED_WHOLE else pytest.mark.long) for page in PAGES],
    ids=lambda howto: howto.stem,
)
def test_a_page_works(howto: Path, tmp_path: Path) -> None:
    make_and_lint(blocks_of(howto), tmp_path)


def make_and_lint(blocks: list[Block], folder: Path) -> None:
    house = copy_of_the_house(folder)

    changed = {path for block in blocks for path in do(block, house)}

    python = sorted(path for path in changed if path.endswith(".py"))
    for command in (["check"], ["format", "--check", "--diff"]):
        ruff = subprocess.run([RUFF, *command, *python], cwd=house, capture_output=True, text=True, check=False)
        assert (ruff.returncode, ruff.stdout) == (0, ruff.stdout), ruff.stdout + ruff.stderr


HUNK = "--- a/portal/a.py\n+++ b/portal/a.py\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"


def block(kind: str, text: str, path: str = "") -> Block:
    return Block("add-a-thing.md", 7, kind, path, text)


@pytest.fixture
def shed(tmp_path: Path) -> Path:
    """A small house: one module, one catalogue with one new text."""
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "a.py").write_text("one\ntwo\nthree\n")
    (tmp_path / "kk.po").write_text('msgid "Old"\nmsgstr "Ескі"\n\nmsgid "New"\nmsgstr ""\n')
    return tmp_path


def test_a_block_is_done(shed: Path) -> None:
    do(block("diff", HUNK), shed)
    do(block("po", 'msgid "New"\nmsgstr "Жаңа"\n', "kk.po"), shed)
    do(block("html", "<p></p>\n", "templates/b.html"), shed)

    do(block("sh", "test -f templates/b.html\ngrep -q Жаңа kk.po\ngrep -q 2 portal/a.py"), shed)
    assert (shed / "portal" / "a.py").read_text() == "one\n2\nthree\n"


@pytest.mark.parametrize(
    ("stale", "said"),
    [
        (block("diff", HUNK.replace("-two", "-too")), "stand 0 times"),
        (block("diff", HUNK.replace(" one\n-two", "-three").replace("a.py", "b.py")), "no such file"),
        (block("diff", "one\n" + HUNK), "no change of a file"),
        (block("po", 'msgid "Newer"\nmsgstr "Жаңа"\n', "kk.po"), "no text 'Newer'"),
        (block("python", "", "portal/a.py"), "is there already"),
        (block("sh", "echo what it printed\nfalse\ntrue"), "ended with 1:\necho what it printed\nfalse\ntrue\nwhat"),
    ],
)
def test_a_stale_block_says_which_it_is_and_what_is_wrong(shed: Path, stale: Block, said: str) -> None:
    with pytest.raises(Stale) as found:
        do(stale, shed)

    assert str(found.value).startswith("docs/howto/add-a-thing.md, line 7, the block ")
    assert said in str(found.value)


def test_what_a_change_concerns_is_what_imports_it_walks_it_or_is_changed_by_it() -> None:
    page = [
        block("diff", "--- a/portal/kernel/iin.py\n+++ b/portal/kernel/iin.py\n"),
        block("diff", "--- a/portal/settings/table.py\n+++ b/portal/settings/table.py\n"),
        block("po", "", "portal/rendering/locales/kk.po"),
        block("sh", "make texts\necho 'GET /new' >> tests/architecture/addresses.txt\n"),
        block("python", "", "tests/integration/pages/test_new.py"),
    ]

    tests = concerned(changed(page))

    assert {one.rpartition("/")[2] for one in tests} >= {
        "test_iin.py",
        "test_from_environment.py",
        "test_catalogues.py",
        "test_addresses.py",
        "test_new.py",
    }
    assert "tests/unit/kernel/test_language.py" not in tests


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        ("pytest -q tests/unit/a/test_b.py tests/integration/test_c.py", []),
        ("pytest -q tests/unit tests/integration/test_c.py::test_d", []),
        ("pytest -q tests/unit/a \\\n    tests/integration/", []),
        ("pytest -q tests/unit/a/test_b.py::test_d tests/integration", ["test_b.py"]),
        ("pytest -q tests/unit/a/test tests/integration/test_cc.py", ["test_b.py", "test_c.py"]),
    ],
)
def test_a_command_runs_the_tests_it_names(command: str, missing: list[str]) -> None:
    tests = {"tests/unit/a/test_b.py", "tests/integration/test_c.py"}

    assert sorted(one.rpartition("/")[2] for one in left_out(tests, command)) == missing


def test_a_change_that_fits_in_two_places_is_refused(shed: Path) -> None:
    (shed / "portal" / "a.py").write_text("one\ntwo\none\ntwo\n")

    with pytest.raises(Stale, match="stand 2 times"):
        do(block("diff", HUNK), shed)
