"""Settings from the environment (KEZEK_...). All problems are reported at once."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from portal.settings.model import GatewayAddress, IdentityProvider, ServerKeys, Settings, Trust
from portal.settings.readers import InvalidValue
from portal.settings.table import VARIABLES, Variable

PREFIX = "KEZEK_"
_OF_TESTS = {"KEZEK_CHROMIUM", "KEZEK_NATIONAL_TEST_CA"}
"""Variables of the tests, which run the portal's commands in their own environment."""
_PARTS = {
    "trust": Trust,
    "server_keys": ServerKeys,
    "gateway": GatewayAddress,
    "identity_provider": IdentityProvider,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one variable, and what to do."""

    variable: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.variable}: {self.wrong}. To do: {self.remedy}."


class SettingsWrong(Exception):
    """The environment is not valid: all its problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsWrong. An empty variable counts as unset."""
    given = {name: value.strip() for name, value in environment.items() if name.startswith(PREFIX) and value.strip()}
    problems = [_unknown(name) for name in sorted(given.keys() - {variable.name for variable in VARIABLES} - _OF_TESTS)]
    values: dict[str, Any] = {"data": Path("data").resolve()}
    for variable in VARIABLES:
        if variable.name in given:
            read = _read(variable, given[variable.name])
            problems += [read] if isinstance(read, Problem) else []
            values[variable.field] = read
    if problems:
        raise SettingsWrong(problems)
    return _joined(values)


def _read(variable: Variable, given: str) -> Any:
    try:
        return variable.read(given)
    except InvalidValue as fault:
        return Problem(variable.name, fault.wrong, fault.remedy)
    except (ValueError, OSError) as error:
        return Problem(
            variable.name, f"it cannot be read ({type(error).__name__})", "see the README's table of settings"
        )


def _unknown(name: str) -> Problem:
    near = get_close_matches(name, [variable.name for variable in VARIABLES], n=1)
    remedy = f"write {near[0]}, if that is meant" if near else "take it out"
    return Problem(name, "the portal knows no such setting", remedy)


def _joined(values: dict[str, Any]) -> Settings:
    known = {variable.field: variable.default(values["data"]) for variable in VARIABLES if variable.default} | values
    parts = {name: kind(**dict(_part(known, name))) for name, kind in _PARTS.items()}
    settings = Settings(**{place: value for place, value in known.items() if "." not in place}, **parts)
    gateway = replace(settings.gateway, key_file=settings.gateway.key_file or settings.server_keys.private)
    return replace(settings, gateway=gateway, database_url=_with_password(settings))


def _part(values: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    for place, value in values.items():
        part, _, attribute = place.partition(".")
        if attribute and part == name:
            yield attribute, value


def _with_password(settings: Settings) -> str:
    if settings.database_password_file is None:
        return settings.database_url
    from sqlalchemy.engine import make_url  # noqa: PLC0415 -- commands without a database start in half the time

    password = settings.database_password_file.read_text().strip()
    return make_url(settings.database_url).set(password=password).render_as_string(hide_password=False)
