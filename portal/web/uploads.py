"""Files that come with a form: the one place that reads them, and looks for private keys."""

import asyncio
from dataclasses import dataclass, field

from litestar.datastructures import UploadFile

from auth.private_keys import holds_private_key
from auth.signatures import Cms, Code, as_cms
from portal.documents.limits import LARGEST_FILE, MEGABYTE
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.signing.explain import TEXTS
from portal.signing.receive import LARGEST_CMS
from portal.web.page import AnyRequest
from portal.web.private_keys import PRIVATE_KEY

LARGEST_BODY = LARGEST_FILE + MEGABYTE
"""Bytes of a form with a file: also of a signature's, so that a scan chosen by mistake is told at its field."""
_CHOOSE_SIGNATURE = Fault(N_("Choose the signature file first"))


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that holds no private key."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


async def uploaded_file(request: AnyRequest, name: str, missing: Fault) -> UploadedFile | Fault:
    """Return the file in the field, or the fault: `missing`, or that it holds a private key."""
    file = (await request.form()).get(name)
    if not isinstance(file, UploadFile) or not file.filename:
        return missing
    content = await file.read()
    if await asyncio.to_thread(holds_private_key, content):
        return PRIVATE_KEY
    return UploadedFile(file.filename, content)


async def uploaded_signature(request: AnyRequest) -> Cms | Fault:
    """Return the signature in the field "signature", valid or not, or why there is none.

    What is no signature at all is a fault of the field: there is no EDS that could be confirmed or not (R-10.7).
    """
    file = await uploaded_file(request, "signature", _CHOOSE_SIGNATURE)
    if isinstance(file, Fault):
        return file
    found = as_cms(file.content) if len(file.content) <= LARGEST_CMS else Code.TOO_LARGE
    return Fault(TEXTS[found]) if isinstance(found, Code) else found
