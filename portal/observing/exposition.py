"""All metrics in the format of Prometheus."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal.observing.metrics import REGISTRY
from portal.observing.shared import is_whole, living, shared_folder

_PAGE = os.sysconf("SC_PAGE_SIZE")


class PreparedMetrics(Collector):
    """Metrics whose values were read for this request."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        return self._metrics


class _Shared(Collector):
    """The counters of all processes, ended ones included, and the gauges of living ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        alive = {slot for slot, _ in living(self._folder)}
        files = [file for file in sorted(self._folder.glob("*.db")) if _counts(file, alive) and is_whole(file)]
        merged: Iterable[Metric] = MultiProcessCollector.merge(map(str, files))  # type: ignore[no-untyped-call]
        return merged


def exposition(looked_up: Iterable[Metric]) -> bytes:
    """In the text format, version 0.0.4. `looked_up` are metrics read for this request."""
    folder = shared_folder()
    processes = list(living(folder)) if folder else [("alone", os.getpid())]
    registry = CollectorRegistry()
    registry.register(_Shared(folder) if folder else REGISTRY)
    registry.register(PreparedMetrics([*looked_up, _memory(processes), _alive(processes)]))
    return generate_latest(registry)


def _counts(file: Path, alive: set[str]) -> bool:
    return not file.name.startswith("gauge_live") or file.stem.rpartition("_")[2] in alive


def _memory(processes: Iterable[tuple[str, int]]) -> Metric:
    metric = GaugeMetricFamily("kezek_resident_bytes", "Memory in use, by process.", labels=["process"])
    for slot, number in processes:
        metric.add_metric([slot], _resident(number))
    return metric


def _alive(processes: Iterable[tuple[str, int]]) -> Metric:
    """A server of several processes has one more process, which supervises them."""
    metric = GaugeMetricFamily("kezek_processes", "Processes alive on this machine, by part.", labels=["part"])
    for part, number in Counter(slot.rstrip("0123456789") for slot, _ in processes).items():
        metric.add_metric([part], number)
    return metric


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
