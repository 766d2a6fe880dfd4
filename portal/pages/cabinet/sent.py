"""The page after sending: what became of the signed request, and what happens next (R-10.6 to R-10.8, S-9.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from litestar import Response, get
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.find import own_application
from portal.applications.tables import Application
from portal.kernel.language import Language
from portal.pages.cabinet.application import BASE, AtProvider, at_provider
from portal.regulation.clauses import Clause, clause
from portal.regulation.states import State
from portal.rendering.view import View
from portal.signing.explain import Explanation, refusal_of
from portal.signing.find import newest_signature
from portal.web.access import Access, access
from portal.web.given import Clock, Id, Transactions
from portal.web.page import PortalRequest, go_to, language_of, page, reload_page, wants_fragment
from portal.wiring.signatures import REQUEST

_SOON, _LATER = timedelta(seconds=2), timedelta(seconds=10)
_ASKED_OFTEN, _ASKED_AT_ALL = timedelta(minutes=1), timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SentView(View):
    """The signature is accepted, and the answer is awaited."""

    template: ClassVar[str] = "pages/cabinet/sent.html"
    application: Application
    at_provider: AtProvider
    grounds: Sequence[Clause] = field(default_factory=lambda: [clause("S-9.2"), clause("S-4.1")])


@dataclass(frozen=True, slots=True)
class BeingCheckedView(View):
    """Whether the signature is good is not known yet. `ask_in` is in seconds; None once the page stops asking."""

    template: ClassVar[str] = "pages/cabinet/sent_being_checked.html"
    application: Application
    ask_in: int | None
    ground_clause: Clause = field(default_factory=lambda: clause("R-10.6"))


@dataclass(frozen=True, slots=True)
class AskAgainView(View):
    """The part of the page that asks whether the check is over."""

    template: ClassVar[str] = "partials/cabinet/ask_again.html"
    application: Application
    ask_in: int | None


@dataclass(frozen=True, slots=True)
class NotSentView(View):
    """The signature is refused, and the request is a draft again."""

    template: ClassVar[str] = "pages/cabinet/sent_refused.html"
    application: Application
    refusal: Explanation
    ground_clause: Clause = field(default_factory=lambda: clause("R-10.7"))


@get(f"{BASE}/sent", opt=access(Access.CITIZEN))
async def sent_page(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Response[None] | Redirect:
    """Show the same however often it is opened; lead to the application before sending and after the answer."""
    now = clock.now()
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
        view = await _view(session, application, language_of(request), now)
    if isinstance(view, BeingCheckedView) and wants_fragment(request):
        return page(request, AskAgainView(application, view.ask_in))
    if wants_fragment(request):
        return reload_page()
    return page(request, view) if view else go_to(request, f"/cabinet/applications/{application_id}")


async def _view(session: AsyncSession, application: Application, language: Language, now: datetime) -> View | None:
    state = application.application_state
    if state is State.CHECKING:
        return BeingCheckedView(application, _ask_in(now - (application.arrived_at or now)))
    if state is State.DRAFT:
        return await _not_sent(session, application)
    found = None if state.is_end else await at_provider(session, application, language, now)
    return SentView(application, found) if found else None


async def _not_sent(session: AsyncSession, application: Application) -> NotSentView | None:
    """Return why the signature was refused; None for a draft that was never signed, or has changed since."""
    refusal = refusal_of(await newest_signature(session, application.id, REQUEST))
    return NotSentView(application, refusal) if refusal and application.document_to_sign is not None else None


def _ask_in(waited: timedelta) -> int | None:
    """Return in how many seconds to ask again. Asking keeps a session open, so that it ends some time."""
    if waited > _ASKED_AT_ALL:
        return None
    return (_SOON if waited < _ASKED_OFTEN else _LATER).seconds


PAGES = (sent_page,)
