"""Who may do what in which state: the whole table by hand, and everything that is not in it."""

from itertools import groupby, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.outcomes import Refused
from portal.regulation.actors import Actor
from portal.regulation.clauses import clause
from portal.regulation.procedure import (
    ACTOR_OF,
    STEPS,
    TRANSITION_OF,
    TRANSITIONS,
    Act,
    next_state,
    open_acts,
)
from portal.regulation.states import Phase, State, states_in
from portal.regulation.terms import CalendarDays, Minutes

WAY = {
    (State.DRAFT, Act.SIGN, Actor.RECIPIENT): State.CHECKING,
    (State.CHECKING, Act.CONFIRM_SIGNATURE, Actor.PORTAL): State.SENT,
    (State.CHECKING, Act.REFUSE_SIGNATURE, Actor.PORTAL): State.DRAFT,
    (State.SENT, Act.RECALL, Actor.PORTAL): State.DRAFT,
    (State.DELIVERED, Act.RECALL, Actor.PORTAL): State.DRAFT,
    (State.SENT, Act.DELIVER, Actor.GATEWAY): State.DELIVERED,
    (State.DELIVERED, Act.REGISTER, Actor.CLERK): State.REGISTERED,
    (State.REGISTERED, Act.NAME_EXECUTOR, Actor.HEAD): State.EXAMINED,
    (State.EXAMINED, Act.DRAFT_NOTICE, Actor.EXECUTOR): State.DRAFTED,
    (State.EXAMINED, Act.DRAFT_REFUSAL, Actor.EXECUTOR): State.DRAFTED,
    (State.EXAMINED, Act.REFUSE_FOR_DEFECTS, Actor.EXECUTOR): State.DEFECTIVE,
    (State.EXAMINED, Act.REFUSE_UNCONFIRMED, Actor.EXECUTOR): State.UNCONFIRMED,
    (State.DRAFTED, Act.REFUSE_UNCONFIRMED, Actor.EXECUTOR): State.UNCONFIRMED,
    (State.EXAMINED, Act.KEEP_REQUEST, Actor.EXECUTOR): State.EXAMINED,
    (State.DRAFTED, Act.KEEP_REQUEST, Actor.EXECUTOR): State.DRAFTED,
    (State.DRAFTED, Act.RETURN_DRAFT, Actor.HEAD): State.EXAMINED,
    (State.DRAFTED, Act.SIGN_NOTICE, Actor.HEAD): State.ISSUED,
    (State.DRAFTED, Act.SIGN_REFUSAL, Actor.HEAD): State.REFUSED,
    (State.ISSUED, Act.WITHDRAW_NOTICE, Actor.PORTAL): State.DRAFTED,
    (State.REFUSED, Act.WITHDRAW_NOTICE, Actor.PORTAL): State.DRAFTED,
}
OPEN_IN = {(state, act) for state, act, _ in WAY}
TAKES_BACK = Act.WITHDRAW_NOTICE
"""The one act that opens an end again: a result counts by its signature, and that is found void."""
ENDS = states_in(Phase.GRANTED, Phase.REFUSED)
CLAUSES = {
    Act.SIGN: "R-4.2",
    Act.CONFIRM_SIGNATURE: "R-10.6",
    Act.REFUSE_SIGNATURE: "R-10.7",
    Act.RECALL: "R-10.7",
    Act.DELIVER: "R-10.8",
    Act.REGISTER: "R-5.2",
    Act.NAME_EXECUTOR: "R-5.3",
    Act.DRAFT_NOTICE: "R-5.4",
    Act.DRAFT_REFUSAL: "R-5.4",
    Act.REFUSE_FOR_DEFECTS: "R-10.10",
    Act.REFUSE_UNCONFIRMED: "R-10.7",
    Act.KEEP_REQUEST: "R-10.6",
    Act.RETURN_DRAFT: "R-5.5",
    Act.SIGN_NOTICE: "R-5.5",
    Act.SIGN_REFUSAL: "R-5.5",
    Act.WITHDRAW_NOTICE: "R-10.11b",
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
@pytest.mark.clause("R-10.11b")
@pytest.mark.parametrize(("state", "act", "actor"), WAY)
def test_an_act_leads_where_the_decree_says(state: State, act: Act, actor: Actor) -> None:
    assert next_state(state, act, actor) is WAY[state, act, actor]


@pytest.mark.parametrize(("state", "act", "actor"), [row for row in product(State, Act, Actor) if row not in WAY])
def test_everything_else_is_refused_with_its_reason(state: State, act: Act, actor: Actor) -> None:
    code = "not_your_act" if (state, act) in OPEN_IN else "not_open_in_this_state"

    assert next_state(state, act, actor) == Refused(code)


@pytest.mark.parametrize(("state", "actor"), list(product(State, Actor)))
def test_open_acts_are_those_the_table_lets_this_actor_do(state: State, actor: Actor) -> None:
    expected = tuple(act for (source, act, doer) in WAY if (source, doer) == (state, actor))

    assert open_acts(state, actor) == expected


def test_acts_that_no_clause_speaks_of_say_that_they_are_ours() -> None:
    assert {row.act for row in TRANSITIONS if row.ours} == {
        Act.RECALL,
        Act.REFUSE_UNCONFIRMED,
        Act.KEEP_REQUEST,
        Act.RETURN_DRAFT,
        Act.WITHDRAW_NOTICE,
    }
    assert len({(row.act, row.ours) for row in TRANSITIONS}) == len(Act)


def test_every_act_has_its_rows_together_one_actor_and_one_clause() -> None:
    assert [act for act, _ in groupby(row.act for row in TRANSITIONS)] == list(Act)
    assert {(row.act, row.clause) for row in TRANSITIONS} == set(CLAUSES.items())
    assert {(row.act, row.actor) for row in TRANSITIONS} == set(ACTOR_OF.items())
    assert {(row.source, row.act): row for row in TRANSITIONS} == TRANSITION_OF
    assert len(TRANSITION_OF) == len(TRANSITIONS)
    assert [clause(row.clause).id for row in TRANSITIONS] == [row.clause for row in TRANSITIONS]


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, ways = {State.DRAFT}, set(TRANSITIONS)
    while found := {row for row in ways if row.source in reached}:
        reached |= {row.target for row in found}
        ways -= found

    assert reached == set(State)


def test_only_ends_have_no_way_out() -> None:
    left = {row.source for row in TRANSITIONS if row.act is not TAKES_BACK}

    assert set(ENDS) == set(State) - left


def test_from_every_state_an_end_can_be_reached() -> None:
    able = set(ENDS)
    while found := {row.source for row in TRANSITIONS if row.target in able} - able:
        able |= found

    assert able == set(State)


@given(st.lists(st.tuples(st.sampled_from(Act), st.sampled_from(Actor)), max_size=60))
def test_whatever_is_tried_an_end_is_left_by_withdrawing_alone(tries: list[tuple[Act, Actor]]) -> None:
    state = State.DRAFT
    for act, actor in tries:
        outcome = next_state(state, act, actor)
        assert not state.is_end or isinstance(outcome, Refused) or act is TAKES_BACK
        state = state if isinstance(outcome, Refused) else outcome


@given(st.sampled_from(ENDS), st.sampled_from(Act), st.sampled_from(Actor))
def test_in_an_end_no_act_is_open_to_a_person(state: State, act: Act, actor: Actor) -> None:
    if act is not TAKES_BACK:
        assert next_state(state, act, actor) == Refused("not_open_in_this_state")
    assert set(open_acts(state, actor)) <= ({TAKES_BACK} if actor is Actor.PORTAL else set())


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


def test_a_step_ahead_is_named_and_a_finished_one_is_told_in_the_past() -> None:
    drafted = "The documents were examined, and the answer was drafted"

    assert {step.code: (step.label, dict(step.ended_by)) for step in STEPS} == {
        "deliver": (
            "Delivery of the application to the provider by the gateway",
            {Act.DELIVER: "The application was delivered to the provider"},
        ),
        "register": (
            "Registration of the application and passing it to the head for a resolution",
            {Act.REGISTER: "The application was registered and passed to the head"},
        ),
        "name_executor": (
            "Reading of the documents and naming of the responsible executor",
            {Act.NAME_EXECUTOR: "The responsible executor was named"},
        ),
        "examine": (
            "Examination of the documents and drafting of the answer",
            {
                Act.DRAFT_NOTICE: drafted,
                Act.DRAFT_REFUSAL: drafted,
                Act.REFUSE_FOR_DEFECTS: "The documents were examined: defects were found in them",
                Act.REFUSE_UNCONFIRMED: "The application was refused: the signature was not confirmed",
            },
        ),
        "sign": (
            "Signing of the result",
            {Act.SIGN_NOTICE: "The notice was signed", Act.SIGN_REFUSAL: "The reasoned refusal was signed"},
        ),
    }


@pytest.mark.clause("R-6.2")
@pytest.mark.clause("R-6.3")
@pytest.mark.clause("R-6.4")
def test_what_ends_one_step_begins_the_next() -> None:
    drafting = {Act.DRAFT_NOTICE, Act.DRAFT_REFUSAL}

    assert {step.code: (set(step.begun_by), set(step.ended_by)) for step in STEPS} == {
        "deliver": ({Act.CONFIRM_SIGNATURE}, {Act.DELIVER}),
        "register": ({Act.DELIVER}, {Act.REGISTER}),
        "name_executor": ({Act.REGISTER}, {Act.NAME_EXECUTOR}),
        "examine": ({Act.NAME_EXECUTOR}, drafting | {Act.REFUSE_FOR_DEFECTS, Act.REFUSE_UNCONFIRMED}),
        "sign": (drafting | {Act.WITHDRAW_NOTICE}, {Act.SIGN_NOTICE, Act.SIGN_REFUSAL}),
    }


def test_at_the_provider_it_is_always_somebody_s_turn() -> None:
    assert [step.state for step in STEPS if step.actor is not Actor.GATEWAY] == list(states_in(Phase.AT_PROVIDER))


def test_the_acts_of_a_step_are_those_of_its_state_and_actor() -> None:
    begun_into = {step.code: {row.target for row in TRANSITIONS if row.act in step.begun_by} for step in STEPS}
    not_ending = [(step.code, act) for step in STEPS for act in step.ended_by if (step.state, act) not in TRANSITION_OF]
    doers = {step.code: {ACTOR_OF[act] for act in step.ended_by} for step in STEPS}

    assert not_ending == []
    assert begun_into == {step.code: {step.state} for step in STEPS}
    assert doers == {step.code: {step.actor} for step in STEPS}
    assert [clause(step.clause).id for step in STEPS] == [step.clause for step in STEPS]
