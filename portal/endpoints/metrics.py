"""The figures of the portal for Prometheus: what its processes have counted, and what the database knows."""

from collections.abc import Iterator

from litestar import Response, get
from prometheus_client.core import GaugeMetricFamily, Metric

from auth.certificates.lists.freshness import ListState
from portal.endpoints.condition import Condition, GivenCondition, Seen
from portal.endpoints.health import READY, parts_of
from portal.observing.exposition import exposition
from portal.outbox.lag import Lag
from portal.web.access import Access, access
from portal.web.visitor import NO_VISITOR

_TYPE = "text/plain; version=0.0.4"
"""Litestar adds the charset."""


@get("/metrics", opt={**access(Access.MONITOR), NO_VISITOR: True})
async def metrics(condition: GivenCondition) -> Response[bytes]:
    """Figures of the database are the same in every process and on every machine."""
    text = exposition(_looked_up(await condition.look(), condition))
    return Response(text, media_type=_TYPE, headers={"cache-control": "no-store"})


def _looked_up(seen: Seen, condition: Condition) -> Iterator[Metric]:
    yield _parts(seen, condition)
    if seen.lag is not None:
        yield from _outbox(seen.lag)
    if seen.sessions is not None:
        yield GaugeMetricFamily("kezek_sessions_open", "People signed in now.", seen.sessions)
    yield from _lists(seen.lists)


def _parts(seen: Seen, condition: Condition) -> Metric:
    metric = GaugeMetricFamily("kezek_ready", "1: this part is as it should be.", labels=["part"])
    for name, part in parts_of(seen, condition).items():
        metric.add_metric([name], part["state"] == READY)
    return metric


def _outbox(lag: Lag) -> Iterator[Metric]:
    yield GaugeMetricFamily("kezek_outbox_open", "Tasks not done yet.", lag.open)
    yield GaugeMetricFamily("kezek_outbox_due", "Tasks that a worker would take now.", lag.due)
    yield GaugeMetricFamily("kezek_outbox_dead", "Tasks given up: somebody must look.", lag.dead)
    yield GaugeMetricFamily("kezek_outbox_oldest_seconds", "How late the latest task is.", lag.seconds)


def _lists(lists: tuple[ListState, ...]) -> Iterator[Metric]:
    words = {
        "age": "Since the revocation list was made.",
        "heard": "Since the authority last gave it.",
        "remaining": "Until its nextUpdate; less than 0 when that is past.",
    }
    for figure, meaning in words.items():
        metric = GaugeMetricFamily(f"kezek_crl_{figure}_seconds", meaning, labels=["issuer", "key", "kind"])
        for one in lists:
            time = getattr(one, figure)
            if time is not None:
                metric.add_metric([one.issuer, one.key, one.kind], time.total_seconds())
        yield metric
