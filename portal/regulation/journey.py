"""The way of one application as the citizen sees it: what is done, what is being done, and by when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.regulation.procedure import STEPS, TRANSITION_OF, Act, Step
from portal.regulation.states import State
from portal.regulation.terms import WorkingHours, due


@dataclass(frozen=True, slots=True)
class Event:
    """An act that was done, and when."""

    act: Act
    at: datetime


class Progress(StrEnum):
    """How far a step is. A page shows it as `data-state`."""

    DONE = "done"
    NOW = "now"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"
    """The application ended before this step: there is nothing to sign after a refusal for defects."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of one application. `since` and `due_at` are None while the step has not begun."""

    step: Step
    progress: Progress
    since: datetime | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it was done after its term, or is still undone after it."""
        return self.due_at is not None and (self.done_at or now) > self.due_at


def timeline(events: Sequence[Event], hours: WorkingHours) -> tuple[Stage, ...]:
    """Every step of the procedure for an application that went through `events`, given in their order."""
    events = _counted(events)
    state = state_after(events)
    return tuple(_stage(step, state, events, hours) for step in STEPS)


def state_after(events: Sequence[Event]) -> State:
    """The state those acts have led to. They are taken as done: nothing is checked again."""
    state = State.DRAFT
    for event in events:
        state = TRANSITION_OF[state, event.act].target
    return state


def applied_at(events: Sequence[Event]) -> datetime | None:
    """When the application counts as made: the signed request's arrival, unless its signature was refused."""
    if state_after(events) is State.DRAFT:
        return None
    return _last(events, {Act.SIGN})


def _counted(events: Sequence[Event]) -> Sequence[Event]:
    """Those since the last recall: a request that is sent again begins its way anew."""
    recalls = [place for place, event in enumerate(events) if event.act is Act.RECALL]
    return events[recalls[-1] + 1 :] if recalls else events


def _stage(step: Step, state: State, events: Sequence[Event], hours: WorkingHours) -> Stage:
    since, done_at = _last(events, step.begun_by), _last(events, step.ended_by)
    if state is step.state:
        # A draft given back opens the examination again: what was done is not done any more.
        return _begun(step, Progress.NOW, since, None, hours)
    if done_at is not None:
        return _begun(step, Progress.DONE, since, done_at, hours)
    return Stage(step, Progress.NOT_NEEDED if state.is_end else Progress.NOT_YET)


def _begun(
    step: Step, progress: Progress, since: datetime | None, done_at: datetime | None, hours: WorkingHours
) -> Stage:
    due_at = None if since is None else due(step.term, since, hours)
    return Stage(step, progress, since, due_at, done_at)


def _last(events: Sequence[Event], acts: Collection[Act]) -> datetime | None:
    return next((event.at for event in reversed(events) if event.act in acts), None)
