"""Sign and verify outside the portal, with the openssl commands that the pages show."""

import shlex
import shutil
import subprocess
from pathlib import Path

SIGN = """openssl cms -sign -cades -binary -md sha256 -in {file}
  -signer KEY.pem -inkey KEY.pem -outform DER -out {file}.p7s"""


def sign(document: Path, key: Path, command: str | None = None) -> Path:
    """Copy the key to KEY.pem beside the document, run the command there, and return the signature's file.

    `command` is one that a page shows; without it, SIGN.
    """
    shutil.copy(key, document.parent / "KEY.pem")
    run(command or SIGN.format(file=document.name), document.parent).check_returncode()
    return document.with_name(f"{document.name}.p7s")


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run an openssl command as people copy it from a page, with its lines joined by backslashes."""
    arguments = shlex.split(command.replace("\\\n", " "))
    assert arguments[0] == "openssl", command
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
