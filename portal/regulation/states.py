"""The states of an application, from a draft to its end, and the word and colour each is shown with."""

from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.language import N_


class Tone(StrEnum):
    """What a state means to the person waiting: the colour of its word."""

    WAIT = "wait"
    GOOD = "good"
    STOP = "stop"
    QUIET = "quiet"


class State(StrEnum):
    """Where an application stands. Values are stored, and shown to machines as `data-state`."""

    DRAFT = "draft"
    CHECKING = "checking"
    """Signed and arrived; the arrival time counts, however long the check of the signature takes (R-10.6)."""
    SENT = "sent"
    """Accepted by the portal, on its way through the gateway (R-10.8)."""
    DELIVERED = "delivered"
    """At the provider: the status the Standard promises, shown with the date of the result (S-9.2)."""
    REGISTERED = "registered"
    """Entered by the clerk, awaiting the head's resolution (R-5.2)."""
    EXAMINED = "examined"
    """With the responsible executor (R-5.4)."""
    DRAFTED = "drafted"
    """Awaiting the head's signature (R-5.5)."""
    ISSUED = "issued"
    REFUSED = "refused"
    """A reasoned refusal on a ground of the Standard is signed (R-3.a, S-10)."""
    DEFECTIVE = "defective"
    """Refused for defects in the documents: another outcome than REFUSED, with its own message (R-10.10)."""
    UNCONFIRMED = "unconfirmed"
    """Refused because the signature, found void after registration, does not confirm the request (R-10.7)."""

    @property
    def label(self) -> str:
        return _SHOWN[self].label

    @property
    def tone(self) -> Tone:
        return _SHOWN[self].tone

    @property
    def is_end(self) -> bool:
        """Nobody has anything left to do. Only a result whose signature is found void is opened again."""
        return _SHOWN[self].is_end


@dataclass(frozen=True, slots=True)
class _Shown:
    label: str
    tone: Tone = Tone.WAIT
    is_end: bool = False


_SHOWN = {
    State.DRAFT: _Shown(N_("Draft"), Tone.QUIET),
    State.CHECKING: _Shown(N_("Signature being checked")),
    State.SENT: _Shown(N_("Submitted")),
    State.DELIVERED: _Shown(N_("Request accepted")),
    State.REGISTERED: _Shown(N_("Registered")),
    State.EXAMINED: _Shown(N_("Under examination")),
    State.DRAFTED: _Shown(N_("Awaiting signature")),
    State.ISSUED: _Shown(N_("Issued"), Tone.GOOD, is_end=True),
    State.REFUSED: _Shown(N_("Refused"), Tone.STOP, is_end=True),
    State.DEFECTIVE: _Shown(N_("Refused for defects in the documents"), Tone.STOP, is_end=True),
    State.UNCONFIRMED: _Shown(N_("Refused: the signature is not confirmed"), Tone.STOP, is_end=True),
}
