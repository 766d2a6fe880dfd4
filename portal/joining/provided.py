"""The dependencies of handlers, by name, and the state that templates and guards read."""

from dataclasses import fields

from litestar.datastructures import State
from litestar.di import Provide

from auth.accounts.passwords import Passwords
from auth.federation.provider import OpenIdProvider
from auth.key_files import public_keys
from auth.limits.counting import Counter
from auth.limits.device_cookies import DeviceCookies
from auth.tokens import VerifyingKeys
from portal.joining.gateway import gateway_inbound
from portal.joining.parts import Parts
from portal.settings import Settings
from portal.web.csrf import CsrfTokens
from portal.web.limits import Limiter
from portal.web.monitors import Monitors
from portal.web.visitor import FindVisitor


def dependencies(parts: Parts, **own: object) -> dict[str, Provide]:
    """Every part, what the application alone needs, and `own`."""
    settings = parts.settings
    values: dict[str, object] = {
        **{field.name: getattr(parts, field.name) for field in fields(parts)},
        "passwords": Passwords(),
        "counter": _counter(settings),
        "device_cookies": DeviceCookies(*_secrets(settings)),
        "gateway_inbound": gateway_inbound(settings.gateway),
        "published_keys": _published_keys(settings),
        **own,
    }
    return {name: _given(value) for name, value in values.items()}


def state(parts: Parts, identity: OpenIdProvider | None, visitors: FindVisitor) -> State:
    settings = parts.settings
    return State(
        {
            "rendering": parts.rendering,
            "csrf_tokens": CsrfTokens(*_secrets(settings)),
            "limiter": Limiter(parts.transactions, parts.clock, _counter(settings)),
            "visitors": visitors,
            "monitors": Monitors(settings.metrics_from),
            "demo": settings.demo,
            "identity_on": identity is not None,
            "test_clock": parts.clock if settings.test_mode else None,
        }
    )


def _given(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)


def _counter(settings: Settings) -> Counter:
    return Counter(settings.secret_file.read_bytes())


def _secrets(settings: Settings) -> list[bytes]:
    """The current one first, then those that are still accepted."""
    return [file.read_bytes() for file in (settings.secret_file, *settings.accepted_secret_files)]


def _published_keys(settings: Settings) -> VerifyingKeys:
    own = [key for key in (settings.server_keys.private, settings.gateway.key_file) if key]
    return VerifyingKeys(public_keys([*own, *settings.server_keys.published]))
