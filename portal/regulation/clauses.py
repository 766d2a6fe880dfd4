"""The clauses of the law that this service implements, and how each is cited.

Ids: `D-` the akimat's decree No 111 of 13 May 2014, `R-` the Regulation it approves, `A-` the Regulation's
annexes, `S-` the Standard (Government decree No 185 of 5 March 2014), `L-` the Law on Housing Relations of
16 April 1997. A letter at the end of an id tells apart rules under one number, so two ids may have one citation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.kernel.language import N_

_DECREE = N_("Decree No 111, item %(number)s")
_CLAUSE = N_("Regulation, clause %(number)s")
_SUBCLAUSE = N_("Regulation, clause %(number)s(%(sub)s)")
_PART = N_("Regulation, clause %(number)s, part %(part)s")
_LAST_PART = N_("Regulation, clause %(number)s, last part")
_ANNEX = N_("Regulation, annex %(number)s")
_LEGEND = N_("Regulation, annex %(number)s, legend")
_ITEM = N_("Standard, item %(number)s")
_SUBITEM = N_("Standard, item %(number)s(%(sub)s)")
_ITEM_PART = N_("Standard, item %(number)s, part %(part)s(%(sub)s)")
_STANDARD_ANNEX = N_("Standard, annex %(number)s")
_ARTICLE = N_("Law on Housing Relations, article %(number)s")
_ARTICLE_PARAGRAPH = N_("Law on Housing Relations, article %(number)s(%(sub)s)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `template` is a text to translate, `values` fills its placeholders."""

    id: str
    template: str
    number: str
    sub: str = ""
    part: str = ""

    @property
    def values(self) -> Mapping[str, str]:
        return {"number": self.number, "sub": self.sub, "part": self.part}

    @property
    def reference(self) -> str:
        """The citation in English."""
        return self.template % self.values


def clause(id: str) -> Clause:  # noqa: A002 -- the clearest word for it
    """The clause with this id. Raises KeyError for an unknown id."""
    return CLAUSES[id]


_DECREE_AND_REGULATION = (
    Clause("D-1", _DECREE, "1"),
    Clause("D-2", _DECREE, "2"),
    Clause("D-3", _DECREE, "3"),
    Clause("R-1", _CLAUSE, "1"),
    Clause("R-1.1", _SUBCLAUSE, "1", "1"),
    Clause("R-1.2", _SUBCLAUSE, "1", "2"),
    Clause("R-2", _CLAUSE, "2"),
    Clause("R-3.a", _PART, "3", part="1"),
    Clause("R-3.b", _PART, "3", part="2"),
    Clause("R-3.c", _PART, "3", part="3"),
    Clause("R-3.d", _PART, "3", part="4"),
    Clause("R-3.e", _PART, "3", part="5"),
    Clause("R-3.f", _PART, "3", part="5"),
    Clause("R-4.1", _SUBCLAUSE, "4", "1"),
    Clause("R-4.2", _SUBCLAUSE, "4", "2"),
    *(Clause(f"R-5.{sub}", _SUBCLAUSE, "5", str(sub)) for sub in range(1, 8)),
    *(Clause(f"R-6.{sub}", _SUBCLAUSE, "6", str(sub)) for sub in range(1, 8)),
    *(Clause(f"R-7.{sub}", _SUBCLAUSE, "7", str(sub)) for sub in range(1, 4)),
    Clause("R-7.a", _LAST_PART, "7"),
    *(Clause(f"R-8.{sub}", _SUBCLAUSE, "8", str(sub)) for sub in range(1, 8)),
    Clause("R-8.a", _LAST_PART, "8"),
    Clause("R-9.1", _SUBCLAUSE, "9", "1"),
    Clause("R-9.2", _SUBCLAUSE, "9", "2"),
    Clause("R-9.3a", _SUBCLAUSE, "9", "3"),
    Clause("R-9.3b", _SUBCLAUSE, "9", "3"),
    Clause("R-9.4", _SUBCLAUSE, "9", "4"),
    *(Clause(f"R-10.{sub}", _SUBCLAUSE, "10", str(sub)) for sub in range(1, 11)),
    Clause("R-10.11a", _SUBCLAUSE, "10", "11"),
    Clause("R-10.11b", _SUBCLAUSE, "10", "11"),
    Clause("R-10.a", _LAST_PART, "10"),
    Clause("R-11", _CLAUSE, "11"),
    Clause("R-12", _CLAUSE, "12"),
    Clause("A-1", _ANNEX, "1"),
    Clause("A-2", _ANNEX, "2"),
    Clause("A-3", _ANNEX, "3"),
    Clause("A-3.L", _LEGEND, "3"),
    Clause("A-4", _ANNEX, "4"),
)

_SUBITEMS_OF_THE_STANDARD = {"4": 3, "8": 2, "9": 2, "10": 5}
_PARTS_OF_ITEM_7 = {"1": 5, "2": 12, "3": 6}

_STANDARD = (
    *(Clause(f"S-{item}", _ITEM, str(item)) for item in range(1, 18)),
    *(
        Clause(f"S-{item}.{sub}", _SUBITEM, item, str(sub))
        for item, count in _SUBITEMS_OF_THE_STANDARD.items()
        for sub in range(1, count + 1)
    ),
    *(
        Clause(f"S-7.{part}.{sub}", _ITEM_PART, "7", str(sub), part)
        for part, count in _PARTS_OF_ITEM_7.items()
        for sub in range(1, count + 1)
    ),
    *(Clause(f"S-A{annex}", _STANDARD_ANNEX, str(annex)) for annex in range(1, 4)),
)

_ARTICLES = (*range(67, 79), 80, 82)
_PARAGRAPHS_OF_THE_LAW = {"67": 1, "71": 5, "73": 4, "74": 4, "77": 1}

_LAW = (
    *(Clause(f"L-{article}", _ARTICLE, str(article)) for article in _ARTICLES),
    *(
        Clause(f"L-{article}.{sub}", _ARTICLE_PARAGRAPH, article, str(sub))
        for article, count in _PARAGRAPHS_OF_THE_LAW.items()
        for sub in range(1, count + 1)
    ),
)

REGULATION_IDS: tuple[str, ...] = tuple(row.id for row in _DECREE_AND_REGULATION)
"""The ids of the decree, the Regulation and its annexes, in the order of the text."""

CLAUSES: Mapping[str, Clause] = MappingProxyType({row.id: row for row in (*_DECREE_AND_REGULATION, *_STANDARD, *_LAW)})
