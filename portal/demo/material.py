"""The demonstration's material can be recognised wherever it was copied to.

Its folder has a marker file; its keys and secrets contain a marker, its certificates the names of its authorities.
"""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

MARKER = b"kezek-demonstration"
FILE = "DEMONSTRATION"
AUTHORITIES = ("КЕЗЕК СЫНАҚ ", "БӨТЕН ")
"""What the common name of every demonstration authority begins with."""
RESPONDERS = ("/ocsp", "/tsp")
"""What the addresses of its responders end with, all of them on this machine."""
_WORDS = "Everything in this folder belongs to Kezek's demonstration. A real installation refuses it.\n"
_AT_THE_HEAD = 256


def write_marker_file(folder: Path) -> None:
    (folder / FILE).write_text(_WORDS)


def is_demo_folder(folder: Path) -> bool:
    """Raises OSError."""
    return (folder / FILE).exists()


def with_marker(content: bytes) -> bytes:
    """For keys in PEM, which may have text above them, and for secrets, which may be any bytes."""
    return MARKER + b"\n" + content


def is_demo_responder(address: str) -> bool:
    """Whether a demonstration's authority has this address, whatever its port."""
    parts = urlsplit(address)
    return parts.path.rstrip("/") in RESPONDERS and _is_here(parts.hostname or "")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_demo_material(file: Path) -> bool:
    """Whether this file, or a folder it lies in, belongs to the demonstration. Raises OSError."""
    if any(is_demo_folder(folder) for folder in (file, *file.parents, *file.resolve().parents)):
        return True
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return MARKER in opened.read(_AT_THE_HEAD)
