"""Tables that something is looked up in: every row has what belongs to it."""

import ast
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import Table

from auth.certificates.codes import Code
from portal.applications.questions import SECTIONS
from portal.applications.submit import RECALL as RECALL_SERVICE
from portal.applications.submit import REQUEST as REQUEST_SERVICE
from portal.database.base import Base
from portal.database.types import EnumCode
from portal.documents.tasks import CHECK, DISCARD
from portal.gateway.send import DELIVER
from portal.joining.worker import create_worker
from portal.messages.kinds import MESSAGES, MessageKind
from portal.migrations import TABLES
from portal.notices.kinds import NOTICES, NoticeKind
from portal.notices.lifecycle import RENDER
from portal.pages.cabinet.application import PARTICULARS
from portal.queue.results import RESULTS
from portal.regulation import standard
from portal.regulation.clauses import CLAUSES
from portal.regulation.procedure import STEPS, TRANSITION_OF, TRANSITIONS, Act
from portal.regulation.states import STATES, State
from portal.signing.explain import OF_AN_OFFICIAL, TEXTS
from portal.signing.receive import CHECK_AGAIN, LOOK_AGAIN, TIME_STAMP
from portal.web.error_words import ERROR_WORDS
from portal.wiring.gateway import SERVICES
from portal.wiring.signatures import NOTICE, PURPOSES, REQUEST
from tests.architecture.sources import ROOT, dotted, nodes
from tests.factories.demo_data import DemoData
from tests.factories.letters import OF_KIND
from tests.factories.portal import Portal

STATE_PARTS = ROOT / "templates" / "partials" / "cabinet"

UNTOLD = {
    Code.REVOCATION_UNKNOWN,
    Code.REVOCATION_NOT_YET,
    Code.OCSP_UNREACHABLE,
    Code.OCSP_BAD_ANSWER,
    Code.OCSP_UNKNOWN,
    Code.CRL_UNSUPPORTED,
}
"""What cannot be told now is no fault, and has a page of its own."""


def calls(name: str) -> list[ast.Call]:
    return [node for _, node in nodes() if isinstance(node, ast.Call) and dotted(node.func) == name]


def test_every_fault_of_a_signature_is_told_in_words() -> None:
    assert set(TEXTS) == {code.value for code in Code} - {code.value for code in UNTOLD}
    assert OF_AN_OFFICIAL.keys() <= TEXTS.keys()


TABLES_OF_THE_STANDARD = [value for value in vars(standard).values() if isinstance(value, MappingProxyType)]
LAW: Mapping[str, list[Any]] = {
    "standard": [row for table in TABLES_OF_THE_STANDARD for row in table.values()],
    "procedure": [*TRANSITIONS, *STEPS],
    "questions": [question for section in SECTIONS.values() for question in section.questions],
    "messages": list(MESSAGES.values()),
}


@pytest.mark.parametrize("table", LAW)
def test_every_row_of_the_law_rests_on_a_clause_or_says_that_it_is_ours(table: str) -> None:
    clauseless = [row for row in LAW[table] if not row.clause]

    assert [row for row in LAW[table] if row.clause and row.clause not in CLAUSES] == []
    assert [row for row in clauseless if not row.ours] == []


def test_every_message_leads_to_a_page(portal_of_all: Portal) -> None:
    pages = [
        re.compile(re.sub(r"\\\{\w+:\w+\\\}", "[0-9]+", re.escape(route.path)))
        for route in portal_of_all.app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and "GET" in handler.http_methods
    ]

    for kind, row in MESSAGES.items():
        assert any(one.fullmatch(row.path % {"subject": "1"}) for one in pages), kind


def test_every_message_has_its_row() -> None:
    assert set(MESSAGES) == set(MessageKind)


def test_every_message_is_told_somewhere() -> None:
    told = {dotted(call.args[2]).removeprefix("MessageKind.") for call in calls("tell") if len(call.args) > 2}

    of_results = {kind.name for row in RESULTS.values() for kind in (row.issued, row.withdrawn)}

    assert told - {"result.issued", "result.withdrawn"} | of_results == {kind.name for kind in MessageKind}


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_has_its_names_and_rests_on_a_clause(kind: NoticeKind) -> None:
    names = NOTICES[kind]

    assert names.rows(OF_KIND[kind]).context()["clause"] in CLAUSES.values()
    assert "" not in (names.title, names.to_open, names.to_sign)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_is_the_result_of_an_act_that_ends(kind: NoticeKind) -> None:
    assert TRANSITION_OF[State.DRAFTED, RESULTS[kind].signing].target.is_end


def test_every_notice_is_drafted_somewhere() -> None:
    drafted = {dotted(call.args[2]).removeprefix("NoticeKind.") for call in calls("draft_letter")}

    assert drafted - {"notice.kind"} == {kind.name for kind in NoticeKind}


def test_every_state_has_its_row() -> None:
    assert list(STATES) == list(State)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_what_its_page_shows(state: State) -> None:
    """A draft has a page of its own. Of those that wait, the phase's part serves; an end has one of its own."""
    parts = [f"states/{state.value}.html", *([] if state.is_end else [f"phases/{state.phase.value}.html"])]

    assert state is State.DRAFT or any((STATE_PARTS / part).is_file() for part in parts), parts


def test_a_state_s_part_is_given_what_it_reads() -> None:
    reading = {file.stem for file in (STATE_PARTS / "states").iterdir() if "particulars" in file.read_text()}

    assert reading == {state.value for state in PARTICULARS}


def test_every_act_is_done_somewhere() -> None:
    done = {dotted(call.args[2]).removeprefix("Act.") for call in calls("advance")}

    assert done - {"result.signing"} | {row.signing.name for row in RESULTS.values()} == {act.name for act in Act}


def test_every_purpose_of_a_signature_leads_to_its_acts() -> None:
    received = {dotted(call.args[1]) for call in calls("receive") if dotted(call.args[0]) == "session"}

    assert received & {"REQUEST", "NOTICE"} == {"REQUEST", "NOTICE"}
    assert set(PURPOSES) == {REQUEST, NOTICE}


def test_every_service_of_the_gateway_leads_to_its_act() -> None:
    assert set(SERVICES) == {REQUEST_SERVICE, RECALL_SERVICE}


async def test_every_task_that_is_put_into_the_outbox_has_somebody_to_do_it(demo_data: DemoData) -> None:
    await demo_data.reset()
    working = create_worker(demo_data.settings)
    try:
        done = set(working.handlers)
    finally:
        await working.close()

    own = {CHECK, DISCARD, RENDER, CHECK_AGAIN, LOOK_AGAIN, TIME_STAMP, DELIVER}
    assert done == {*own, *(job.kind for job in working.jobs)}


def test_every_error_page_has_its_words() -> None:
    raised = {
        node.args[1].value
        for node in calls("error_page")
        if len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    }

    assert raised - set(ERROR_WORDS) == set()


def test_every_column_that_refers_has_a_type_of_its_own() -> None:
    """Taken from the other table, it is unknown until that is imported: a statement made before has no type."""
    untyped = [
        path
        for path, node in nodes()
        if isinstance(node, ast.Call)
        and dotted(node.func) == "mapped_column"
        and node.args
        and isinstance(node.args[0], ast.Call)
        and dotted(node.args[0].func) == "ForeignKey"
    ]

    assert untyped == []


def test_every_word_of_an_enumeration_fits_its_column() -> None:
    """SQLite would take a longer one, PostgreSQL would not."""
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    kinds = {column.type.kind for column in columns if isinstance(column.type, EnumCode)}
    longest = EnumCode.impl.length or 0

    assert {State, NoticeKind, MessageKind} <= kinds
    assert [word for kind in kinds for word in kind if len(word.value) > longest] == []


def test_every_constraint_has_a_name() -> None:
    """A migration must find it on both databases."""
    assert TABLES
    tables: list[Table] = list(Base.metadata.tables.values())

    assert [table.name for table in tables for one in table.constraints if one.name is None] == []
    assert [table.name for table in tables for one in table.indexes if one.name is None] == []


def test_what_is_not_ours_has_its_licence_beside_it() -> None:
    folders = sorted((ROOT / "static" / "vendor").iterdir())

    assert folders
    assert [one.name for one in folders if not any((one / name).is_file() for name in ("LICENSE", "OFL.txt"))] == []
    assert [one.name for one in folders if not re.fullmatch(r"[a-z-]+-[0-9][0-9.]*", one.name)] == []
