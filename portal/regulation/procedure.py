"""The procedure of the portal's channel (clauses 5, 6 and 10): who does what in which state, and by when.

A new act is a row in TRANSITIONS, a new step a row in STEPS. This module knows actors; other modules decide whether a
certain person may act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.language import N_
from portal.kernel.outcomes import Refused
from portal.regulation.actors import Actor
from portal.regulation.states import State
from portal.regulation.terms import CalendarDays, Minutes, Term

NOT_OPEN = "not_open_in_this_state"
NOT_YOURS = "not_your_act"


class Act(StrEnum):
    """What an actor does to an application. Each act has one actor, and may be open in several states."""

    SIGN = "sign"
    CONFIRM_SIGNATURE = "confirm_signature"
    REFUSE_SIGNATURE = "refuse_signature"
    RECALL = "recall"
    DELIVER = "deliver"
    REGISTER = "register"
    NAME_EXECUTOR = "name_executor"
    DRAFT_NOTICE = "draft_notice"
    DRAFT_REFUSAL = "draft_refusal"
    REFUSE_FOR_DEFECTS = "refuse_for_defects"
    REFUSE_UNCONFIRMED = "refuse_unconfirmed"
    KEEP_REQUEST = "keep_request"
    RETURN_DRAFT = "return_draft"
    SIGN_NOTICE = "sign_notice"
    SIGN_REFUSAL = "sign_refusal"
    WITHDRAW_NOTICE = "withdraw_notice"


@dataclass(frozen=True, slots=True)
class Transition:
    """`act`, done by `actor` in state `source`, leads to `target`, by `clause`.

    `ours`: no clause speaks of the act; `clause` is the one it follows by analogy.
    """

    act: Act
    source: State
    target: State
    actor: Actor
    clause: str
    ours: bool = False


TRANSITIONS = (
    Transition(Act.SIGN, State.DRAFT, State.CHECKING, Actor.RECIPIENT, "R-4.2"),
    Transition(Act.CONFIRM_SIGNATURE, State.CHECKING, State.SENT, Actor.PORTAL, "R-10.6"),
    Transition(Act.REFUSE_SIGNATURE, State.CHECKING, State.DRAFT, Actor.PORTAL, "R-10.7"),
    # Recalled: an accepted signature is found void, because its certificate was revoked before the arrival.
    Transition(Act.RECALL, State.SENT, State.DRAFT, Actor.PORTAL, "R-10.7", ours=True),
    Transition(Act.RECALL, State.DELIVERED, State.DRAFT, Actor.PORTAL, "R-10.7", ours=True),
    Transition(Act.DELIVER, State.SENT, State.DELIVERED, Actor.GATEWAY, "R-10.8"),
    Transition(Act.REGISTER, State.DELIVERED, State.REGISTERED, Actor.CLERK, "R-5.2"),
    Transition(Act.NAME_EXECUTOR, State.REGISTERED, State.EXAMINED, Actor.HEAD, "R-5.3"),
    Transition(Act.DRAFT_NOTICE, State.EXAMINED, State.DRAFTED, Actor.EXECUTOR, "R-5.4"),
    Transition(Act.DRAFT_REFUSAL, State.EXAMINED, State.DRAFTED, Actor.EXECUTOR, "R-5.4"),
    Transition(Act.REFUSE_FOR_DEFECTS, State.EXAMINED, State.DEFECTIVE, Actor.EXECUTOR, "R-10.10"),
    # The same found after registration: whoever examines decides. The decree knows the refusal; not to refuse is ours.
    Transition(Act.REFUSE_UNCONFIRMED, State.EXAMINED, State.UNCONFIRMED, Actor.EXECUTOR, "R-10.7", ours=True),
    Transition(Act.REFUSE_UNCONFIRMED, State.DRAFTED, State.UNCONFIRMED, Actor.EXECUTOR, "R-10.7", ours=True),
    Transition(Act.KEEP_REQUEST, State.EXAMINED, State.EXAMINED, Actor.EXECUTOR, "R-10.6", ours=True),
    Transition(Act.KEEP_REQUEST, State.DRAFTED, State.DRAFTED, Actor.EXECUTOR, "R-10.6", ours=True),
    # The decree has no word for a draft the head will not sign: who signs may decline, and it goes back.
    Transition(Act.RETURN_DRAFT, State.DRAFTED, State.EXAMINED, Actor.HEAD, "R-5.5", ours=True),
    Transition(Act.SIGN_NOTICE, State.DRAFTED, State.ISSUED, Actor.HEAD, "R-5.5"),
    Transition(Act.SIGN_REFUSAL, State.DRAFTED, State.REFUSED, Actor.HEAD, "R-5.5"),
    # The head's signature makes a result valid (R-10.11b): a result with a void signature is signed anew.
    Transition(Act.WITHDRAW_NOTICE, State.ISSUED, State.DRAFTED, Actor.PORTAL, "R-10.11b", ours=True),
    Transition(Act.WITHDRAW_NOTICE, State.REFUSED, State.DRAFTED, Actor.PORTAL, "R-10.11b", ours=True),
)
TRANSITION_OF = {(row.source, row.act): row for row in TRANSITIONS}
ACTOR_OF = {row.act: row.actor for row in TRANSITIONS}


def next_state(state: State, act: Act, actor: Actor) -> State | Refused:
    """Return the state that `act` leads to, or why it is refused: NOT_OPEN in this state, or NOT_YOURS."""
    row = TRANSITION_OF.get((state, act))
    if row is None:
        return Refused(NOT_OPEN)
    return row.target if row.actor is actor else Refused(NOT_YOURS)


def open_acts(state: State, actor: Actor) -> tuple[Act, ...]:
    """Return the acts that are open to `actor` in this state, in the order of TRANSITIONS."""
    return tuple(row.act for row in TRANSITIONS if row.source is state and row.actor is actor)


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of work with a term: `actor` does it while the application is in `state`.

    The term runs from the last act of `begun_by`, the ground that clause 6 names for the step. A returned draft is
    no such ground: the executor's 25 days run on, or the 30 days of the service could not be kept.

    `label` names the work, `ended_by` says of each act that ends it what was done.
    """

    code: str
    clause: str
    actor: Actor
    state: State
    term: Term
    label: str
    begun_by: frozenset[Act]
    ended_by: Mapping[Act, str]


# What was drafted is not told before it is signed.
_DRAFTING = dict.fromkeys(
    (Act.DRAFT_NOTICE, Act.DRAFT_REFUSAL), N_("The documents were examined, and the answer was drafted")
)

STEPS = (
    Step(
        code="deliver",
        clause="R-10.8",
        actor=Actor.GATEWAY,
        state=State.SENT,
        # The gateway works round the clock; the clerk's minutes below run in working hours.
        term=Minutes(2, round_the_clock=True),
        label=N_("Delivery of the application to the provider by the gateway"),
        begun_by=frozenset({Act.CONFIRM_SIGNATURE}),
        ended_by={Act.DELIVER: N_("The application was delivered to the provider")},
    ),
    Step(
        code="register",
        clause="R-5.2",
        actor=Actor.CLERK,
        state=State.DELIVERED,
        term=Minutes(15),
        label=N_("Registration of the application and passing it to the head for a resolution"),
        begun_by=frozenset({Act.DELIVER}),
        ended_by={Act.REGISTER: N_("The application was registered and passed to the head")},
    ),
    Step(
        code="name_executor",
        clause="R-5.3",
        actor=Actor.HEAD,
        state=State.REGISTERED,
        term=CalendarDays(1),
        label=N_("Reading of the documents and naming of the responsible executor"),
        begun_by=frozenset({Act.REGISTER}),
        ended_by={Act.NAME_EXECUTOR: N_("The responsible executor was named")},
    ),
    Step(
        code="examine",
        clause="R-5.4",
        actor=Actor.EXECUTOR,
        state=State.EXAMINED,
        term=CalendarDays(25),
        label=N_("Examination of the documents and drafting of the answer"),
        begun_by=frozenset({Act.NAME_EXECUTOR}),
        ended_by=_DRAFTING
        | {
            Act.REFUSE_FOR_DEFECTS: N_("The documents were examined: defects were found in them"),
            Act.REFUSE_UNCONFIRMED: N_("The application was refused: the signature was not confirmed"),
        },
    ),
    Step(
        code="sign",
        clause="R-5.5",
        actor=Actor.HEAD,
        state=State.DRAFTED,
        term=CalendarDays(1),
        label=N_("Signing of the result"),
        begun_by=frozenset({*_DRAFTING, Act.WITHDRAW_NOTICE}),
        ended_by={
            Act.SIGN_NOTICE: N_("The notice was signed"),
            Act.SIGN_REFUSAL: N_("The reasoned refusal was signed"),
        },
    ),
)


def turn_of(actor: Actor) -> tuple[State, ...]:
    """Return the states in which it is this actor's turn."""
    return tuple(step.state for step in STEPS if step.actor is actor)
