"""What is said to somebody who sends a private key."""

from collections.abc import Iterable

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault

PRIVATE_KEY = Fault(
    N_(
        "This is a private key. We have kept nothing of it, but it has left your device and is no longer safe: have "
        "its certificate revoked at the certification authority or by telephone 1414, and get a new key."
    )
)


class PrivateKeySent(Exception):
    """A private key was sent where no field can say so: in a text, or to a page that is gone."""


def must_be_told(faults: Iterable[Fault]) -> None:
    """For a page that is gone, before it leads elsewhere. Raises PrivateKeySent if one of its faults is a key."""
    if PRIVATE_KEY in faults:
        raise PrivateKeySent
