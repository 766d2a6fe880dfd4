"""Is there room for one more file of this size beside the owner's others?"""

from portal.documents.limits import LARGEST_TOGETHER, MEGABYTE, MOST_FILES
from portal.kernel.outcomes import Accepted, Refused


def quota(files: int, size_together: int, size: int) -> Accepted | Refused:
    """`files` and `size_together` are those the owner has already, refused ones left out."""
    if files >= MOST_FILES:
        return Refused("many", {"max": str(MOST_FILES)})
    if size_together + size > LARGEST_TOGETHER:
        return Refused("large_all", {"max": str(LARGEST_TOGETHER // MEGABYTE)})
    return Accepted()
