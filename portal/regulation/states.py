"""The states of an application, from draft to end, each with its label and colour."""

from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.language import N_


class Tone(StrEnum):
    """What a state means to the applicant: the colour of its label."""

    WAIT = "wait"
    GOOD = "good"
    STOP = "stop"
    QUIET = "quiet"


class Phase(StrEnum):
    """A group of states. Code that asks for several states asks for phases."""

    DRAFT = "draft"
    """With the applicant."""
    ON_THE_WAY = "on_the_way"
    """Signed and sent, not delivered to the provider yet."""
    AT_PROVIDER = "at_provider"
    GRANTED = "granted"
    REFUSED = "refused"
    """Ended without a place in the queue: the applicant may apply again."""


class State(StrEnum):
    """The state of an application. Values are stored, and pages show them as `data-state`."""

    DRAFT = "draft"
    CHECKING = "checking"
    """Signed and arrived. The arrival counts, however long the check of the signature takes (R-10.6)."""
    SENT = "sent"
    """Accepted by the portal, being delivered by the gateway (R-10.8)."""
    DELIVERED = "delivered"
    """At the provider: the status that the Standard promises, with the date of the result (S-9.2)."""
    REGISTERED = "registered"
    """Registered by the clerk, awaiting the head's resolution (R-5.2)."""
    EXAMINED = "examined"
    """With the responsible executor (R-5.4)."""
    DRAFTED = "drafted"
    """Awaiting the head's signature (R-5.5)."""
    ISSUED = "issued"
    REFUSED = "refused"
    """Ended by a signed reasoned refusal on a ground of the Standard (R-3.a, S-10)."""
    DEFECTIVE = "defective"
    """Refused for defects in the documents, without a signed refusal (R-10.10)."""
    UNCONFIRMED = "unconfirmed"
    """Refused because the signature was found void after registration (R-10.7)."""

    @property
    def label(self) -> str:
        return STATES[self].label

    @property
    def tone(self) -> Tone:
        return STATES[self].tone

    @property
    def phase(self) -> Phase:
        return STATES[self].phase

    @property
    def is_end(self) -> bool:
        """Whether nobody has anything left to do. Only a result with a void signature is opened again."""
        return self.phase in (Phase.GRANTED, Phase.REFUSED)


@dataclass(frozen=True, slots=True)
class StateRow:
    """One state. Whose turn it is follows from the steps of the procedure."""

    phase: Phase
    label: str
    tone: Tone = Tone.WAIT


STATES = {
    State.DRAFT: StateRow(Phase.DRAFT, N_("Draft"), Tone.QUIET),
    State.CHECKING: StateRow(Phase.ON_THE_WAY, N_("Signature being checked")),
    State.SENT: StateRow(Phase.ON_THE_WAY, N_("Submitted")),
    State.DELIVERED: StateRow(Phase.AT_PROVIDER, N_("Request accepted")),
    State.REGISTERED: StateRow(Phase.AT_PROVIDER, N_("Registered")),
    State.EXAMINED: StateRow(Phase.AT_PROVIDER, N_("Under examination")),
    State.DRAFTED: StateRow(Phase.AT_PROVIDER, N_("Awaiting signature")),
    State.ISSUED: StateRow(Phase.GRANTED, N_("On the queue"), Tone.GOOD),
    State.REFUSED: StateRow(Phase.REFUSED, N_("Refused"), Tone.STOP),
    State.DEFECTIVE: StateRow(Phase.REFUSED, N_("Refused for defects in the documents"), Tone.STOP),
    State.UNCONFIRMED: StateRow(Phase.REFUSED, N_("Refused: the signature is not confirmed"), Tone.STOP),
}


def states_in(*phases: Phase) -> tuple[State, ...]:
    """Return the states of these phases, in the order of the procedure."""
    return tuple(state for state, row in STATES.items() if row.phase in phases)
