"""The time line of one application: which steps are done, which is in progress, and by when."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal.regulation.procedure import STEPS, TRANSITION_OF, Act, Step
from portal.regulation.states import State
from portal.regulation.terms import Missed, WorkingHours, due, missed


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
    """One step of one application. `since` and `due_at` are None before the step begins.

    `latest_at` is for a step ahead: when it is due if everybody before takes the whole of his term.
    """

    step: Step
    progress: Progress
    since: datetime | None = None
    due_at: datetime | None = None
    done: Event | None = None
    """The act that ended the step."""
    latest_at: datetime | None = None

    @property
    def done_at(self) -> datetime | None:
        return self.done.at if self.done else None

    @property
    def label(self) -> str:
        """What was done, or what is to be done."""
        return self.step.ended_by[self.done.act] if self.done else self.step.label

    def missed(self, now: datetime, zone: ZoneInfo) -> Missed | None:
        """Return how the step's term was missed; None if it was or is kept."""
        return missed(self.due_at, self.done_at, now, zone) if self.due_at else None


def timeline(events: Sequence[Event], hours: WorkingHours) -> tuple[Stage, ...]:
    """Return every step of the procedure for an application with these events, which are in order of time."""
    events = _counted(events)
    state = state_after(events)
    return tuple(_foreseen((_stage(step, state, events, hours) for step in STEPS), hours))


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


def end_of(events: Sequence[Event]) -> Event | None:
    """Return the act that ended the application; None while somebody has something to do."""
    return events[-1] if state_after(events).is_end else None


def _counted(events: Sequence[Event]) -> Sequence[Event]:
    """Return the events since the last recall: a request that is sent again begins anew."""
    recalls = [index for index, event in enumerate(events) if event.act is Act.RECALL]
    return events[recalls[-1] + 1 :] if recalls else events


def _stage(step: Step, state: State, events: Sequence[Event], hours: WorkingHours) -> Stage:
    since, done = _last(events, step.begun_by), _end_of(step, events)
    if state is step.state:
        # A returned draft opens the examination again, although an act has ended it before.
        return _begun(step, Progress.NOW, since, None, hours)
    if done is not None:
        return _begun(step, Progress.DONE, since, done, hours)
    return Stage(step, Progress.NOT_NEEDED if state.is_end else Progress.NOT_YET)


def _begun(step: Step, progress: Progress, since: datetime | None, done: Event | None, hours: WorkingHours) -> Stage:
    due_at = None if since is None else due(step.term, since, hours)
    return Stage(step, progress, since, due_at, done)


def _foreseen(stages: Iterable[Stage], hours: WorkingHours) -> Iterator[Stage]:
    """Give each step after the one in progress its latest moment."""
    latest_at: datetime | None = None
    for stage in stages:
        if stage.progress is Progress.NOT_YET and latest_at:
            latest_at = due(stage.step.term, latest_at, hours)
            yield replace(stage, latest_at=latest_at)
        else:
            latest_at = stage.due_at
            yield stage


def _end_of(step: Step, events: Sequence[Event]) -> Event | None:
    """Return the act that ended the step. It does not count if the step began again, or was done in another state."""
    state, end = State.DRAFT, None
    for event in events:
        source, state = state, TRANSITION_OF[state, event.act].target
        if state is step.state:
            end = None
        elif source is step.state and event.act in step.ended_by:
            end = event
    return end


def _last(events: Sequence[Event], acts: Collection[Act]) -> datetime | None:
    return next((event.at for event in reversed(events) if event.act in acts), None)
