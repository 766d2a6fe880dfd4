"""The words of error pages: the heading, the advice, and what became of what was sent."""

from dataclasses import dataclass

from portal.database.commits import has_committed
from portal.kernel.language import N_
from portal.web.private_keys import PRIVATE_KEY


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What happened, in one line, and what to do; `advice` is "" where a pause says it."""

    heading: str
    advice: str = ""


ERROR_WORDS = {
    400: ErrorWords(
        N_("The portal could not read the request"), N_("Go back to the page before, reload it and try again.")
    ),
    403: ErrorWords(
        N_("This page is out of date"),
        N_(
            "The page was open for too long, or you have signed in again since, or it came from elsewhere. Go back,"
            " reload it and try again."
        ),
    ),
    404: ErrorWords(N_("Page not found"), N_("The address may have a mistake, or the page may have moved.")),
    405: ErrorWords(N_("This page cannot be opened this way"), N_("Go on with one of the links below.")),
    408: ErrorWords(N_("Your data came too slowly"), N_("Try again where the connection is better.")),
    409: ErrorWords(
        N_("This has been changed meanwhile"),
        N_("The application was changed in another window or by somebody else. Open it to see how it stands now."),
    ),
    413: ErrorWords(
        N_("Too much data"),
        N_(
            "Attach the files one at a time. If one file is too large by itself, scan the document again at a lower"
            " resolution."
        ),
    ),
    429: ErrorWords(N_("Too many requests")),
    500: ErrorWords(
        N_("Something went wrong on our side"),
        N_("The error is in our log. If it comes again, call the contact centre and give its number."),
    ),
    503: ErrorWords(N_("The portal cannot do this right now"), N_("Try again in a few seconds.")),
}
SIGNING_IN = ErrorWords(N_("Many people are signing in at this moment"), N_("Try again in a few seconds."))
PRIVATE_KEY_SENT = ErrorWords(N_("A private key was sent"), PRIVATE_KEY.message)

_UNTOUCHED = N_("Nothing happened to your data.")
_KEPT = N_("What you saved before is still there.")
_REFUSED = N_("What you have just sent is not saved.")
_NOT_SAVED = N_("What you have just sent is not saved. Go back and send it again.")
_IN_DOUBT = N_("What you have just sent may have been saved. Look before you send it again.")


def outcome_of(status: int, *, sends: bool, in_doubt: bool, known: bool) -> str:
    """Return what became of what was sent, or of what was saved before; "" where nothing is at stake.

    `sends`: the request was to change something. `known`: somebody is signed in, whose data are meant.
    """
    if sends and status == 409:
        return _REFUSED  # an act that is refused writes nothing, whatever the transaction around it does
    if sends:
        return _IN_DOUBT if in_doubt or has_committed() else (_NOT_SAVED if status >= 500 else _REFUSED)
    if status == 404:
        return _UNTOUCHED
    return _KEPT if known and status >= 500 else ""
