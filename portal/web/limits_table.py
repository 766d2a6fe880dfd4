"""The limits of costly requests, each with its reason. A request without a limit costs no more than a page.

A limit for a person is above what anybody at a desk can do. A limit for an address is above the use of a whole office,
a service centre's hall or a provider's network behind one address.
"""

from dataclasses import dataclass
from datetime import timedelta

from auth.limits.counting import Limit
from portal.kernel.language import N_

_TEN_MINUTES, _DAY = timedelta(minutes=10), timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class OfRoute:
    """Both limits of a route: each request counts for the signed-in account and for the client's address."""

    account: Limit
    address: Limit


ONE_IIN_HERE = Limit("log_in.iin_here", 5, _TEN_MINUTES)
"""Failures of one IIN from one address. Who knows the password never needs six; 720 guesses a day are hopeless."""

ONE_ADDRESS = Limit("log_in.address", 20, _TEN_MINUTES)
"""Failures from one address, for any IIN: a list of stolen passwords gets 2,880 tries a day, not thousands a minute. An
office of 150 stays below it, because a browser in which somebody has signed in before does not count here."""

ONE_IIN_ANYWHERE = Limit("log_in.iin", 50, _DAY)
"""Failures of one IIN from all addresses, against attackers with many. It never locks the account: log-in by a known
browser, a signature and the identity provider stays open."""

KNOWN_BROWSER = Limit("log_in.known_browser", 5, _TEN_MINUTES)
KNOWN_BROWSER_DAILY = Limit("log_in.known_browser_daily", 50, _DAY)
"""The same two limits for a browser in which the owner has signed in before; it counts instead of the address."""

REGISTRATIONS = Limit("registrations.address", 300, _TEN_MINUTES)
"""One every two seconds from one address: more than a hall of twenty people registers, for a hundredth of a processor.
Registering another person's IIN is prevented by the proof of accounts, not here."""

IDENTITY = Limit("identity.address", 600, _TEN_MINUTES)
"""Redirects to the identity provider and back, from one address: enough for a hall, one row a second at most."""

UPLOADS = OfRoute(Limit("uploads.account", 240, _TEN_MINUTES), Limit("uploads.address", 2_400, _TEN_MINUTES))
"""Each file is stored, scanned and rebuilt. An application has 12 files: this is enough for twenty."""

REQUESTS = OfRoute(Limit("requests.account", 240, _TEN_MINUTES), Limit("requests.address", 2_400, _TEN_MINUTES))
"""A request document is made for each application, and again after each change of its answers."""

SIGNATURES = OfRoute(Limit("signatures.account", 240, _TEN_MINUTES), Limit("signatures.address", 2_400, _TEN_MINUTES))
"""A head who signs a month's notices signs one every ten seconds; the limit is four times that."""

DOWNLOADS = OfRoute(Limit("downloads.account", 600, _TEN_MINUTES), Limit("downloads.address", 12_000, _TEN_MINUTES))
"""An executor who opens every scan opens one a second at most. Each may take 20 MB of memory."""

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
"""The text for people, by the limit's code: what happened, and what else they can do."""
