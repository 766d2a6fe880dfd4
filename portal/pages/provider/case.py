"""The page of a case: an application's answers, scans and steps, and the acts open to the official (R-5, R-10.9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from litestar import Response
from litestar.response import Redirect
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.desk import is_turn_of, one_a_desk, seen_application, sees
from portal.applications.doubt import Doubt, doubt_of
from portal.applications.history import Journey, journey_of
from portal.applications.in_words import RequestInWords, in_words
from portal.applications.request_document import RequestDocument
from portal.applications.tables import Application
from portal.documents.list import ScanRow, scans_of
from portal.kernel.errors import NotYourTurn
from portal.kernel.outcomes import Refused
from portal.pages.provider.work import Work, makes_pdf, work_of
from portal.providers.find import Holding, get_provider
from portal.providers.tables import Role
from portal.regulation.actors import Actor
from portal.regulation.procedure import ACTOR_OF, Act, open_acts
from portal.regulation.standard import DOCUMENT_KINDS, KINSHIP, DocumentKind, Kin
from portal.rendering.view import View
from portal.signing.explain import Explanation, SignersCertificate, certificate_of, explain
from portal.signing.find import SigningTimes, signing_times
from portal.web.forms import Form
from portal.web.given import Clock, Transactions
from portal.web.page import PortalRequest, go_to, language_of, page
from portal.wiring.signatures import REQUEST

BASE = "/provider/applications/{application_id:uuid}"
_ABOUT_DOUBT = (Act.KEEP_REQUEST, Act.REFUSE_UNCONFIRMED)
"""What an executor decides while a signature is in doubt, and then alone."""


@dataclass(frozen=True, slots=True)
class FoundVoid:
    """A void signature of the applicant, as the case shows it. `decides` if this official decides about it."""

    explanation: Explanation
    certificate: SignersCertificate | None
    arrived_at: datetime
    found_at: datetime | None
    kept_because: str | None
    is_open: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class CaseView(View):
    template: ClassVar[str] = "pages/provider/application.html"
    application: Application
    works: Sequence[Work]
    doubt: FoundVoid | None
    signed: SigningTimes | None
    document: RequestDocument
    words: RequestInWords
    scans: Sequence[ScanRow]
    journey: Journey
    form: Form
    makes_pdf: bool
    """Whether a job is making the PDF to sign: the page reloads itself."""
    kinds: Mapping[str, DocumentKind] = field(default_factory=lambda: DOCUMENT_KINDS)
    kinship: Mapping[str, Kin] = field(default_factory=lambda: KINSHIP)


async def show_case(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: UUID
) -> Response[str]:
    async with transactions.reading() as session:
        application = await seen_application(session, request.user.holdings, application_id)
        view = await _view(request, session, application, Form(), clock.now())
    return page(request, view)


async def show_again(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: UUID, act: Act, form: Form
) -> Response[str]:
    """Show the case with a form that has faults. Raises NotYourTurn if the act is not open any more."""
    actor = ACTOR_OF[act]
    async with transactions.reading() as session:
        holdings = request.user.official.in_role(Role(actor.value))
        application = await seen_application(session, holdings, application_id)
        if act not in open_acts(application.application_state, actor):
            raise NotYourTurn
        view = await _view(request, session, application, form, clock.now())
    if actor is Actor.EXECUTOR and (act in _ABOUT_DOUBT) != (view.doubt is not None and view.doubt.is_open):
        raise NotYourTurn
    return page(request, view, 422, at=f"/provider/applications/{application_id}")


def go_on(request: PortalRequest, refused: Refused | None, path: str = "/provider") -> Redirect:
    """Redirect to the desk after an act.

    Raises NotYourTurn if the act was refused: the page was stale, and nothing was written.
    """
    if refused:
        raise NotYourTurn
    return go_to(request, path)


async def _view(
    request: PortalRequest, session: AsyncSession, application: Application, form: Form, now: datetime
) -> CaseView:
    holdings = [holding for holding in request.user.holdings if sees(holding, application)]
    document, doubt = application.request, await doubt_of(session, application)
    provider = await get_provider(session, holdings[0].provider_id)
    works = [await work_of(session, application, holding, now) for holding in _at_work(holdings, application, doubt)]
    return CaseView(
        application=application,
        works=works,
        doubt=_found_void(doubt, holdings) if doubt else None,
        signed=await signing_times(session, application.id, REQUEST),
        document=document,
        words=await in_words(session, document, language_of(request), request.app.state.rendering.text),
        scans=await scans_of(session, application.id),
        journey=await journey_of(session, application, provider, now),
        form=form,
        makes_pdf=any(makes_pdf(work) for work in works),
    )


def _at_work(holdings: Sequence[Holding], application: Application, doubt: Doubt | None) -> list[Holding]:
    """Return the positions whose turn it is, one a role. An executor first decides about a signature in doubt."""
    decides_first = doubt is not None and doubt.is_open
    return [
        holding
        for holding in one_a_desk(holdings)
        if is_turn_of(holding.role, application) and not (decides_first and holding.role is Role.EXECUTOR)
    ]


def _found_void(doubt: Doubt, holdings: Sequence[Holding]) -> FoundVoid:
    return FoundVoid(
        explanation=explain(doubt.signature),
        certificate=certificate_of(doubt.signature),
        arrived_at=doubt.signature.arrived_at,
        found_at=doubt.signature.looked_again_at,
        kept_because=doubt.kept_because,
        is_open=doubt.is_open,
        decides=any(holding.role is Role.EXECUTOR for holding in holdings),
    )
