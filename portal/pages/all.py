"""Every page, front end by front end."""

from portal.pages.account import pages as account
from portal.pages.cabinet import application, documents, family, form, home, sign
from portal.pages.provider import acts, desk
from portal.pages.public import pages as public

_ROOMS = (public, account, home, form, family, documents, sign, application, desk, acts)

PAGES = tuple(handler for room in _ROOMS for handler in room.PAGES)
