"""A verdict on the terminal: text for people, or JSON for programs."""

import json
import sys
from typing import NoReturn

import click

from auth.certificates.checks import Check
from auth.signatures.verdict import Valid, Verdict

_EXIT_CODES = {"valid": 0, "invalid": 1, "indeterminate": 2}


def print_verdict(verdict: Verdict, *, in_json: bool) -> NoReturn:
    """Print the verdict, and exit with its code."""
    word = type(verdict).__name__.lower()
    code = None if isinstance(verdict, Valid) else verdict.code.value
    if in_json:
        checks = [_fields(check) for check in verdict.checks]
        click.echo(json.dumps({"verdict": word, "code": code, "checks": checks}, ensure_ascii=False))
    else:
        click.echo("\n".join([f"{word}: {code}" if code else word, *map(_line, verdict.checks)]))
    sys.exit(_EXIT_CODES[word])


def _fields(check: Check) -> dict[str, object]:
    code = check.code.value if check.code else None
    return {"name": check.name, "result": check.result.value, "code": code, "detail": check.detail}


def _line(check: Check) -> str:
    words = [f"{name}={value}" for name, value in check.detail.items()]
    return "  ".join([f"  {check.result:<7}", f"{check.name:<19}", *filter(None, [check.code]), *words]).rstrip()
