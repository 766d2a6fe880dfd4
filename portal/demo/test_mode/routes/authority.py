"""The certification authority: issue keys, sign, revoke; delete or renew the portal's revocation lists."""

import asyncio
from base64 import b64encode
from datetime import datetime
from functools import partial

from litestar import get, post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Struct, structs

from auth.certificates.revocation import Reason
from portal.demo.running import RunningDemo
from portal.demo.test_mode.key_ring import KeptKey, read_key_file
from portal.reading.numbers import compact_number
from portal.simulators.authority.authority import DemoAuthority
from portal.simulators.authority.holder_form import CITIZEN, OFFICIAL, holder_of, read_holder
from portal.simulators.authority.holders import Citizen
from portal.simulators.authority.issuing import family_of
from portal.simulators.authority.keys import Family
from portal.simulators.authority.signing import sign_cades
from portal.simulators.authority.states import KeyState, issue_in

_KINDS_OF_REVOCATION = {Reason.CERTIFICATE_HOLD: "on_hold", None: "good"}


class Wanted(Struct, forbid_unknown_fields=True):
    """The holder of the key, and the state it is in. For an official also the organisation and its BIN."""

    iin: str
    surname: str
    given_name: str
    patronymic: str = ""
    organisation: str = ""
    bin: str = ""
    state: KeyState = KeyState.GOOD
    family: Family = Family.RSA


class Named(Struct, forbid_unknown_fields=True):
    """A certificate, by its serial number in hexadecimal digits."""

    serial: str


class RevokeRequest(Named, forbid_unknown_fields=True):
    """`hold`: it can be released. `at`: the revocation date in the list; by default now, by the portal's clock."""

    hold: bool = False
    at: datetime | None = None


class Document(Named, forbid_unknown_fields=True):
    """To be signed with that certificate's key. `content`: in base64. `attached`: the signature encloses it."""

    content: bytes
    attached: bool = False


def authority_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    authority = demo.authority

    @get("/authority/keys")
    async def keys() -> dict[str, object]:
        return {"keys": [_shown(key, authority) for key in demo.keys.all()]}

    @post("/authority/keys", status_code=200)
    async def issue(data: JSONBody[Wanted]) -> dict[str, object]:
        key = await asyncio.to_thread(_issue, data, authority, demo.clock.now())
        demo.keys.add(key)
        if data.state is KeyState.REVOKED:
            await demo.fetch_lists()
        return _shown(key, authority)

    @post("/authority/revoke", status_code=200)
    async def revoke(data: JSONBody[RevokeRequest]) -> dict[str, object]:
        """The portal fetches the new list before the answer."""
        key, at = _find(demo, data.serial), data.at or demo.clock.now()
        if at.tzinfo is None:
            raise HTTPException(status_code=422, detail="name a moment with its zone")
        authority.hold(key.serial, at) if data.hold else authority.revoke(key.serial, at)
        await demo.fetch_lists()
        return _shown(key, authority)

    @post("/authority/release", status_code=200)
    async def release(data: JSONBody[Named]) -> dict[str, object]:
        """End a hold."""
        key = _find(demo, data.serial)
        if not authority.release(key.serial):
            raise HTTPException(status_code=409, detail="it is not on hold; a revocation is never taken back")
        await demo.fetch_lists()
        return _shown(key, authority)

    return [keys, issue, revoke, release, *_signing_routes(demo), *_list_routes(demo)]


def _signing_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    @post("/authority/sign", status_code=200)
    async def sign(data: JSONBody[Document]) -> dict[str, str]:
        """CAdES in DER, in base64, as NCALayer makes it; with GOST keys too, which openssl cannot."""
        key = _find(demo, data.serial)
        make = partial(sign_cades, key.pem, data.content, demo.clock.now(), attached=data.attached)
        return {"cms": b64encode(await asyncio.to_thread(make)).decode()}

    return [sign]


def _list_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    @post("/authority/lists/forget", status_code=200)
    async def forget_lists() -> dict[str, bool]:
        """Delete the portal's lists. It tries to fetch them every two seconds."""
        await demo.forget_lists()
        return {"forgotten": True}

    @post("/authority/lists/renew", status_code=200)
    async def renew_lists() -> dict[str, bool]:
        """The authority issues new lists, as after an hour. The portal fetches them before the answer."""
        demo.authority.renew_lists()
        await demo.fetch_lists()
        return {"renewed": True}

    return [forget_lists, renew_lists]


def _issue(wanted: Wanted, authority: DemoAuthority, now: datetime) -> KeptKey:
    holder = _holder(wanted)
    return read_key_file(issue_in(wanted.state, authority, holder, now, wanted.family).pem, holder)


def _holder(wanted: Wanted) -> Citizen:
    """Raises HTTPException for what cannot be read. An IIN that nobody can have is accepted: suites try it."""
    form = read_holder({"kind": OFFICIAL if wanted.bin else CITIZEN, **structs.asdict(wanted)})
    unread = sorted(form.errors.keys() - {"iin"})
    if unread:
        raise HTTPException(status_code=422, detail=f"cannot be read: {', '.join(unread)}")
    return holder_of({**form.values, "iin": compact_number(wanted.iin)})


def _find(demo: RunningDemo, serial: str) -> KeptKey:
    found = next((key for key in demo.keys.all() if f"{key.serial:x}" == serial.lower()), None)
    if found is None:
        raise HTTPException(status_code=404, detail="no key here has this serial number")
    return found


def _shown(key: KeptKey, authority: DemoAuthority) -> dict[str, object]:
    """`pem`: private key, certificate and issuing authority's certificate, as a person downloads them."""
    return {
        "key": key.key,
        **_named(key.holder),
        "serial": f"{key.serial:x}",
        "family": family_of(key.serial),
        "not_before": key.not_before,
        "not_after": key.not_after,
        "state": _KINDS_OF_REVOCATION.get(authority.revocation(key.serial), "revoked"),
        "pem": key.pem.decode(),
    }


def _named(holder: Citizen) -> dict[str, str]:
    names = ("iin", "surname", "given_name", "patronymic", "organisation", "bin")
    return {name: getattr(holder, name) for name in names if hasattr(holder, name)}
