"""What the signature of a notice leads to: one row for each kind."""

from dataclasses import dataclass

from portal.messages.kinds import MessageKind
from portal.notices.kinds import NoticeKind
from portal.regulation.procedure import Act


@dataclass(frozen=True, slots=True)
class ResultRow:
    """`signing` is the act of the head's accepted signature. The messages tell the applicant of the result."""

    signing: Act
    issued: MessageKind
    withdrawn: MessageKind
    """When the accepted signature is found void. Only an entry in a list has a place that is kept."""
    enters_list: bool = False
    """Whether the applicant enters the list of the category, and the notice names the ordinal number."""


RESULTS = {
    NoticeKind.REGISTRATION: ResultRow(
        Act.SIGN_NOTICE, MessageKind.REGISTERED, MessageKind.NOTICE_WITHDRAWN, enters_list=True
    ),
    NoticeKind.REFUSAL: ResultRow(Act.SIGN_REFUSAL, MessageKind.REFUSED, MessageKind.REFUSAL_WITHDRAWN),
}
