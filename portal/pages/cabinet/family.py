"""The family members who live with the applicant."""

from litestar import Response, get, post
from litestar.response import Redirect

from portal.applications.draft import add_member, answer, must_be_open, remove_member
from portal.applications.family import ALONE, MEMBER_READERS, family_faults, fault_of_new_member, members
from portal.applications.find import own, own_for_update
from portal.applications.progress import ORDER, plain
from portal.applications.tables import Application
from portal.regulation.standard import KINSHIP
from portal.web.access import Access, access
from portal.web.forms import Form, read, typed
from portal.web.given import Clock, Id, Transactions
from portal.web.page import PortalRequest, go_to, page

_BASE = "/cabinet/applications/{application_id:uuid}/family"


@get(_BASE, opt=access(Access.CITIZEN))
async def family_form(request: PortalRequest, transactions: Transactions, application_id: Id) -> Response[str]:
    async with transactions.reading() as session:
        application = await own(session, request.user.account_id, application_id)
    must_be_open(application)
    return _show(request, application, Form())


@post(f"{_BASE}/members", opt=access(Access.CITIZEN), status_code=200)
async def add(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    form = read(typed(await request.form()), MEMBER_READERS)
    async with transactions.writing() as session:
        application = await own_for_update(session, request.user.account_id, application_id)
        if not form.errors:
            known = members(application.answers)
            fault = fault_of_new_member(form.values["member_iin"], known, request.user.iin)
            if fault:
                form.errors["member_iin"] = fault
        if not form.errors:
            member = {"name": form.values["member_name"], "iin": form.values["member_iin"]}
            add_member(application, {**member, "kinship": form.values["kinship"]}, clock.now())
    if form.errors:
        return _show(request, application, form, 422)
    return go_to(request, f"/cabinet/applications/{application_id}/family")


@post(f"{_BASE}/members/remove", opt=access(Access.CITIZEN), status_code=200)
async def remove(request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id) -> Redirect:
    """The member's IIN comes in the body: it never stands in an address."""
    member_iin = typed(await request.form()).get("member", "")
    async with transactions.writing() as session:
        application = await own_for_update(session, request.user.account_id, application_id)
        remove_member(application, member_iin, clock.now())
    return go_to(request, f"/cabinet/applications/{application_id}/family")


@post(_BASE, opt=access(Access.CITIZEN), status_code=200)
async def finish(
    request: PortalRequest, transactions: Transactions, clock: Clock, application_id: Id
) -> Response[str] | Redirect:
    """On to the documents, once someone is in the list or "I live alone" is ticked."""
    alone = typed(await request.form()).get(ALONE, "")
    async with transactions.writing() as session:
        application = await own_for_update(session, request.user.account_id, application_id)
        answer(application, {ALONE: "" if members(application.answers) else alone}, clock.now())
    faults = family_faults(application.answers)
    if faults:
        return _show(request, application, Form(errors=faults), 422)
    return go_to(request, f"/cabinet/applications/{application_id}/documents")


def _show(request: PortalRequest, application: Application, form: Form, status: int = 200) -> Response[str]:
    context = {
        "application": application,
        "members": members(application.answers),
        "form": Form({**plain(application.answers), **form.values}, form.errors),
        "kinship": KINSHIP,
        "step": ORDER.index("family") + 1,
        "steps": len(ORDER),
    }
    at = f"/cabinet/applications/{application.id}/family"
    return page(request, "pages/cabinet/family.html", context, status, at=at)


PAGES = (family_form, add, remove, finish)
