"""`portal keys`: make the keys that sign for this installation, and see which are in use."""

import sys
from pathlib import Path

import click

_REFUSED = 1


@click.group()
def keys() -> None:
    """The keys that sign for this installation."""


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new(file: Path) -> None:
    """Make a private key in FILE, its public half beside it (.pub), and say the key's name (kid)."""
    from auth.tokens import SigningKey, generate_key_pem

    public = file.with_suffix(".pub")
    try:
        _write(file, generate_key_pem(), mode=0o600)
        key = SigningKey.from_file(file)
        _write(public, key.public_pem, mode=0o644)
    except OSError as error:
        click.echo(f"{error.filename}: {error.strerror}. Nothing that is there is written over.", err=True)
        sys.exit(_REFUSED)
    click.echo(key.kid)


def _write(file: Path, content: bytes, *, mode: int) -> None:
    """Never over a key that is there."""
    file.touch(mode=mode, exist_ok=False)
    file.write_bytes(content)


@keys.command("show")
def show_keys() -> None:
    """The names (kid) of the keys in use, what each is for, and where it lies."""
    from portal.check.keys import keys_in_use
    from portal.settings import SettingsWrong, from_environment

    try:
        for use, kid, file in keys_in_use(from_environment()):
            click.echo(f"{use:10} {kid}  {file}")
    except (SettingsWrong, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(_REFUSED)
