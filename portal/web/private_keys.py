"""What is said to somebody who sends a private key."""

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault

PRIVATE_KEY = Fault(
    N_(
        "This is a private key, which nobody else may have. We have kept nothing of it, but a key that has left your "
        "device is no longer safe: ask the certification authority, or call 1414, to have its certificate revoked, "
        "and get a new key."
    )
)


class PrivateKeyTyped(Exception):
    """A private key was pasted into a text field."""
