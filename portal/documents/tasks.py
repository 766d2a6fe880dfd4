"""The kinds of outbox task of this domain; the key of each is the scan's id."""

from portal.documents.tables import Scan

CHECK = "documents.check"
DISCARD = "documents.discard"


def original_payload(scan: Scan) -> dict[str, str]:
    """The payload of both tasks: digest and type of the original."""
    return {"digest": scan.original_digest, "type": scan.original_type.value}
