"""Does the decoded picture fit into a worker's memory?"""

from portal.documents.limits import MOST_PIXELS
from portal.kernel.outcomes import Accepted, Refused


def pixels(width: int, height: int) -> Accepted | Refused:
    if width * height <= MOST_PIXELS:
        return Accepted()
    return Refused("many_pixels", {"max": str(MOST_PIXELS // 1_000_000)})
