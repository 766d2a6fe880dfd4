"""Who acts in the procedure (R-5, R-7, R-8, R-10), and the two ways in (R-1.1, R-1.2)."""

from enum import StrEnum

from portal.kernel.language import N_


class Actor(StrEnum):
    """A role in the procedure. Which person has it is known elsewhere."""

    RECIPIENT = "recipient"
    PORTAL = "portal"
    GATEWAY = "gateway"
    CLERK = "clerk"
    HEAD = "head"
    EXECUTOR = "executor"
    OPERATOR = "operator"

    @property
    def label(self) -> str:
        return _ACTOR_LABELS[self]


class Channel(StrEnum):
    """The way an application is filed, and its result is given."""

    PORTAL = "portal"
    CENTRE = "centre"

    @property
    def label(self) -> str:
        return _CHANNEL_LABELS[self]


_ACTOR_LABELS = {
    Actor.RECIPIENT: N_("Applicant"),
    Actor.PORTAL: N_("Portal"),
    Actor.GATEWAY: N_("E-government gateway"),
    Actor.CLERK: N_("Office clerk"),
    Actor.HEAD: N_("Head"),
    Actor.EXECUTOR: N_("Responsible executor"),
    Actor.OPERATOR: N_("Service centre operator"),
}

_CHANNEL_LABELS = {
    Channel.PORTAL: N_("Portal"),
    Channel.CENTRE: N_("Public service centre"),
}
