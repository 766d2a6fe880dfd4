"""The README's table of settings agrees with the variables that the portal reads."""

from operator import attrgetter
from pathlib import Path

import pytest

from portal.settings import Settings
from portal.settings.table import VARIABLES, Variable
from tests.architecture.sources import ROOT

DEFAULTS = Settings(data=Path(), database_url="", files_url="", secret_file=Path())


def test_the_readmes_table_is_the_table_of_variables() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()

    assert [line for line in lines if line.startswith("| `KEZEK_")] == [
        f"| `{variable.name}` | {variable.words} |" for variable in VARIABLES
    ]


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_a_default_is_told(variable: Variable) -> None:
    default = attrgetter(variable.field)(DEFAULTS)
    told = "default " if isinstance(default, tuple) else f"default `{default}`"

    assert default in ("", None, (), Path()) or told in variable.words
