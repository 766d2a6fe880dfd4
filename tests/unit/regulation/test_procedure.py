"""Who may do what in which state: the whole table by hand, and everything that is not in it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.outcomes import Refused
from portal.regulation.actors import Actor
from portal.regulation.clauses import clause
from portal.regulation.procedure import (
    REFUSAL_TEXTS,
    STEPS,
    TRANSITION_OF,
    TRANSITIONS,
    Act,
    next_state,
    open_acts,
)
from portal.regulation.states import State
from portal.regulation.terms import CalendarDays, Minutes

WAY = {
    (State.DRAFT, Act.SIGN, Actor.RECIPIENT): State.CHECKING,
    (State.CHECKING, Act.CONFIRM_SIGNATURE, Actor.PORTAL): State.SENT,
    (State.CHECKING, Act.REFUSE_SIGNATURE, Actor.PORTAL): State.DRAFT,
    (State.SENT, Act.DELIVER, Actor.GATEWAY): State.DELIVERED,
    (State.DELIVERED, Act.REGISTER, Actor.CLERK): State.REGISTERED,
    (State.REGISTERED, Act.NAME_EXECUTOR, Actor.HEAD): State.EXAMINED,
    (State.EXAMINED, Act.DRAFT_NOTICE, Actor.EXECUTOR): State.DRAFTED,
    (State.EXAMINED, Act.DRAFT_REFUSAL, Actor.EXECUTOR): State.DRAFTED,
    (State.EXAMINED, Act.REFUSE_FOR_DEFECTS, Actor.EXECUTOR): State.DEFECTIVE,
    (State.DRAFTED, Act.RETURN_DRAFT, Actor.HEAD): State.EXAMINED,
    (State.DRAFTED, Act.SIGN_NOTICE, Actor.HEAD): State.ISSUED,
    (State.DRAFTED, Act.SIGN_REFUSAL, Actor.HEAD): State.REFUSED,
}
OPEN_IN = {act: state for state, act, _ in WAY}
CLAUSES = {
    Act.SIGN: "R-4.2",
    Act.CONFIRM_SIGNATURE: "R-10.6",
    Act.REFUSE_SIGNATURE: "R-10.7",
    Act.DELIVER: "R-10.8",
    Act.REGISTER: "R-5.2",
    Act.NAME_EXECUTOR: "R-5.3",
    Act.DRAFT_NOTICE: "R-5.4",
    Act.DRAFT_REFUSAL: "R-5.4",
    Act.REFUSE_FOR_DEFECTS: "R-10.10",
    Act.RETURN_DRAFT: "R-5.5",
    Act.SIGN_NOTICE: "R-5.5",
    Act.SIGN_REFUSAL: "R-5.5",
}


@pytest.mark.clause("R-4.2")
@pytest.mark.clause("R-5.2")
@pytest.mark.clause("R-5.3")
@pytest.mark.clause("R-5.4")
@pytest.mark.clause("R-5.5")
@pytest.mark.clause("R-10.6")
@pytest.mark.clause("R-10.7")
@pytest.mark.clause("R-10.8")
@pytest.mark.clause("R-10.10")
@pytest.mark.parametrize(("state", "act", "actor"), WAY)
def test_an_act_leads_where_the_decree_says(state: State, act: Act, actor: Actor) -> None:
    assert next_state(state, act, actor) is WAY[state, act, actor]


@pytest.mark.parametrize(("state", "act", "actor"), [row for row in product(State, Act, Actor) if row not in WAY])
def test_everything_else_is_refused_with_its_reason(state: State, act: Act, actor: Actor) -> None:
    code = "not_your_act" if OPEN_IN[act] is state else "not_open_in_this_state"

    assert next_state(state, act, actor) == Refused(code)


@pytest.mark.parametrize(("state", "actor"), list(product(State, Actor)))
def test_open_acts_are_those_the_table_lets_this_actor_do(state: State, actor: Actor) -> None:
    expected = tuple(act for (source, act, doer) in WAY if (source, doer) == (state, actor))

    assert open_acts(state, actor) == expected


def test_every_act_has_one_row_and_its_clause() -> None:
    assert [row.act for row in TRANSITIONS] == list(Act)
    assert {row.act: row.clause for row in TRANSITIONS} == CLAUSES
    assert {row.act: row for row in TRANSITIONS} == TRANSITION_OF
    assert [clause(row.clause).id for row in TRANSITIONS] == [row.clause for row in TRANSITIONS]


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, ways = {State.DRAFT}, set(TRANSITIONS)
    while found := {row for row in ways if row.source in reached}:
        reached |= {row.target for row in found}
        ways -= found

    assert reached == set(State)


def test_only_ends_have_no_way_out() -> None:
    assert {state for state in State if state.is_end} == set(State) - {row.source for row in TRANSITIONS}


def test_from_every_state_an_end_can_be_reached() -> None:
    able = {state for state in State if state.is_end}
    while found := {row.source for row in TRANSITIONS if row.target in able} - able:
        able |= found

    assert able == set(State)


@given(st.lists(st.tuples(st.sampled_from(Act), st.sampled_from(Actor)), max_size=60))
def test_whatever_is_tried_an_end_is_never_left(tries: list[tuple[Act, Actor]]) -> None:
    state = State.DRAFT
    for act, actor in tries:
        outcome = next_state(state, act, actor)
        assert not state.is_end or isinstance(outcome, Refused)
        state = state if isinstance(outcome, Refused) else outcome


@given(st.sampled_from([state for state in State if state.is_end]), st.sampled_from(Act), st.sampled_from(Actor))
def test_in_an_end_no_act_is_open(state: State, act: Act, actor: Actor) -> None:
    assert next_state(state, act, actor) == Refused("not_open_in_this_state")
    assert open_acts(state, actor) == ()


@given(st.lists(st.integers(min_value=0, max_value=2), max_size=40))
def test_who_does_only_what_is_open_is_never_refused(choices: list[int]) -> None:
    state = State.DRAFT
    for choice in choices:
        ways = [(act, actor) for actor in Actor for act in open_acts(state, actor)]
        if not ways:
            break
        outcome = next_state(state, *ways[choice % len(ways)])
        assert not isinstance(outcome, Refused)
        state = outcome


@pytest.mark.clause("R-5.2")
@pytest.mark.clause("R-5.3")
@pytest.mark.clause("R-5.4")
@pytest.mark.clause("R-5.5")
@pytest.mark.clause("R-10.8")
def test_the_steps_have_the_actors_and_terms_of_the_decree() -> None:
    assert [(step.code, step.clause, step.actor, step.state, step.term) for step in STEPS] == [
        ("deliver", "R-10.8", Actor.GATEWAY, State.SENT, Minutes(2, round_the_clock=True)),
        ("register", "R-5.2", Actor.CLERK, State.DELIVERED, Minutes(15)),
        ("name_executor", "R-5.3", Actor.HEAD, State.REGISTERED, CalendarDays(1)),
        ("examine", "R-5.4", Actor.EXECUTOR, State.EXAMINED, CalendarDays(25)),
        ("sign", "R-5.5", Actor.HEAD, State.DRAFTED, CalendarDays(1)),
    ]


def test_a_step_is_named_in_plain_words() -> None:
    assert {step.code: step.label for step in STEPS} == {
        "deliver": "The gateway delivers the application to the provider",
        "register": "The clerk registers the application and passes it to the head",
        "name_executor": "The head reads the documents and names the responsible executor",
        "examine": "The executor examines the documents and drafts the answer",
        "sign": "The head signs the result",
    }


@pytest.mark.clause("R-6.1")
@pytest.mark.clause("R-6.2")
@pytest.mark.clause("R-6.3")
@pytest.mark.clause("R-6.4")
@pytest.mark.clause("R-6.5")
def test_what_ends_one_step_begins_the_next() -> None:
    drafting = {Act.DRAFT_NOTICE, Act.DRAFT_REFUSAL}

    assert {step.code: (set(step.begun_by), set(step.ended_by)) for step in STEPS} == {
        "deliver": ({Act.CONFIRM_SIGNATURE}, {Act.DELIVER}),
        "register": ({Act.DELIVER}, {Act.REGISTER}),
        "name_executor": ({Act.REGISTER}, {Act.NAME_EXECUTOR}),
        "examine": ({Act.NAME_EXECUTOR}, drafting | {Act.REFUSE_FOR_DEFECTS}),
        "sign": (drafting, {Act.SIGN_NOTICE, Act.SIGN_REFUSAL}),
    }


def test_the_acts_of_a_step_are_those_of_its_state_and_actor() -> None:
    ended_in = {step.code: {TRANSITION_OF[act].source for act in step.ended_by} for step in STEPS}
    begun_into = {step.code: {TRANSITION_OF[act].target for act in step.begun_by} for step in STEPS}
    doers = {step.code: {TRANSITION_OF[act].actor for act in step.ended_by} for step in STEPS}

    assert ended_in == begun_into == {step.code: {step.state} for step in STEPS}
    assert doers == {step.code: {step.actor} for step in STEPS}
    assert [clause(step.clause).id for step in STEPS] == [step.clause for step in STEPS]


def test_both_reasons_of_refusal_have_a_text() -> None:
    assert set(REFUSAL_TEXTS) == {"not_open_in_this_state", "not_your_act"}
    assert [code for code, text in REFUSAL_TEXTS.items() if not text] == []
