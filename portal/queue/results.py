"""What a notice is the result of, and what its signature leads to: one row a kind of notice."""

from dataclasses import dataclass

from portal.messages.kinds import MessageKind
from portal.notices.kinds import NoticeKind
from portal.regulation.procedure import Act


@dataclass(frozen=True, slots=True)
class ResultRow:
    """`signing` is the act of the head's accepted signature, `message` what the applicant is told of it."""

    signing: Act
    message: MessageKind
    enters_list: bool = False
    """The applicant enters the list of the category; the notice names the ordinal number."""


RESULTS = {
    NoticeKind.REGISTRATION: ResultRow(Act.SIGN_NOTICE, MessageKind.REGISTERED, enters_list=True),
    NoticeKind.REFUSAL: ResultRow(Act.SIGN_REFUSAL, MessageKind.REFUSED),
}
