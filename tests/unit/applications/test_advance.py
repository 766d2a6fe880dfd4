"""The one function that moves an application: against a model of the procedure written down here by hand (check 19)."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy.ext.asyncio import AsyncSession

from portal.applications.advance import By, advance
from portal.applications.tables import Application
from portal.journal.tables import JournalEntry
from portal.kernel.ids import new_id
from portal.kernel.language import Language
from portal.kernel.outcomes import Refused
from portal.regulation.actors import Actor
from portal.regulation.journey import Event, state_after
from portal.regulation.procedure import NOT_OPEN, NOT_YOURS, Act
from portal.regulation.states import State
from tests.fakes.clock import SettableClock

MODEL = {
    "sign": ({"draft": "checking"}, "recipient"),
    "confirm_signature": ({"checking": "sent"}, "portal"),
    "refuse_signature": ({"checking": "draft"}, "portal"),
    "recall": ({"sent": "draft", "delivered": "draft"}, "portal"),
    "deliver": ({"sent": "delivered"}, "gateway"),
    "register": ({"delivered": "registered"}, "clerk"),
    "name_executor": ({"registered": "examined"}, "head"),
    "draft_notice": ({"examined": "drafted"}, "executor"),
    "draft_refusal": ({"examined": "drafted"}, "executor"),
    "refuse_for_defects": ({"examined": "defective"}, "executor"),
    "refuse_unconfirmed": ({"examined": "unconfirmed", "drafted": "unconfirmed"}, "executor"),
    "keep_request": ({"examined": "examined", "drafted": "drafted"}, "executor"),
    "return_draft": ({"drafted": "examined"}, "head"),
    "sign_notice": ({"drafted": "issued"}, "head"),
    "sign_refusal": ({"drafted": "refused"}, "head"),
    "withdraw_notice": ({"issued": "drafted", "refused": "drafted"}, "portal"),
}
"""Act: from which states to which, by whom (clauses R-4.2, R-5.2 to R-5.5, R-10.6 to R-10.11)."""


class Procedure(RuleBasedStateMachine):
    """Anybody tries anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = SettableClock()
        self.session = AsyncSession()
        self.application = Application(id=new_id(), language=Language.KAZAKH, application_state=State.DRAFT)
        self.expected = "draft"
        self.done: list[str] = []

    @rule(act=st.sampled_from(Act), actor=st.sampled_from(Actor))
    def anything(self, act: Act, actor: Actor) -> None:
        ways, whose = MODEL[act.value]
        answer = advance(self.session, self.application, act, By(actor), self.clock.now())
        if self.expected not in ways:
            assert answer == Refused(NOT_OPEN)
        elif whose != actor.value:
            assert answer == Refused(NOT_YOURS)
        else:
            assert answer is None
            self.expected = ways[self.expected]
            self.done.append(act.value)
        self.clock.move(minutes=1)

    @rule(data=st.data())
    def in_turn(self, data: st.DataObject) -> None:
        """So that the end is reached now and then."""
        mine = [act for act, (ways, _) in MODEL.items() if self.expected in ways]
        if mine:
            act = data.draw(st.sampled_from(mine))
            self.anything(Act(act), Actor(MODEL[act][1]))

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        assert self.application.application_state.value == self.expected

    @invariant()
    def the_journal_has_every_act_done_and_no_other(self) -> None:
        written = [row for row in self.session.new if isinstance(row, JournalEntry)]
        assert sorted(row.act for row in written) == sorted(self.done)
        events = [Event(Act(act), self.clock.now() + timedelta(minutes=index)) for index, act in enumerate(self.done)]
        assert state_after(events) is self.application.application_state


TestProcedure = Procedure.TestCase
TestProcedure.settings = settings(stateful_step_count=30)


def test_the_model_has_every_act() -> None:
    assert set(MODEL) == {act.value for act in Act}


@pytest.mark.parametrize("account", [None, new_id()])
def test_what_an_act_is_written_with(account: object) -> None:
    session, clock = AsyncSession(), SettableClock()
    application = Application(id=new_id(), language=Language.KAZAKH, application_state=State.DELIVERED)

    by = By(Actor.CLERK, account)  # type: ignore[arg-type]
    assert advance(session, application, Act.REGISTER, by, clock.now(), {"note": "1"}) is None

    (entry,) = session.new
    assert isinstance(entry, JournalEntry)
    assert (entry.subject_id, entry.act, entry.actor, entry.account_id, entry.at, entry.data) == (
        application.id,
        "register",
        "clerk",
        account,
        clock.now(),
        {"note": "1"},
    )
