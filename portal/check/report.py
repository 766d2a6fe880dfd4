"""The findings as text for people or as JSON for programs; and the settings in use."""

import json
from collections import Counter
from operator import attrgetter
from typing import Any

from sqlalchemy.engine import URL, make_url

from portal.check.findings import Finding, Level, wrong
from portal.settings import Settings, SettingsWrong
from portal.settings.table import VARIABLES


def from_settings(refused: SettingsWrong) -> list[Finding]:
    return [wrong("setting", str(problem)) for problem in refused.problems]


def as_text(found: list[Finding]) -> str:
    order = list(Level)
    lines = [
        f"{one.level:8} {one.words}  [{one.code}]" for one in sorted(found, key=lambda one: order.index(one.level))
    ]
    counts = Counter(one.level for one in found)
    total = ", ".join(f"{counts[level]} {level}" for level in Level)
    return "\n".join([*lines, "Everything is as it should be." if not found else f"Found: {total}."])


def as_json(found: list[Finding]) -> str:
    findings = [{"level": one.level, "code": one.code, "words": one.words} for one in found]
    return json.dumps({"findings": findings}, ensure_ascii=False, indent=2)


def settings_in_use(settings: Settings) -> str:
    """One line for each variable, in the format of an environment file. No secret is shown: secrets are in files."""
    return "\n".join(f"{one.name}={_value(one.name, attrgetter(one.field)(settings))}" for one in VARIABLES)


def _value(name: str, value: Any) -> str:
    if name == "KEZEK_DATABASE_URL":
        return _without_password(make_url(value))
    if isinstance(value, tuple):
        return (" " if value and isinstance(value[0], str) else ":").join(map(str, value))
    return "" if value is None else str(value)


def _without_password(url: URL) -> str:
    known = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query)
    return known.render_as_string()
