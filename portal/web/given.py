"""Types of a handler's parameters: parts of the application, injected by name, and parts of the address."""

from uuid import UUID

from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from auth import tokens
from auth.accounts import passwords
from auth.federation import provider
from auth.limits import counting, device_cookies
from portal.database import transactions
from portal.files import store
from portal.kernel import clock
from portal.signing import receive

Transactions = NamedDependency[transactions.Transactions]
Clock = NamedDependency[clock.Clock]
Passwords = NamedDependency[passwords.Passwords]
Counter = NamedDependency[counting.Counter]
DeviceCookies = NamedDependency[device_cookies.DeviceCookies]
Files = NamedDependency[store.Files]
Verifier = NamedDependency[receive.Verifier]
Identity = NamedDependency[provider.OpenIdProvider]
PublishedKeys = NamedDependency[tokens.VerifyingKeys]

Id = FromPath[UUID]
PathText = FromPath[str]
QueryText = FromQuery[str]
