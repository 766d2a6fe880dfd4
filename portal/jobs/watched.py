"""What a worker tells of each task: a line in the log under the request's number, and counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from structlog.contextvars import bound_contextvars

from portal.observing.metrics import TASK_DELAY, TASK_SECONDS, TASKS, WORKER_LOOKED
from portal.observing.request_id import OWN, new_request_id
from portal.outbox.work import Task

_log = structlog.get_logger(__name__)


def looked() -> None:
    """It has asked the outbox for work just now."""
    WORKER_LOOKED.labels("outbox").set_to_current_time()


@contextmanager
def numbered(task: Task) -> Iterator[None]:
    """Under the number of the request that the task comes from; what comes from none gets one for this turn."""
    with bound_contextvars(**{OWN: task.request_id or new_request_id(), "task": str(task.id)}):
        yield


def tell(task: Task, outcome: str, seconds: float, now: datetime) -> None:
    """What has failed has its line already; what comes due again and again has none while all is well."""
    TASKS.labels(task.kind, outcome).inc()
    TASK_SECONDS.labels(task.kind).observe(seconds)
    if outcome == "done" and task.wanted_at:
        TASK_DELAY.labels(task.kind).observe((now - task.wanted_at).total_seconds())
    if outcome in ("done", "later"):
        _log.info("task", kind=task.kind, outcome=outcome, attempt=task.attempts, ms=round(seconds * 1000, 1))
