"""The commands as operators see them: text, exit codes, JSON."""

import json
from collections.abc import Iterator

import click
import pytest

from portal.cli import portal
from tests.integration.check.installation import Installation

GOOD, REFUSED, NOT_KNOWN, USAGE = 0, 1, 2, 64


def test_a_good_installation(installation: Installation) -> None:
    ran = installation.run("portal check --strict")

    assert (ran.returncode, ran.stdout, ran.stderr) == (GOOD, "Everything is as it should be.\n", "")


def test_what_is_unsafe_is_told_and_counts_when_it_is_asked_for(installation: Installation) -> None:
    secret = installation.path("data/secret")
    secret.chmod(0o644)
    told = f"Every user of this machine can use {secret} (KEZEK_SECRET_FILE). Close it: chmod o= {secret}"

    ran = installation.run("portal check")
    strict = installation.run("portal check --strict")

    assert ran.stdout == f"unsafe   {told}  [secret_open]\nFound: 0 wrong, 1 unsafe, 0 unknown.\n"
    assert (ran.returncode, strict.returncode, strict.stdout) == (GOOD, REFUSED, ran.stdout)


def test_what_cannot_be_said_has_an_exit_code_of_its_own(installation: Installation) -> None:
    installation.set(KEZEK_DATABASE_URL="postgresql+asyncpg://kezek@127.0.0.1:1/kezek")

    ran = installation.run("portal check --json")

    (finding,) = json.loads(ran.stdout)["findings"]
    assert (ran.returncode, finding["level"], finding["code"]) == (NOT_KNOWN, "unknown", "database_away")
    installation.path("data/secret").write_bytes(b"short")
    assert installation.run("portal check").returncode == REFUSED


def test_bad_settings_are_findings_too(installation: Installation) -> None:
    installation.set(KEZEK_ZONE="Asia/Orla", KEZEK_DATABASE="kezek")

    ran = installation.run("portal check --json")

    assert (ran.returncode, [one["words"] for one in json.loads(ran.stdout)["findings"]]) == (
        REFUSED,
        [
            "KEZEK_DATABASE: the portal knows no such setting. To do: write KEZEK_DATABASE_URL, if that is meant.",
            'KEZEK_ZONE: "Asia/Orla" is no time zone. To do: name one of the IANA database, such as Asia/Oral.',
        ],
    )


def test_a_servers_process_has_what_it_needs_or_says_why_not(installation: Installation) -> None:
    start = """python -c 'from portal.cli import application; application()'"""
    good = installation.run(start)
    installation.path("data/secret").unlink()
    del installation.environment["KEZEK_SECRET_FILE"]
    bad = installation.run(start)

    assert good.returncode == GOOD, good.stderr
    assert (bad.returncode, bad.stderr.startswith("There is no secret to be read")) == (REFUSED, True)


@pytest.mark.parametrize("command", ["serve --port 0", "worker"])
def test_a_bad_installation_does_not_start_and_says_why_once(command: str, installation: Installation) -> None:
    installation.set(KEZEK_ZONE="Asia/Orla")
    bad_settings = installation.run(f"portal {command}")
    installation.set(KEZEK_ZONE="", KEZEK_ADDRESS="http://kezek.example.kz")
    installation.path("data/secret").write_bytes(b"a" * 64)
    bad_files = installation.run(f"portal {command}")

    assert (bad_settings.returncode, bad_settings.stderr) == (
        REFUSED,
        'KEZEK_ZONE: "Asia/Orla" is no time zone. To do: name one of the IANA database, such as Asia/Oral.\n',
    )
    assert (bad_files.returncode, bad_files.stderr.count("can be guessed"), bad_files.stderr.count("\n")) == (
        REFUSED,
        1,
        2,
    )


def test_the_settings_in_use_can_be_read_back(installation: Installation) -> None:
    (installation.folder / "known").write_text("known-to-us")
    installation.set(
        KEZEK_DATABASE_URL="postgresql+asyncpg://kezek@db/kezek",
        KEZEK_DATABASE_PASSWORD_FILE=str(installation.folder / "known"),
        KEZEK_CRL_URLS="http://a.kz/1 http://a.kz/2",
    )

    shown = installation.run("portal check --settings")
    told = dict(line.split("=", 1) for line in shown.stdout.splitlines())
    installation.environment.update(told)

    assert "known-to-us" not in shown.stdout
    assert told["KEZEK_CRL_URLS"] == "http://a.kz/1 http://a.kz/2"
    assert installation.run("portal check --settings").stdout == shown.stdout


def test_keys_are_made_once_and_shown(installation: Installation) -> None:
    installation.set(KEZEK_SERVER_KEYS_PUBLISHED=str(installation.folder / "published"))
    made = installation.run("mkdir published && portal keys new next.pem && cp next.pub published/")
    again = installation.run("cp next.pem before; portal keys new next.pem || cmp next.pem before")
    shown = [line.split(maxsplit=2) for line in installation.run("portal keys show").stdout.splitlines()]
    kid = made.stdout.strip()

    assert (again.returncode, again.stdout) == (GOOD, "")
    assert again.stderr == "next.pem: File exists. Nothing that is there is written over.\n"
    assert [(use, file) for use, _, file in shown] == [
        ("signs", installation.environment["KEZEK_SERVER_KEY"]),
        ("gateway", installation.environment["KEZEK_SERVER_KEY"]),
        ("published", str(installation.folder / "published" / "next.pub")),
        ("believed", installation.environment["KEZEK_GATEWAY_PUBLIC_KEYS"]),
    ]
    assert [name for use, name, _ in shown if use == "published"] == [kid]
    assert oct(installation.path("next.pem").stat().st_mode)[-3:] == "600"


def commands(group: click.Command, name: str) -> Iterator[str]:
    yield name
    for below, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{name} {below}")


@pytest.mark.parametrize("command", [*commands(portal, "portal")])
def test_every_command_has_its_help(command: str, good: Installation) -> None:
    ran = good.run(f"{command} --help")

    assert (ran.returncode, ran.stdout.startswith(f"Usage: {command} ")) == (GOOD, True)


def test_words_that_are_no_command_are_usage(installation: Installation) -> None:
    assert installation.run("portal chek").returncode == USAGE
    assert installation.run("portal check --online=yes").returncode == USAGE
