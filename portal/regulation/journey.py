"""The time line of one application: which steps are done, which is in progress, and by when."""

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
    """The progress of a step. Pages show it as `data-state`."""

    DONE = "done"
    NOW = "now"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"
    """The application ended before this step, as the signing after a refusal for defects."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of one application. `since` and `due_at` are None before the step begins."""

    step: Step
    progress: Progress
    since: datetime | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Return whether the step was done after its term, or is undone after it."""
        return self.due_at is not None and (self.done_at or now) > self.due_at


def timeline(events: Sequence[Event], hours: WorkingHours) -> tuple[Stage, ...]:
    """Return every step of the procedure for an application with these events, which are in order of time."""
    events = _counted(events)
    state = state_after(events)
    return tuple(_stage(step, state, events, hours) for step in STEPS)


def state_after(events: Sequence[Event]) -> State:
    """Return the state that the events lead to. Does not check again whether each act was open to its actor."""
    state = State.DRAFT
    for event in events:
        state = TRANSITION_OF[state, event.act].target
    return state


def applied_at(events: Sequence[Event]) -> datetime | None:
    """Return when the application was made, the arrival of the signed request; None for a draft."""
    if state_after(events) is State.DRAFT:
        return None
    return _last(events, {Act.SIGN})


def _counted(events: Sequence[Event]) -> Sequence[Event]:
    """Return the events since the last recall: a request that is sent again begins anew."""
    recalls = [index for index, event in enumerate(events) if event.act is Act.RECALL]
    return events[recalls[-1] + 1 :] if recalls else events


def _stage(step: Step, state: State, events: Sequence[Event], hours: WorkingHours) -> Stage:
    since, done_at = _last(events, step.begun_by), _last(events, step.ended_by)
    if state is step.state:
        # A returned draft opens the examination again, although an act has ended it before.
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
