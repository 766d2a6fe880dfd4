"""Column types that behave alike on both databases."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

from portal.kernel.language import Language


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Refuses naive values and always returns UTC: SQLite itself would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EnumCode(TypeDecorator[Any]):
    """A member of a StrEnum, stored as its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class InLanguages(TypeDecorator[Mapping[Language, str]]):
    """A text by language, stored as JSON by the language's code. It has Kazakh, and may lack the others.

    Refuses a text that is empty or longer than `longest`. A language that is no more is left out when read.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.longest = longest

    def process_bind_param(self, value: Mapping[Language, str] | None, dialect: Dialect) -> dict[str, str]:
        texts = {str(language): text for language, text in (value or {}).items()}
        if Language.KAZAKH not in texts or not texts.keys() <= set(Language):
            raise ValueError("a text by language has Kazakh, and no language that is unknown")
        if not all(text.strip() and len(text) <= self.longest for text in texts.values()):
            raise ValueError(f"a text in each language has from 1 to {self.longest} characters")
        return texts

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> Mapping[Language, str] | None:
        return None if value is None else {one: value[one.value] for one in Language if one.value in value}
