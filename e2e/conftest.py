"""The stage of every journey: one demonstration for all, a theatre of windows for each."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.kit.browser import launch_options
from e2e.kit.demo import Demo
from e2e.kit.keys import Keys
from e2e.kit.office import Office
from e2e.kit.theatre import SignedIn, Theatre
from e2e.kit.watch import Watch

expect.set_options(timeout=20_000)
_WATCH = pytest.StashKey[Watch]()
_DEMO = pytest.StashKey[Demo]()
_LOGGED_BEFORE = pytest.StashKey[int]()
_FAILED = pytest.StashKey[bool]()
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last of all: Playwright keeps an event loop for itself, in which no test with one of its own could run."""
    items.sort(key=lambda item: _HERE in item.path.parents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """What a browser complained of fails the test, as part of it, so that its trace is kept."""
    yield
    if _WATCH in item.stash:
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
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(demo: Demo) -> str:
    return demo.address


@pytest.fixture(scope="session")
def signed_in() -> SignedIn:
    return {}


@pytest.fixture
def keys(demo: Demo, tmp_path: Path) -> Keys:
    return Keys(demo, tmp_path)


@pytest.fixture
def traced_context(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], output_path: str
) -> Iterator[Callable[..., BrowserContext]]:
    """A trace of every failure, in test-results/: `playwright show-trace` opens it.

    The plugin's own also films, which takes a third more of everything; `--tracing=on` switches it on instead of ours.
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
def theatre(
    request: pytest.FixtureRequest,
    demo: Demo,
    traced_context: Callable[..., BrowserContext],
    tmp_path: Path,
    signed_in: SignedIn,
) -> Theatre:
    watch = Watch()
    request.node.stash[_WATCH] = watch
    request.node.stash[_DEMO] = demo
    request.node.stash[_LOGGED_BEFORE] = len(demo.log)
    return Theatre(traced_context, tmp_path, watch, signed_in)


@pytest.fixture
def office(theatre: Theatre, keys: Keys) -> Office:
    return Office(theatre, keys)
