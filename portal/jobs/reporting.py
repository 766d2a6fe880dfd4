"""What the log and the metrics tell of a worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from structlog.contextvars import bound_contextvars

from portal.observing.metrics import TASK_DELAY, TASK_SECONDS, TASKS, WORKER_LOOKED
from portal.observing.request_id import OWN, new_request_id
from portal.outbox.work import Task

_log = structlog.get_logger(__name__)


def report_poll() -> None:
    """The worker has just asked the outbox for tasks."""
    WORKER_LOOKED.labels("outbox").set_to_current_time()


@contextmanager
def under_request_id(task: Task) -> Iterator[None]:
    """Log lines carry the id of the request that put the task there, or a new id where no request did."""
    with bound_contextvars(**{OWN: task.request_id or new_request_id(), "task": str(task.id)}):
        yield


def report_outcome(task: Task, outcome: str, seconds: float, now: datetime) -> None:
    """Metrics for every task. A log line for `done` and `later` alone: a failure has been logged, a job recurs."""
    TASKS.labels(task.kind, outcome).inc()
    TASK_SECONDS.labels(task.kind).observe(seconds)
    if outcome == "done" and task.wanted_at:
        TASK_DELAY.labels(task.kind).observe((now - task.wanted_at).total_seconds())
    if outcome in ("done", "later"):
        _log.info("task", kind=task.kind, outcome=outcome, attempt=task.attempts, ms=round(seconds * 1000, 1))
