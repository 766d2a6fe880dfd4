"""What the signature of a notice leads to: one row for each kind."""

from dataclasses import dataclass

from portal.messages.kinds import MessageKind
from portal.notices.kinds import NoticeKind
from portal.regulation.procedure import Act


@dataclass(frozen=True, slots=True)
class ResultRow:
    """`signing` is the act of the head's accepted signature, `message` the applicant's message about it."""

    signing: Act
    message: MessageKind
    enters_list: bool = False
    """Whether the applicant enters the list of the category, and the notice names the ordinal number."""


RESULTS = {
    NoticeKind.REGISTRATION: ResultRow(Act.SIGN_NOTICE, MessageKind.REGISTERED, enters_list=True),
    NoticeKind.REFUSAL: ResultRow(Act.SIGN_REFUSAL, MessageKind.REFUSED),
}
