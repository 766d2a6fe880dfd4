"""May the owner attach one more file of this size?"""

from portal.documents.limits import LARGEST_TOGETHER, MEGABYTE, MOST_FILES
from portal.kernel.outcomes import Accepted, Refused


def quota(files: int, size_together: int, size: int) -> Accepted | Refused:
    """`files` and `size_together` count the owner's files so far, without refused ones."""
    if files >= MOST_FILES:
        return Refused("many", {"max": str(MOST_FILES)})
    if size_together + size > LARGEST_TOGETHER:
        return Refused("large_all", {"max": str(LARGEST_TOGETHER // MEGABYTE)})
    return Accepted()
