"""The messages that a person has been told."""

from litestar import post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Struct
from sqlalchemy import select

from auth.accounts.tables import Account
from portal.demo.running import RunningDemo
from portal.kernel.language import Language
from portal.messages.kinds import MESSAGES
from portal.messages.tables import Message
from portal.reading.numbers import compact_number
from portal.rendering.environment import Rendering

_CABINET = "cabinet"


class RecipientQuery(Struct, forbid_unknown_fields=True):
    """`language`: of the texts."""

    iin: str
    language: Language = Language.KAZAKH


def message_routes(demo: RunningDemo) -> list[HTTPRouteHandler]:
    @post("/messages", status_code=200)
    async def show_messages(data: JSONBody[RecipientQuery]) -> dict[str, object]:
        """Newest first. `channel`: where the person reads it."""
        rendering = demo.working.parts.rendering
        async with demo.transactions.reading() as session:
            account = await session.scalar(select(Account.id).where(Account.iin == compact_number(data.iin)))
            if account is None:
                raise HTTPException(status_code=404, detail="nobody has registered with this IIN")
            newest = select(Message).where(Message.account_id == account).order_by(Message.at.desc(), Message.id.desc())
            found = (await session.scalars(newest)).all()
        return {"messages": [_shown(message, data.language, rendering) for message in found]}

    return [show_messages]


def _shown(message: Message, language: Language, rendering: Rendering) -> dict[str, object]:
    kind = MESSAGES[message.kind]
    return {
        "channel": _CABINET,
        "kind": message.kind,
        "at": message.at,
        "read_at": message.read_at,
        "closed_at": message.closed_at,
        "title": rendering.text(language, kind.title, **message.data),
        "text": rendering.text(language, kind.text, **message.data),
        "path": language.link(kind.path % {"subject": message.subject_id}),
        "data": message.data,
    }
