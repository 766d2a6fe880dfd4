"""Is the file small enough?"""

from portal.documents.limits import LARGEST_FILE, MEGABYTE
from portal.kernel.outcomes import Accepted, Refused


def size(content: bytes) -> Accepted | Refused:
    if len(content) <= LARGEST_FILE:
        return Accepted()
    # Rounded up: otherwise the sender of a file one byte too large would read that 20 MB exceed 20 MB.
    return Refused("large", {"size": str(-(-len(content) // MEGABYTE)), "max": str(LARGEST_FILE // MEGABYTE)})
