"""What is printed once the demonstration is up: its addresses, who can sign in, how to sign."""

import os
import sys
from pathlib import Path

import click

from portal.demo.key_files import key_file
from portal.demo.layout import DemoLayout
from portal.demo.people import PASSWORD, PEOPLE
from portal.kernel.language import Language


def greet(layout: DemoLayout) -> None:
    click.echo(_greeting(layout))


def _greeting(layout: DemoLayout) -> str:
    portal, authority = layout.portal, layout.authority.address
    languages = ", ".join(f"{one.own_name} {portal}{one.link('/')}" for one in Language if one.prefix)
    people = "\n".join(
        f"  {person.iin}  {(person.role or 'citizen'):9}{person.provider:10}{key_file(layout.data, person)}"
        for person in PEOPLE
    )
    return f"""
Kezek, the demonstration: everybody in it is invented.

  Portal                      {portal}/   ({languages})
  Certification authority     {authority}/   gives anyone a key to sign with
  Identity provider           from the log-in page: signs you in as whom you choose; that ends their password here

Who can sign in, each with the password: {PASSWORD}
  IIN           part     provider  signing key
{people}

To sign a document you have downloaded (request.json; for a notice, the PDF):
  openssl cms -sign -cades -binary -md sha256 -in request.json -signer KEY.pem -inkey KEY.pem \\
      -outform DER -out request.json.p7s
then upload request.json.p7s.

The log is {layout.log_file}; warnings and errors are also written here.
Other commands: {_command()} --help. Ctrl+C stops everything.
"""


def _command() -> str:
    """How to call `portal` from the current folder: it need not be on the PATH."""
    script = Path(sys.executable).with_name("portal")
    return os.path.relpath(script) if script.is_file() else "portal"
