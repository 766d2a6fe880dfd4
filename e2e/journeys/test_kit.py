"""The kit sees what it is there to see: a watch that never barked would keep nobody awake."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.kit import axe
from e2e.kit.people import CLERK
from e2e.kit.screens.cabinet import Service
from e2e.kit.watch import Watch
from e2e.kit.windows import Windows


def test_watch_tells_of_errors_of_what_the_policy_forbids_and_of_sideways_scroll(
    new_context: Callable[..., BrowserContext],
) -> None:
    context, watch = new_context(viewport={"width": 20, "height": 400}), Watch()
    watch.over(context)
    page = context.new_page()

    page.goto("/")
    page.evaluate("console.error('by a script')")
    page.evaluate("document.body.style.backgroundImage = 'url(data:image/png;base64,AAAA)'")
    page.evaluate("setTimeout(() => { throw new Error('by nobody') })")
    expect(page.locator("body[data-settled]")).to_be_attached()

    told = "\n".join(watch.complaints)
    for complaint in ("scrolls sideways by", "by a script", "against the policy img-src", "by nobody"):
        assert complaint in told


def test_watch_finds_somebody_in_an_address_and_in_the_log(new_context: Callable[..., BrowserContext]) -> None:
    context, watch = new_context(), Watch()
    watch.over(context)
    watch.about(CLERK, context)

    context.new_page().goto(f"/nowhere?who={CLERK.iin}")
    watch.read(f"2026-11-22 [info] request route=/ name={CLERK.surname}\n2026-11-22 [info] request route=/")

    told = [complaint.partition(" (")[0] for complaint in watch.complaints]
    assert told.count(f"in an address: who somebody is: {CLERK.iin}") >= 1
    assert f"in the log: who somebody is: {CLERK.surname}" in told
    assert {complaint.partition(":")[0] for complaint in told} == {"in an address", "in the log"}


def test_axe_finds_what_is_wrong(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    page.set_content("<img src=x><p style='color:#999'>faint</p>")

    assert {found.split(":")[0] for found in axe.violations(page)} >= {"image-alt", "color-contrast", "html-has-lang"}
    assert [found.split(":")[0] for found in axe.faint_text(page)] == ["color-contrast"]


def test_person_of_the_demo_logs_in_once_for_all_windows(windows: Windows) -> None:
    opened = [windows.open_as(CLERK) for _ in range(2)]

    for window in opened:
        Service(window).open()
        window.go("/provider")
        window.at("/provider")
