"""The whole environment is read: valid values give one object, all faults of others are reported at once."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.settings import (
    GatewayAddress,
    IdentityProvider,
    ServerKeys,
    Settings,
    SettingsWrong,
    Trust,
    from_environment,
)
from portal.settings.table import VARIABLES
from tests.factories.nobody import as_nobody, open_folder

NAMES = [variable.name for variable in VARIABLES]
WHOLE = "write it whole, such as https://kezek.example.kz"
DATABASES = "write sqlite+aiosqlite:////path/of/kezek.db or postgresql+asyncpg://user@host/name"
NETWORKS = "write addresses such as 10.0.0.5, or networks such as 10.0.0.0/24, with blanks between"
CLAMD = "write tcp://host:port or unix:///path/of/the/socket"
ONE_LINE = "write the password into it as one line of text"
READABLE = "name a file that the portal's user may read"


def told(environment: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsWrong) as refused:
        from_environment(environment)
    return [str(problem) for problem in refused.value.problems]


def test_without_a_word_everything_lies_in_the_data_folder() -> None:
    data = Path.cwd() / "data"

    assert from_environment({}) == Settings(
        data=data,
        database_url=f"sqlite+aiosqlite:///{data}/kezek.db",
        files_url=f"{data}/files",
        secret_file=data / "secret",
    )


def test_everything_can_be_said(tmp_path: Path) -> None:
    for name in ("a", "b", "password"):
        (tmp_path / name).write_text("p@ss/word\n")
    a, b, password = (str(tmp_path / name) for name in ("a", "b", "password"))
    keys = tmp_path / "keys"
    (keys / "folder").mkdir(parents=True)
    for name in ("2.pub", "1.pub", ".hidden"):
        (keys / name).touch()

    assert from_environment(
        {
            "KEZEK_DATA": str(tmp_path),
            "KEZEK_DATABASE_URL": "postgresql+asyncpg://kezek@db/kezek",
            "KEZEK_DATABASE_PASSWORD_FILE": password,
            "KEZEK_FILES_URL": "s3://bucket/prefix",
            "KEZEK_SECRET_FILE": a,
            "KEZEK_ACCEPTED_SECRET_FILES": b,
            "KEZEK_ADDRESS": "https://kezek.example.kz/",
            "KEZEK_TRUSTED_PROXIES": "10.0.0.5 fd00::/8",
            "KEZEK_ZONE": "Asia/Almaty",
            "KEZEK_SCANNER": "unix:///run/clamd.ctl",
            "KEZEK_SERVER_KEY": a,
            "KEZEK_SERVER_KEYS_PUBLISHED": f"{keys}:{b}",
            "KEZEK_TRUSTED_ROOTS": f"{a}:{b}",
            "KEZEK_ISSUING_AUTHORITIES": b,
            "KEZEK_CRL_URLS": "http://a.kz/1.crl  https://b.kz/2.crl",
            "KEZEK_CRL_TOLERANCE": "30",
            "KEZEK_OCSP_URL": "http://ocsp.kz",
            "KEZEK_TSA_URL": "http://tsp.kz",
            "KEZEK_GATEWAY_URL": "https://gateway.kz/sync",
            "KEZEK_GATEWAY_SENDER": "oral",
            "KEZEK_GATEWAY_PASSWORD_FILE": password,
            "KEZEK_GATEWAY_KEY_FILE": b,
            "KEZEK_GATEWAY_PUBLIC_KEYS": f"{a}:{b}",
            "KEZEK_IDENTITY_ISSUER": "https://id.kz",
            "KEZEK_IDENTITY_AUTHORIZATION_URL": "https://id.kz/authorize",
            "KEZEK_IDENTITY_TOKEN_URL": "https://id.kz/token",
            "KEZEK_IDENTITY_CLIENT": "oral",
            "KEZEK_IDENTITY_SECRET_FILE": password,
            "KEZEK_IDENTITY_KEYS": b,
            "KEZEK_IDENTITY_IIN_CLAIM": "sub",
            "PATH": "/bin",
        }
    ) == Settings(
        data=tmp_path,
        database_url="postgresql+asyncpg://kezek:p%40ss%2Fword@db/kezek",
        files_url="s3://bucket/prefix",
        secret_file=Path(a),
        accepted_secret_files=(Path(b),),
        database_password_file=Path(password),
        address="https://kezek.example.kz",
        trusted_proxies=("10.0.0.5", "fd00::/8"),
        zone="Asia/Almaty",
        scanner="unix:///run/clamd.ctl",
        server_keys=ServerKeys(Path(a), (keys / "1.pub", keys / "2.pub", Path(b))),
        trust=Trust(
            (Path(a), Path(b)),
            (Path(b),),
            ("http://a.kz/1.crl", "https://b.kz/2.crl"),
            30,
            "http://ocsp.kz",
            "http://tsp.kz",
        ),
        gateway=GatewayAddress("https://gateway.kz/sync", "oral", Path(password), Path(b), (Path(a), Path(b))),
        identity_provider=IdentityProvider(
            "https://id.kz", "https://id.kz/authorize", "https://id.kz/token", "oral", Path(password), Path(b), "sub"
        ),
    )


def test_an_empty_variable_is_none() -> None:
    assert from_environment(dict.fromkeys(NAMES, "")) == from_environment({})
    assert from_environment(dict.fromkeys(NAMES, "  ")) == from_environment({})


def test_the_gateway_is_spoken_to_with_the_servers_key_when_it_has_none_of_its_own(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.touch()

    assert from_environment({"KEZEK_SERVER_KEY": str(key)}).gateway.key_file == key


def test_the_settings_stay_as_they_were_read_and_show_no_password(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("known-to-us")
    settings = from_environment(
        {
            "KEZEK_DATABASE_URL": "postgresql+asyncpg://kezek@db/kezek",
            "KEZEK_DATABASE_PASSWORD_FILE": str(tmp_path / "password"),
        }
    )

    assert "known-to-us" not in repr(settings)
    with pytest.raises(FrozenInstanceError):
        settings.zone = "UTC"  # type: ignore[misc]


BAD = [
    ("KEZEK_DATABASE_URL", "mysql://db/kezek", "it is no database the portal knows", DATABASES),
    ("KEZEK_DATABASE_URL", "kezek.db", "it is no database the portal knows", DATABASES),
    ("KEZEK_DATABASE_URL", "sqlite+aiosqlite://", "it is no database the portal knows", DATABASES),
    ("KEZEK_DATABASE_URL", "postgresql+asyncpg://db", "it is no database the portal knows", DATABASES),
    ("KEZEK_DATABASE_URL", "postgresql+asyncpg://db:port/k", "it is no database the portal knows", DATABASES),
    (
        "KEZEK_DATABASE_URL",
        "postgresql+asyncpg://kezek:word@db/kezek",
        "a password stands in it",
        "put the password into a file and name it in KEZEK_DATABASE_PASSWORD_FILE",
    ),
    ("KEZEK_FILES_URL", "ftp://host/files", '"ftp://host/files" is no place for files', "name a folder, or write s3://bucket/prefix"),
    ("KEZEK_FILES_URL", "s3://key:secret@bucket", "a key stands in it", "give the store's keys in the AWS_ variables"),
    ("KEZEK_ADDRESS", "kezek.example.kz", '"kezek.example.kz" is no address', WHOLE),
    ("KEZEK_ADDRESS", "ftp://kezek.example.kz", '"ftp://kezek.example.kz" is no address', WHOLE),
    ("KEZEK_ADDRESS", "https://", '"https://" is no address', WHOLE),
    ("KEZEK_ADDRESS", "https://[::1", '"https://[::1" is no address', WHOLE),
    ("KEZEK_ADDRESS", "https://kezek.kz:99999", '"https://kezek.kz:99999" is no address', WHOLE),
    ("KEZEK_ADDRESS", "https://a.kz https://b.kz", '"https://a.kz https://b.kz" is no address', WHOLE),
    (
        "KEZEK_ADDRESS",
        "https://kezek.kz/portal",
        '"https://kezek.kz/portal" has a path',
        "write scheme and host alone, such as https://kezek.example.kz",
    ),
    (
        "KEZEK_ADDRESS",
        "https://me:word@kezek.kz",
        "a name or password stands in it",
        "leave it out: credentials go into files",
    ),
    ("KEZEK_TRUSTED_PROXIES", "10.0.0.5 proxy", '"proxy" is neither an address nor a network', NETWORKS),
    ("KEZEK_TRUSTED_PROXIES", "10.0.0.5/24", '"10.0.0.5/24" is neither an address nor a network', NETWORKS),
    ("KEZEK_ZONE", "Asia/Orla", '"Asia/Orla" is no time zone', "name one of the IANA database, such as Asia/Oral"),
    ("KEZEK_ZONE", "/etc/passwd", '"/etc/passwd" is no time zone', "name one of the IANA database, such as Asia/Oral"),
    ("KEZEK_ZONE", "Asia", '"Asia" is no time zone', "name one of the IANA database, such as Asia/Oral"),
    ("KEZEK_SCANNER", "127.0.0.1:3310", '"127.0.0.1:3310" is no address of clamd', CLAMD),
    ("KEZEK_SCANNER", "tcp://clamd", '"tcp://clamd" is no address of clamd', CLAMD),
    ("KEZEK_SCANNER", "unix://", '"unix://" is no address of clamd', CLAMD),
    ("KEZEK_CRL_TOLERANCE", "half an hour", '"half an hour" is no number of minutes', "write it in digits, such as 30"),
    ("KEZEK_CRL_URLS", "http://a.kz/1.crl b.kz/2", '"b.kz/2" is no address', WHOLE),
    ("KEZEK_GATEWAY_URL", "gateway", '"gateway" is no address', WHOLE),
    ("KEZEK_SECRET_FILE", "/nowhere/secret", "/nowhere/secret cannot be read: No such file or directory", READABLE),
    ("KEZEK_SERVER_KEY", "/", "/ cannot be read: Is a directory", READABLE),
    ("KEZEK_TRUSTED_ROOTS", "/dev/null:/no/root", "/no/root cannot be read: No such file or directory", READABLE),
    ("KEZEK_GATEWAY_PASSWORD_FILE", "/dev/null", "/dev/null holds no password", ONE_LINE),
    ("KEZEK_DATA", "/dev/null", "/dev/null is no folder", "name a folder; it is made when it is missing"),
    ("KEZEK_TRUSTED_ROOT", "/ca", "the portal knows no such setting", "write KEZEK_TRUSTED_ROOTS, if that is meant"),
    ("KEZEK_SECRET", "word", "the portal knows no such setting", "write KEZEK_SECRET_FILE, if that is meant"),
    ("KEZEK_XYZ_PQRS_UVW", "1", "the portal knows no such setting", "take it out"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "wrong", "remedy"), BAD)
def test_what_is_wrong_is_told_with_what_to_do(name: str, value: str, wrong: str, remedy: str) -> None:
    assert told({name: value}) == [f"{name}: {wrong}. To do: {remedy}."]


def test_all_problems_are_told_at_once() -> None:
    environment = {"KEZEK_ZONE": "nowhere", "KEZEK_ADDRESS": "kezek", "KEZEK_PORT": "80", "KEZEK_SCANNER": "clamd"}

    assert [problem.split(":")[0] for problem in told(environment)] == [
        "KEZEK_PORT",
        "KEZEK_ADDRESS",
        "KEZEK_ZONE",
        "KEZEK_SCANNER",
    ]


def test_a_secret_in_the_wrong_place_is_not_repeated() -> None:
    environment = {
        "KEZEK_DATABASE_URL": "postgresql+asyncpg://kezek:known-to-us@db/kezek",
        "KEZEK_FILES_URL": "s3://key:known-to-us@bucket",
        "KEZEK_GATEWAY_URL": "https://kezek:known-to-us@gateway",
        "KEZEK_SECRET": "known-to-us",
    }

    problems = told(environment)

    assert (len(problems), "known-to-us" in "".join(problems)) == (4, False)


def test_a_file_that_may_not_be_read() -> None:
    with open_folder() as folder:
        hidden = folder / "secret"
        hidden.touch(mode=0o000)

        assert as_nobody(lambda: told({"KEZEK_SECRET_FILE": str(hidden)})) == [
            f"KEZEK_SECRET_FILE: {hidden} cannot be read: Permission denied. To do: {READABLE}."
        ]


@given(name=st.sampled_from(NAMES), value=st.one_of(st.text(), st.from_regex(r"[a-z+0-9]{0,12}://\S{0,20}")))
def test_whatever_is_said_is_read_or_refused(name: str, value: str) -> None:
    try:
        from_environment({name: value})
        wrong = {name}
    except SettingsWrong as refused:
        wrong = {problem.variable for problem in refused.problems}

    assert wrong == {name}
