"""The stand-in's application: a page for people and an address for the portal, on loopback."""

from litestar import Litestar

from portal.kernel.clock import Clock
from portal.rendering.environment import Rendering
from portal.simulators.identity.agreed import Agreed
from portal.simulators.identity.codes import Codes
from portal.simulators.identity.page import page_handlers
from portal.simulators.identity.token_endpoint import token_endpoint
from portal.web.headers import add_security_headers
from portal.web.static_files import static_files

_LARGEST_FORM = 64 * 1024


def create_identity_app(agreed: Agreed, clock: Clock, rendering: Rendering) -> Litestar:
    codes = Codes()
    return Litestar(
        route_handlers=[
            *page_handlers(agreed, codes, clock, rendering),
            token_endpoint(agreed, codes, clock),
            static_files(rendering.assets.folder),
        ],
        before_send=[add_security_headers],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=_LARGEST_FORM,
    )
