"""Signing and checking outside the portal, with the openssl program, as the pages say it is done."""

import shlex
import shutil
import subprocess
from pathlib import Path

SIGN = """openssl cms -sign -cades -binary -md sha256 -in {file}
  -signer KEY.pem -inkey KEY.pem -outform DER -out {file}.p7s"""


def sign(document: Path, key: Path, command: str | None = None) -> Path:
    """Run the command beside the document, which KEY.pem is put to; the signature lies there too.

    `command`: what a page says is to be run; without it, the command that people are told everywhere.
    """
    shutil.copy(key, document.parent / "KEY.pem")
    run(command or SIGN.format(file=document.name), document.parent).check_returncode()
    return document.with_name(f"{document.name}.p7s")


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One openssl command as people copy it from a page, its lines joined by backslashes."""
    arguments = shlex.split(command.replace("\\\n", " "))
    assert arguments[0] == "openssl", command
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
