"""The metrics of this process. Label values come from closed sets (routes, kinds, codes), never from input.

Every metric has a label: one without would open its file at import, before `shared` has chosen the folder.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]  # they would double the exposition and say little
REGISTRY = CollectorRegistry()

REQUESTS = Counter(
    "kezek_requests",
    "Requests answered, by route, method and class of status.",
    ["route", "method", "status"],
    registry=REGISTRY,
)
REQUEST_SECONDS = Histogram(
    "kezek_request_seconds",
    "From the first byte of a request to the last one of its answer.",
    ["route", "method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
IN_FLIGHT = Gauge(
    "kezek_requests_in_flight", "Under way now.", ["method"], registry=REGISTRY, multiprocess_mode="livesum"
)
ERRORS = Counter("kezek_error_responses", "Answers of 400 and above, by code.", ["code"], registry=REGISTRY)

TASKS = Counter(
    "kezek_tasks",
    "Tasks of the outbox a worker has had in hand, by what became of them.",
    ["kind", "outcome"],
    registry=REGISTRY,
)
TASK_SECONDS = Histogram(
    "kezek_task_seconds",
    "A worker's time with one task.",
    ["kind"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 20, 60),
    registry=REGISTRY,
)
TASK_DELAY = Histogram(
    "kezek_task_delay_seconds",
    "From when a task was wanted to when it was done.",
    ["kind"],
    buckets=(1, 5, 15, 30, 60, 300, 900, 3600, 86400),
    registry=REGISTRY,
)
WORKER_LOOKED = Gauge(
    "kezek_worker_looked_timestamp_seconds",
    "When a worker of this machine last looked for work.",
    ["at"],
    registry=REGISTRY,
    multiprocess_mode="max",
)

VERDICTS = Counter("kezek_signature_verdicts", "Signatures judged, by verdict.", ["code"], registry=REGISTRY)
SECOND_LOOKS = Counter(
    "kezek_signature_second_looks",
    "Looks at accepted signatures with later revocation data, by finding (confirmed, revoked, not_yet, otherwise).",
    ["finding"],
    registry=REGISTRY,
)
TIME_STAMPS = Counter(
    "kezek_time_stamps", "Time-stamps asked for, by outcome (stamped, or why not).", ["outcome"], registry=REGISTRY
)
LOG_INS = Counter(
    "kezek_log_ins",
    "Attempts to log in, by way (password, identity) and outcome (ok, wrong, limited, away).",
    ["way", "outcome"],
    registry=REGISTRY,
)
NOTICES = Counter("kezek_notices", "Notices whose PDF was made.", ["kind"], registry=REGISTRY)
