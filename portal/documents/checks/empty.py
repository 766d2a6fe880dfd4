"""Is the file empty?"""

from portal.kernel.outcomes import Accepted, Refused


def empty(content: bytes) -> Accepted | Refused:
    return Accepted() if content else Refused("empty")
