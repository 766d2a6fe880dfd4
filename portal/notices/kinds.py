"""Kinds of notices, and what the templates of each are given beside the notice's own data."""

from collections.abc import Mapping
from enum import StrEnum

from portal.regulation.clauses import clause
from portal.regulation.standard import CATEGORIES, REFUSAL_GROUNDS


class NoticeKind(StrEnum):
    """Each has a folder templates/notices/<kind>/."""

    REGISTRATION = "registration"
    REFUSAL = "refusal"


def labels(kind: NoticeKind, data: Mapping[str, str]) -> dict[str, object]:
    """The rows of the Standard that the data name by code."""
    if kind is NoticeKind.REGISTRATION:
        return {"category": CATEGORIES[data["category"]], "clause": clause("R-3.a")}
    ground = REFUSAL_GROUNDS[data["ground"]]
    return {"ground": ground, "clause": clause(ground.clause)}
