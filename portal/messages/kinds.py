"""What a person is told, kind by kind: a title and a text, filled from the message's data."""

from dataclasses import dataclass

from portal.kernel.language import N_


@dataclass(frozen=True, slots=True)
class MessageKind:
    """`clause` is the ground the message stands on; `path` is where the person goes on."""

    code: str
    clause: str
    tone: str
    title: str
    text: str
    path: str


KINDS = {
    kind.code: kind
    for kind in (
        MessageKind(
            "accepted",
            "R-10.8",
            "good",
            N_("Your application is accepted: No %(number)s"),
            N_("The provider will answer by the date shown on the application's page. You need not do anything now."),
            "/cabinet/applications/%(subject)s",
        ),
        MessageKind(
            "signature_refused",
            "R-10.7",
            "stop",
            N_("The requested service is refused because the EDS is not confirmed"),
            N_(
                "Nothing you filled in is lost: the draft is as you left it. "
                "Sign it again with a certificate that fits."
            ),
            "/cabinet/applications/%(subject)s/sign",
        ),
        MessageKind(
            "defects",
            "R-10.10",
            "stop",
            N_("The requested service is refused because of defects in the documents: No %(number)s"),
            N_("See what is wrong, correct it and send the application again. Your answers are saved in a new draft."),
            "/cabinet/applications/%(subject)s",
        ),
        MessageKind(
            "unconfirmed",
            "R-10.7",
            "stop",
            N_("The requested service is refused because the EDS is not confirmed: No %(number)s"),
            N_(
                "The certificate had been revoked before your application arrived. Your answers are saved in a new "
                "draft: sign it with a valid certificate and send it again."
            ),
            "/cabinet/applications/%(subject)s",
        ),
        MessageKind(
            "notice_withdrawn",
            "R-10.11b",
            "wait",
            N_("The answer to application No %(number)s is being signed anew"),
            N_(
                "The signature of the head on it is not confirmed, so it no longer counts. You need not do anything: "
                "the answer comes again, and a place in the queue is kept."
            ),
            "/cabinet/applications/%(subject)s",
        ),
        MessageKind(
            "registered",
            "R-10.11b",
            "good",
            N_("You are on the queue: the notice for No %(number)s is in your cabinet"),
            N_("The notice is signed by the head of the provider. Read it and keep it."),
            "/cabinet/applications/%(subject)s",
        ),
        MessageKind(
            "refused",
            "R-3.d",
            "stop",
            N_("The reasoned refusal for No %(number)s is in your cabinet"),
            N_("It names the ground and how to appeal. It is signed by the head of the provider."),
            "/cabinet/applications/%(subject)s",
        ),
    )
}
