"""Addresses and people of the demonstration; the reset."""

from time import perf_counter

from litestar import get, post
from litestar.handlers import HTTPRouteHandler

from portal.demo.people import PASSWORD, PEOPLE, DemoPerson
from portal.demo.running import RunningDemo


def about_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    @get("/")
    async def about() -> dict[str, object]:
        return {**demo.layout.addresses(), "people": [_described(person) for person in PEOPLE]}

    @post("/reset", status_code=200)
    async def reset() -> dict[str, object]:
        begun = perf_counter()
        await demo.reset()
        return {"now": demo.clock.now(), "seconds": round(perf_counter() - begun, 4)}

    return [about, reset]


def _described(person: DemoPerson) -> dict[str, str | None]:
    return {
        "key": person.key,
        "iin": person.iin,
        "password": PASSWORD,
        "surname": person.surname,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "role": person.role,
        "provider": person.provider if person.role else None,
    }
