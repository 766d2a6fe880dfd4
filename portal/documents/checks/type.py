"""Is the file of an accepted type?"""

from portal.documents.file_type import FileType
from portal.kernel.outcomes import Accepted, Refused


def type_(content: bytes) -> Accepted | Refused:
    return Accepted() if FileType.of(content) else Refused("type")
