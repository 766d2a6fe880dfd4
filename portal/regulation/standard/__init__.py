"""The Standard as data: who may be registered, with what documents, and on what grounds that is refused.

One module for each item; a new category, document or ground of refusal is a row there and nowhere else. Texts say what
the Standard says in plain words, addressed to the person; names of groups keep the wording of 2014.
"""

from portal.regulation.standard.defects import DEFECTS, Defect
from portal.regulation.standard.documents import (
    DOCUMENT_KINDS,
    DOCUMENT_RULES,
    DocumentKind,
    DocumentRule,
    Requirement,
    required_documents,
)
from portal.regulation.standard.kinship import KINSHIP, Kin
from portal.regulation.standard.petition import FUNDS, Fund
from portal.regulation.standard.recipients import (
    CATEGORIES,
    NEED_GROUNDS,
    STRATA,
    Category,
    NeedGround,
    Stratum,
)
from portal.regulation.standard.refusals import REFUSAL_GROUNDS, RefusalGround
from portal.regulation.standard.rows import offered

__all__ = [
    "CATEGORIES",
    "DEFECTS",
    "DOCUMENT_KINDS",
    "DOCUMENT_RULES",
    "FUNDS",
    "KINSHIP",
    "NEED_GROUNDS",
    "REFUSAL_GROUNDS",
    "STRATA",
    "Category",
    "Defect",
    "DocumentKind",
    "DocumentRule",
    "Fund",
    "Kin",
    "NeedGround",
    "RefusalGround",
    "Requirement",
    "Stratum",
    "offered",
    "required_documents",
]
