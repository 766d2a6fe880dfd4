"""The kit's fixtures as a pytest plugin: one demonstration for all tests, new browser windows for each.

In a suite's own conftest.py: `pytest_plugins = ["e2e.kit.plugin"]`.
"""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.kit.browser import launch_options
from e2e.kit.demo import Demo, Running
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.watch import Watch
from e2e.kit.windows import SignedIn, Windows
from e2e.kit.world import World

expect.set_options(timeout=60_000)
_WATCH = pytest.StashKey[Watch]()
_DEMO = pytest.StashKey[Demo | Running]()
_LOGGED_BEFORE = pytest.StashKey[int]()
_FAILED = pytest.StashKey[bool]()
_URL = "--kezek-url"


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "a demonstration that runs already, in test mode; without it one is started"
    parser.addoption(_URL, default=os.environ.get("KEZEK_URL", ""), metavar="URL", help=told)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail the test in its call phase for the browser's complaints and leaks in the log, so that its trace is kept."""
    yield
    if _WATCH in item.stash:
        item.stash[_WATCH].read(item.stash[_DEMO].log[item.stash[_LOGGED_BEFORE] :])
        assert item.stash[_WATCH].complaints == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    if report.failed and _WATCH in item.stash:
        logged = item.stash[_DEMO].log[item.stash[_LOGGED_BEFORE] :]
        report.sections.append(("what the browser complained of", "\n".join(item.stash[_WATCH].complaints)))
        report.sections.append(("what the demonstration logged meanwhile", logged))
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo | Running]:
    if address := request.config.getoption(_URL):
        yield Running(address)
        return
    with Demo(tmp_path_factory.mktemp("demo")) as started:
        yield started


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], demo: Demo | Running) -> dict[str, Any]:
    """Set base_url here: a fixture `base_url` of ours would be overridden by the browser plugin's."""
    return {**browser_context_args, "base_url": demo.address}


@pytest.fixture(scope="session")
def signed_in() -> SignedIn:
    return {}


@pytest.fixture(scope="session")
def world_of_all(demo: Demo | Running, signed_in: SignedIn) -> Iterator[World]:
    world = World(demo.address, signed_in.clear)
    yield world
    world.close()


@pytest.fixture
def world(world_of_all: World) -> Iterator[World]:
    """The world. It is reset after a test that moved the clock; a test undoes anything else itself."""
    yield world_of_all
    if world_of_all.was_moved:
        world_of_all.reset()


@pytest.fixture
def keys(world: World, tmp_path: Path) -> Keys:
    return Keys(world, tmp_path)


@pytest.fixture
def traced_context(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], output_path: str
) -> Iterator[Callable[..., BrowserContext]]:
    """Open contexts that write a trace of every failure to test-results/: `playwright show-trace` opens it.

    The browser plugin's traces record screenshots too, which costs a third more time; `--tracing=on` uses them instead.
    """
    contexts: list[BrowserContext] = []
    ours = request.config.getoption("--tracing") == "off"

    def open_traced(**options: Any) -> BrowserContext:
        context = new_context(**options)
        if ours:
            context.tracing.start(snapshots=True)
            contexts.append(context)
        return context

    yield open_traced
    failed = request.node.stash.get(_FAILED, False)
    for number, context in enumerate(contexts, 1):
        context.tracing.stop(path=Path(output_path, f"trace-{number}.zip") if failed else None)


@pytest.fixture
def windows(
    request: pytest.FixtureRequest,
    demo: Demo | Running,
    traced_context: Callable[..., BrowserContext],
    tmp_path: Path,
    signed_in: SignedIn,
) -> Windows:
    watch = Watch()
    request.node.stash[_WATCH] = watch
    request.node.stash[_DEMO] = demo
    request.node.stash[_LOGGED_BEFORE] = len(demo.log)
    return Windows(traced_context, tmp_path, watch, signed_in)


@pytest.fixture
def theatre(windows: Windows) -> Windows:
    """The name of `windows` in 0.1, for suites that use it."""
    return windows


@pytest.fixture
def office(windows: Windows, keys: Keys) -> Office:
    return Office(windows, keys)
