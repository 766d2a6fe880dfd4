import pytest
from portal.demo.people import CITIZEN, CLERK
from portal.regulation.states import State

async def test_a(portal, cases):
    b = portal.browser()
    print((await b.open("/")).heading)
    c = await portal.signed_in(CITIZEN)
    await c.open("/cabinet")
    for state in State:
        i = await cases.at(state)
        await c.open(f"/cabinet/applications/{i}")
        print(state, c.page.heading, c.page.state)
        from portal.applications.draft import start
        if state in (State.DRAFT, State.DEFECTIVE):
            pass
    await c.open("/cabinet")
    print(c.page.texts("//table//tr"))

@pytest.mark.parametrize("n", range(5))
async def test_b(portal, cases, n):
    i = await cases.at(State.DELIVERED)
    c = await portal.signed_in(CLERK)
    await c.open("/provider")
