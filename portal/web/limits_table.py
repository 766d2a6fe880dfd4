"""How often what is costly may be asked for: every figure, and why. What is not here costs no more than a page.

Figures for people stand above what anybody at a desk can do; figures for addresses above what a whole office, a
service centre's hall or a provider's network behind one address does.
"""

from dataclasses import dataclass
from datetime import timedelta

from auth.limits.counting import Limit
from portal.kernel.language import N_

_TEN_MINUTES, _DAY = timedelta(minutes=10), timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class OfRoute:
    """Counted each time, for who is signed in and for where they are."""

    account: Limit
    address: Limit


ONE_IIN_HERE = Limit("log_in.iin_here", 5, _TEN_MINUTES)
"""Failures of one IIN from one address. Nobody who knows the password needs six; at 720 a day guessing is hopeless."""

ONE_ADDRESS = Limit("log_in.address", 20, _TEN_MINUTES)
"""Failures from one address, whatever the IIN: a list of stolen passwords is tried at 2,880 a day and not at thousands
a minute. An office of 150 stays below it, because browsers where somebody has signed in before are not counted here."""

ONE_IIN_ANYWHERE = Limit("log_in.iin", 50, _DAY)
"""Failures of one IIN from all addresses, for who has many. Never a lock of the account: a known browser, a signature
and the identity provider still lead in."""

KNOWN_BROWSER = Limit("log_in.known_browser", 5, _TEN_MINUTES)
KNOWN_BROWSER_DAILY = Limit("log_in.known_browser_daily", 50, _DAY)
"""The same two figures for a browser where the owner has signed in before; it stands for the address."""

REGISTRATIONS = Limit("registrations.address", 300, _TEN_MINUTES)
"""By address, one every two seconds: more than a hall of twenty people registers, and a hundredth of a processor for
their passwords. That someone takes another's IIN is met by the proof of accounts, not here."""

IDENTITY = Limit("identity.address", 600, _TEN_MINUTES)
"""By address, each way to the identity provider and each way back: a hall of people, and a row a second at most."""

UPLOADS = OfRoute(Limit("uploads.account", 240, _TEN_MINUTES), Limit("uploads.address", 2_400, _TEN_MINUTES))
"""An application holds 12 files: this fills twenty of them. Each is kept, scanned and rebuilt."""

REQUESTS = OfRoute(Limit("requests.account", 240, _TEN_MINUTES), Limit("requests.address", 2_400, _TEN_MINUTES))
"""One is made for each application, and anew after each change of its answers."""

SIGNATURES = OfRoute(Limit("signatures.account", 240, _TEN_MINUTES), Limit("signatures.address", 2_400, _TEN_MINUTES))
"""A head who signs the notices of a month signs one every ten seconds; four times that is taken."""

DOWNLOADS = OfRoute(Limit("downloads.account", 600, _TEN_MINUTES), Limit("downloads.address", 12_000, _TEN_MINUTES))
"""An executor who opens every scan of every application opens one a second at most. Each may be 20 MB in memory."""

OF_ROUTES = (UPLOADS, REQUESTS, SIGNATURES, DOWNLOADS)

_WRONG_PASSWORDS = N_("Too many wrong passwords for this IIN. Make sure of the password before you try again.")
_FROM_NETWORK = N_(
    "Too many requests from your network. You can go on from another one, for example by mobile Internet."
)
_FILES = N_("Too many files in a short time. What you have attached is kept.")
_REQUESTS = N_("Too many documents in a short time. Your answers are kept.")
_SIGNATURES = N_("Too many signatures in a short time. Those that were sent are kept.")
_DOWNLOADS = N_("Too many files in a short time. They stay where they are: open them later.")

WORDS: dict[str, str] = {
    ONE_IIN_HERE.code: _WRONG_PASSWORDS,
    KNOWN_BROWSER.code: _WRONG_PASSWORDS,
    KNOWN_BROWSER_DAILY.code: _WRONG_PASSWORDS,
    ONE_ADDRESS.code: N_(
        "Too many failed attempts to sign in from your network. You can try from another one, for example by mobile"
        " Internet, or from a browser in which you have signed in before."
    ),
    ONE_IIN_ANYWHERE.code: N_(
        "Too many wrong passwords for this IIN, from many places. Sign in from a browser in which you have signed in"
        " before: there the password is still accepted."
    ),
    REGISTRATIONS.code: _FROM_NETWORK,
    IDENTITY.code: _FROM_NETWORK,
    UPLOADS.account.code: _FILES,
    REQUESTS.account.code: _REQUESTS,
    SIGNATURES.account.code: _SIGNATURES,
    DOWNLOADS.account.code: _DOWNLOADS,
    **{limits.address.code: _FROM_NETWORK for limits in OF_ROUTES},
}
"""What a person is told, by the limit's code: what happened, and what else they can do."""
