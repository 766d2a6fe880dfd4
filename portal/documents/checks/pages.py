"""Does the document have at least one page, and not too many?"""

from portal.documents.limits import MOST_PAGES
from portal.kernel.outcomes import Accepted, Refused


def pages(count: int) -> Accepted | Refused:
    if count < 1:
        return Refused("broken")
    if count > MOST_PAGES:
        return Refused("many_pages", {"pages": str(count), "max": str(MOST_PAGES)})
    return Accepted()
