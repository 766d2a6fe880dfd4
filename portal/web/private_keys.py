"""What is said to somebody who sends a private key."""

from portal.kernel.language import N_
from portal.kernel.outcomes import Fault

PRIVATE_KEY = Fault(
    N_(
        "This is a private key. We have kept nothing of it, but it has left your device and is no longer safe: have "
        "its certificate revoked at the certification authority or by telephone 1414, and get a new key."
    )
)


class PrivateKeyTyped(Exception):
    """A private key was pasted into a text field."""
