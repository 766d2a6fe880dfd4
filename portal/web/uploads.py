"""Files that come with a form."""

from litestar.datastructures import UploadFile

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.signing.receive import LARGEST_CMS
from portal.web.page import PortalRequest


async def uploaded_signature(request: PortalRequest) -> bytes | Fault:
    """Return the CMS in the field "signature", or why it cannot be taken in."""
    file = (await request.form()).get("signature")
    if not isinstance(file, UploadFile) or not file.filename:
        return Fault(N_("Choose the signature file first"))
    content = await file.read()
    if len(content) > LARGEST_CMS:
        return Fault(N_("This file is too large to be a signature. Upload the .p7s file that signing has made."))
    return content
