"""The family members who live with the applicant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect

from portal.applications.change_family import add_member, finish_family, remove_member
from portal.applications.completeness import ORDER
from portal.applications.draft import must_be_open
from portal.applications.family import ALONE, MEMBER_READERS, Member, members
from portal.applications.find import own_application
from portal.applications.question import text_answers
from portal.applications.tables import Application
from portal.regulation.standard import KINSHIP, Kin
from portal.rendering.view import View
from portal.web.access import Access, access
from portal.web.forms import Form, read_form, typed
from portal.web.given import Clock, Id, Transactions
from portal.web.page import PortalRequest, go_to, page
from portal.web.told import telling

_BASE = "/cabinet/applications/{application_id:uuid}/family"


@dataclass(frozen=True, slots=True)
class FamilyView(View):
    template: ClassVar[str] = "pages/cabinet/family.html"
    application: Application
    members: Sequence[Member]
    form: Form
    kinship: Mapping[str, Kin] = field(default_factory=lambda: KINSHIP)
    step: int = ORDER.index("family") + 1
    steps: int = len(ORDER)


@get(_BASE, opt=access(Access.CITIZEN))
async def family_form(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str]:
    return await _show(request, transactions, application_id, Form())


@post(f"{_BASE}/members", opt=access(Access.CITIZEN), status_code=200)
async def press_add_member(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    form, visitor = read_form(typed(await request.form()), MEMBER_READERS), request.user
    if form.errors:
        return await _show(request, transactions, application_id, form, 422)
    member = {"name": form.values["member_name"], "iin": form.values["member_iin"], "kinship": form.values["kinship"]}
    async with transactions.writing() as session:
        fault = await add_member(session, visitor.account_id, application_id, visitor.iin, member, clock.now())
    if fault:
        form.errors["member_iin"] = fault
        return await _show(request, transactions, application_id, form, 422)
    return telling(_to_family(request, application_id), "added", member["name"])


@post(f"{_BASE}/members/remove", opt=access(Access.CITIZEN), status_code=200)
async def press_remove_member(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Redirect:
    """Remove the member. The IIN comes in the body, because no address may contain one."""
    member_iin = typed(await request.form()).get("member", "")
    async with transactions.writing() as session:
        name = await remove_member(session, request.user.account_id, application_id, member_iin, clock.now())
    answer = _to_family(request, application_id)
    return telling(answer, "removed", name) if name else answer


@post(_BASE, opt=access(Access.CITIZEN), status_code=200)
async def press_finish_family(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    """Go on to the documents if someone is in the list or "I live alone" is ticked."""
    alone = typed(await request.form()).get(ALONE, "")
    async with transactions.writing() as session:
        faults = await finish_family(session, request.user.account_id, application_id, alone, clock.now())
    if faults:
        return await _show(request, transactions, application_id, Form(errors=dict(faults)), 422)
    return go_to(request, f"/cabinet/applications/{application_id}/documents")


def _to_family(request: PortalRequest, application_id: UUID) -> Redirect:
    return go_to(request, f"/cabinet/applications/{application_id}/family")


async def _show(
    request: PortalRequest, transactions: Transactions, application_id: UUID, form: Form, status: int = 200
) -> Response[str]:
    """Show the section with what was typed over what is stored. Raises NotYourTurn once the request is signed."""
    async with transactions.reading() as session:
        application = await own_application(session, request.user.account_id, application_id)
    must_be_open(application)
    shown = Form({**text_answers(application.answers), **form.values}, form.errors)
    view = FamilyView(application, members(application.answers), shown)
    return page(request, view, status, at=f"/cabinet/applications/{application_id}/family")


PAGES = (family_form, press_add_member, press_remove_member, press_finish_family)
