"""Every metric and part named by the alert rules and by the page for operators exists."""

import re

import pytest

from portal.observing.metrics import REGISTRY
from tests.architecture.sources import ROOT, modules
from tests.factories.portal import Portal

_ENDS = re.compile(r"_(total|bucket|count|sum)$")


def named(page: str) -> set[str]:
    text = (ROOT / "docs" / page).read_text()
    return {_ENDS.sub("", name) for name in re.findall(r"\bkezek_[a-z_]*[a-z]\b", text)}


async def told(portal: Portal) -> set[str]:
    exposed = (await portal.browser().get("/metrics")).text
    return {_ENDS.sub("", name) for name in re.findall(r"^# TYPE (\w+)", exposed, re.MULTILINE)}


@pytest.mark.parametrize("page", ["alerts.yml", "operations.md"])
async def test_no_alert_waits_for_a_figure_that_there_is_not(portal: Portal, page: str) -> None:
    counted = {metric.name for metric in REGISTRY.collect()}

    assert named(page) - {"kezek_outbox"} - counted - await told(portal) == set()


async def test_every_part_of_the_portal_s_health_is_explained(portal: Portal) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    parts = (await portal.browser().get("/health/ready")).json()["parts"]

    assert [name for name in parts if f"| `{name}` |" not in page] == []


def test_every_event_of_the_log_that_is_explained_is_written_somewhere() -> None:
    page = (ROOT / "docs" / "operations.md").read_text().partition("## The log")[2]
    texts = "".join((ROOT / path).read_text() for path in modules())

    events = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert len(events) == 11
    assert [event for event in events if f'"{event}"' not in texts] == []
