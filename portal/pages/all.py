"""Every page, front end by front end."""

from portal.pages.account import log_in, registration
from portal.pages.cabinet import application, documents, family, form, home, notice, sent, sign
from portal.pages.provider import clerk, desk, executor, head, papers
from portal.pages.public import pages as public

_CABINET = (home, form, family, documents, sign, sent, application, notice)
_PROVIDER = (desk, papers, clerk, head, executor)
_ROOMS = (public, registration, log_in, *_CABINET, *_PROVIDER)

PAGES = tuple(handler for room in _ROOMS for handler in room.PAGES)
