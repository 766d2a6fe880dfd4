"""The kinds of message: a title and a text each, filled from the message's data."""

from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.language import N_


class MessageKind(StrEnum):
    """An event that a person is told of. Values are stored."""

    ACCEPTED = "accepted"
    SIGNATURE_REFUSED = "signature_refused"
    DEFECTS = "defects"
    UNCONFIRMED = "unconfirmed"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    REFUSAL_WITHDRAWN = "refusal_withdrawn"
    REGISTERED = "registered"
    REFUSED = "refused"


class ClosedBy(StrEnum):
    """After what a message asks nothing of the person any more."""

    SENDING = "sending"
    """The request is signed and sent, or the one that continues it."""
    ANSWER = "answer"
    """The answer is issued."""
    WITHDRAWAL = "withdrawal"
    """The answer that the message brings is withdrawn."""


CLOSED = {
    ClosedBy.SENDING: N_(
        "You have signed and sent the application since then. You need not do anything about this message."
    ),
    ClosedBy.ANSWER: N_("The answer has been issued anew since then. You need not do anything about this message."),
    ClosedBy.WITHDRAWAL: N_(
        "The signature of the head on that answer is not confirmed, so it is no longer valid. The new answer comes "
        "with a message of its own."
    ),
}
"""What a closed message says instead of its text."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One kind of message. `path` is the page to go on to; `%(subject)s` in it is the subject's id."""

    clause: str
    """The clause that the message rests on."""
    title: str
    text: str
    path: str
    ours: bool = False
    """Whether no clause speaks of the event; `clause` is the one it follows by analogy."""
    closed_by: ClosedBy | None = None


_SIGNED_ANEW = N_("The answer to application No %(number)s is being signed anew")

MESSAGES = {
    MessageKind.ACCEPTED: MessageRow(
        "R-10.8",
        N_("Your application is accepted: No %(number)s"),
        N_("The provider will answer by the date shown on the application's page. You need not do anything now."),
        "/cabinet/applications/%(subject)s",
    ),
    MessageKind.SIGNATURE_REFUSED: MessageRow(
        "R-10.7",
        N_("Notice of refusal of the requested service because the EDS is not confirmed"),
        N_("Nothing you filled in is lost: the draft is as you left it. Put right what was wrong, and sign it again."),
        "/cabinet/applications/%(subject)s/sign",
        closed_by=ClosedBy.SENDING,
    ),
    MessageKind.DEFECTS: MessageRow(
        "R-10.10",
        N_("Notice of refusal of the requested service because of defects in the documents: No %(number)s"),
        N_("See what is wrong, correct it and send the application again. Your answers are saved in a new draft."),
        "/cabinet/applications/%(subject)s",
        closed_by=ClosedBy.SENDING,
    ),
    MessageKind.UNCONFIRMED: MessageRow(
        "R-10.7",
        N_("Notice of refusal of the requested service because the EDS is not confirmed: No %(number)s"),
        N_(
            "When your application arrived, your certificate or that of the authority that issued it was revoked or "
            "on hold. Your answers are saved in a new draft: sign it with a valid certificate and send it again."
        ),
        "/cabinet/applications/%(subject)s",
        ours=True,
        closed_by=ClosedBy.SENDING,
    ),
    MessageKind.NOTICE_WITHDRAWN: MessageRow(
        "R-10.11b",
        _SIGNED_ANEW,
        N_(
            "The signature of the head on the answer is not confirmed, so this answer is no longer valid. You need "
            "not do anything: the answer comes again. Your place in the queue is kept."
        ),
        "/cabinet/applications/%(subject)s",
        ours=True,
        closed_by=ClosedBy.ANSWER,
    ),
    MessageKind.REFUSAL_WITHDRAWN: MessageRow(
        "R-10.11b",
        _SIGNED_ANEW,
        N_(
            "The signature of the head on the answer is not confirmed, so this answer is no longer valid. You need "
            "not do anything: the answer comes again."
        ),
        "/cabinet/applications/%(subject)s",
        ours=True,
        closed_by=ClosedBy.ANSWER,
    ),
    MessageKind.REGISTERED: MessageRow(
        "R-10.11b",
        N_("You are on the queue: the notice for No %(number)s is in your cabinet"),
        N_("The notice is signed by the head of the provider. Read it and keep it."),
        "/cabinet/applications/%(subject)s",
        closed_by=ClosedBy.WITHDRAWAL,
    ),
    MessageKind.REFUSED: MessageRow(
        "R-3.d",
        N_("The reasoned refusal for No %(number)s is in your cabinet"),
        N_("It names the ground and how to appeal. It is signed by the head of the provider."),
        "/cabinet/applications/%(subject)s",
        closed_by=ClosedBy.WITHDRAWAL,
    ),
}
