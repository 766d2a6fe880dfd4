"""names of providers by language, in one column; the way back keeps Kazakh, Russian and English"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LANGUAGES = ("kk", "ru", "en")
LONGEST = {"name": 300, "settlement": 120}
KEPT = {
    "id": sa.Uuid(),
    "code": sa.String(40),
    "bin": sa.String(12),
    "zone": sa.String(60),
    "opens": sa.Integer(),
    "closes": sa.Integer(),
}
BEFORE = {f"{what}_{code}": sa.String(longest) for what, longest in LONGEST.items() for code in LANGUAGES}
AFTER = {what: sa.JSON() for what in LONGEST}


def upgrade() -> None:
    rows = [row | _together(row) for row in _rows(BEFORE)]
    _replace(BEFORE, AFTER, rows)


def downgrade() -> None:
    rows = [row | _apart(row) for row in _rows(AFTER)]
    _replace(AFTER, BEFORE, rows)


def _together(row: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {what: {code: row[f"{what}_{code}"] for code in LANGUAGES} for what in LONGEST}


def _apart(row: Mapping[str, Any]) -> dict[str, str]:
    """Kazakh where there is no name in a language."""
    return {f"{what}_{code}": row[what].get(code, row[what]["kk"]) for what in LONGEST for code in LANGUAGES}


def _table(columns: Mapping[str, Any]) -> sa.TableClause:
    return sa.table("providers", *(sa.column(name, kind) for name, kind in columns.items()))


def _rows(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.select(_table(KEPT | columns))).mappings()]


def _replace(old: Mapping[str, Any], new: Mapping[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    """Columns by others, filled from the rows, which have all of them."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(KEPT | new, rows)
    else:
        _alter(old, new, rows)


def _make_anew(columns: Mapping[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    """SQLite adds no column that must have a value. Rows that refer to providers are compared at the end alone."""
    op.execute("PRAGMA defer_foreign_keys=ON")
    op.drop_table("providers")
    op.create_table(
        "providers",
        *(sa.Column(name, kind, nullable=False) for name, kind in columns.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("bin", name=op.f("uq_providers_bin")),
        sa.UniqueConstraint("code", name=op.f("uq_providers_code")),
    )
    # Inserted, not renamed from a copy: only a new row settles those that refer to it.
    op.bulk_insert(_table(columns), [{name: row[name] for name in columns} for row in rows])


def _alter(old: Mapping[str, Any], new: Mapping[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    for name, kind in new.items():
        op.add_column("providers", sa.Column(name, kind, nullable=True))
    table = _table(KEPT | new)
    for row in rows:
        op.execute(table.update().where(table.c.id == row["id"]).values({name: row[name] for name in new}))
    for name in new:
        op.alter_column("providers", name, nullable=False)
    for name in old:
        op.drop_column("providers", name)
