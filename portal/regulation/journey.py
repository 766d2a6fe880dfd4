"""One application's steps as the citizen sees them: which are done, which one is under way, and when it is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.regulation.procedure import STEPS, TRANSITION_OF, Act, Step
from portal.regulation.states import State
from portal.regulation.terms import WorkingHours, due


@dataclass(frozen=True, slots=True)
class Event:
    """An act, and when it was done."""

    act: Act
    at: datetime


class Progress(StrEnum):
    """The state of a step. A page shows it as `data-state`."""

    DONE = "done"
    NOW = "now"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"
    """The application ended before this step: there is nothing to sign after a refusal for defects."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of one application. `since` and `due_at` are None before the step begins."""

    step: Step
    progress: Progress
    since: datetime | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it was done after its term, or its term is over and it is not done."""
        return self.due_at is not None and (self.done_at or now) > self.due_at


def timeline(events: Sequence[Event], hours: WorkingHours) -> tuple[Stage, ...]:
    """All steps of the procedure for an application with these `events`, oldest first."""
    events = _counted(events)
    state = state_after(events)
    return tuple(_stage(step, state, events, hours) for step in STEPS)


def state_after(events: Sequence[Event]) -> State:
    """The state after these acts. Whether each was allowed is not checked again."""
    state = State.DRAFT
    for event in events:
        state = TRANSITION_OF[state, event.act].target
    return state


def applied_at(events: Sequence[Event]) -> datetime | None:
    """When the application was made: the arrival of the signed request. None for a draft, also one given back."""
    if state_after(events) is State.DRAFT:
        return None
    return _last(events, {Act.SIGN})


def _counted(events: Sequence[Event]) -> Sequence[Event]:
    """The events since the last recall: a request that is sent again begins the procedure anew."""
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
