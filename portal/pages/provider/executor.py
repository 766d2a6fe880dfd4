"""The executor examines and answers: a notice, a reasoned refusal, or a refusal for defects (R-5.4, R-10.10)."""

from collections.abc import Mapping

from litestar import Response, post
from litestar.response import Redirect

from portal.applications.decide_doubt import keep_request, refuse_unconfirmed
from portal.applications.refuse import Remark, draft_refusal, refuse_for_defects
from portal.kernel.language import N_
from portal.kernel.outcomes import Fault
from portal.pages.provider.case import BASE, go_on, show_again
from portal.queue.notice import draft_notice
from portal.reading.choices import one_of
from portal.reading.field import optional
from portal.reading.text import required_paragraphs
from portal.regulation.procedure import Act
from portal.regulation.standard import DEFECTS, DOCUMENT_KINDS, REFUSAL_GROUNDS, offered
from portal.web.access import Access, access
from portal.web.forms import Form, read_form, typed
from portal.web.given import Clock, Id, Transactions
from portal.web.page import PortalRequest

_LONGEST_FACTS, _LONGEST_REMARK = 2_000, 1_000
_REFUSAL = {
    "ground": one_of(REFUSAL_GROUNDS, N_("Choose the ground")),
    "facts": required_paragraphs(N_("What was found"), _LONGEST_FACTS),
}
_DEFECTS = {"defect_words": optional(required_paragraphs(N_("Remark"), _LONGEST_REMARK))}
_REASON = {"reason": required_paragraphs(N_("Why the request is kept"), _LONGEST_REMARK)}
_NOTHING_CHOSEN = Fault(N_("Choose what is wrong with at least one document"))


@post(f"{BASE}/notice", opt=access(Access.EXECUTOR), status_code=200)
async def press_draft_notice(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    async with transactions.writing() as session:
        refused = await draft_notice(session, request.user.official, application_id, clock.now())
    return go_on(request, refused)


@post(f"{BASE}/refusal", opt=access(Access.EXECUTOR), status_code=200)
async def press_draft_refusal(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    form = read_form(typed(await request.form()), _REFUSAL)
    if form.errors:
        return await show_again(request, transactions, clock, application_id, Act.DRAFT_REFUSAL, form)
    ground, facts = form.values["ground"], form.values["facts"]
    async with transactions.writing() as session:
        refused = await draft_refusal(session, request.user.official, application_id, ground, facts, clock.now())
    return go_on(request, refused)


@post(f"{BASE}/defects", opt=access(Access.EXECUTOR), status_code=200)
async def press_refuse_for_defects(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    values = typed(await request.form())
    remarks, form = _remarks(values), _read_defects(values)
    if form.errors:
        return await show_again(request, transactions, clock, application_id, Act.REFUSE_FOR_DEFECTS, form)
    words = form.values["defect_words"]
    async with transactions.writing() as session:
        refused = await refuse_for_defects(session, request.user.official, application_id, remarks, words, clock.now())
    return go_on(request, refused)


def _read_defects(values: Mapping[str, str]) -> Form:
    read = read_form(values, _DEFECTS)
    errors = read.errors if _remarks(values) else {"": _NOTHING_CHOSEN, **read.errors}
    return Form({**values, **read.values}, errors)


def _remarks(values: Mapping[str, str]) -> list[Remark]:
    """Return the defects that were chosen, document by document."""
    chosen = [Remark(kind, values.get(f"defect-{kind}", "")) for kind in DOCUMENT_KINDS]
    return [remark for remark in chosen if remark.defect in offered(DEFECTS)]


@post(f"{BASE}/unconfirmed", opt=access(Access.EXECUTOR), status_code=200)
async def press_refuse_unconfirmed(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    async with transactions.writing() as session:
        refused = await refuse_unconfirmed(session, request.user.official, application_id, clock.now())
    return go_on(request, refused)


@post(f"{BASE}/keep", opt=access(Access.EXECUTOR), status_code=200)
async def press_keep_request(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    form = read_form(typed(await request.form()), _REASON)
    if form.errors:
        return await show_again(request, transactions, clock, application_id, Act.KEEP_REQUEST, form)
    async with transactions.writing() as session:
        refused = await keep_request(session, request.user.official, application_id, form.values["reason"], clock.now())
    return go_on(request, refused, f"/provider/applications/{application_id}")


PAGES = (
    press_draft_notice,
    press_draft_refusal,
    press_refuse_for_defects,
    press_refuse_unconfirmed,
    press_keep_request,
)
