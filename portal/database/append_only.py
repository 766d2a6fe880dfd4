"""Rows that cannot be changed: triggers of the database refuse it, whoever tries.

A table's rule is beside the table, in its `tables.py`; creating the table creates its triggers. Migrations contain the
triggers as SQL, and a test compares them with the rules. A column that no rule names never changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, Dialect, Table, event
from sqlalchemy.orm import DeclarativeBase

NEVER, ALWAYS = "never", "always"
_RULE = "kept"
_REFUSE = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$"""


@dataclass(frozen=True, slots=True)
class Rule:
    """`changing` columns may change, `growing` ones only increase, `emptied` ones change only from NULL or to NULL.

    `until` maps a column to others that may change while it is NULL.

    `deletable`: NEVER, ALWAYS, or a column: a row may be deleted while it is NULL.
    """

    changing: tuple[str, ...]
    growing: tuple[str, ...]
    emptied: tuple[str, ...]
    until: Mapping[str, tuple[str, ...]]
    deletable: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event to refuse, the condition on its rows ("" for all rows), and the message."""

    name: str
    event: str
    when: str
    says: str


def keep(
    entity: type[DeclarativeBase],
    *,
    changing: tuple[str, ...] = (),
    growing: tuple[str, ...] = (),
    emptied: tuple[str, ...] = (),
    until: Mapping[str, tuple[str, ...]] | None = None,
    deletable: str = NEVER,
) -> None:
    """Declare which changes to a row are allowed (see `Rule`). Without arguments, none is."""
    table = cast("Table", entity.__table__)
    table.info[_RULE] = Rule(changing, growing, emptied, until or {}, deletable)
    event.listen(table, "after_create", _add_triggers)


def is_kept(table: Table) -> bool:
    return _RULE in table.info


def statements(table: Table, dialect: Dialect) -> list[str]:
    """The DDL of the triggers of a table with a rule."""
    if dialect.name == "sqlite":
        return [_on_sqlite(table.name, trigger) for trigger in _triggers(table) if trigger.event != "TRUNCATE"]
    return [_REFUSE, *(_on_postgresql(table.name, trigger) for trigger in _triggers(table))]


def _triggers(table: Table) -> Iterator[Trigger]:
    name, rule = table.name, cast("Rule", table.info[_RULE])
    yield from _against_deleting(name, rule.deletable)
    late = {column for columns in rule.until.values() for column in columns}
    ruled = {*rule.changing, *rule.growing, *rule.emptied, *late}
    never = [column.name for column in table.columns if column.name not in ruled]
    yield Trigger(f"{name}_kept", _update_of(never), "", f"what a row of {name} says is never changed")
    for filled, columns in rule.until.items():
        says = f"what a row of {name} says is not changed once {filled} is set"
        yield Trigger(f"{name}_kept_by_{filled}", _update_of(columns), f"OLD.{filled} IS NOT NULL", says)
    for column in rule.growing:
        says = f"{column} of {name} only grows"
        yield Trigger(f"{name}_{column}_grows", _update_of([column]), f"NEW.{column} < OLD.{column}", says)
    for column in rule.emptied:
        says = f"{column} of {name} is only emptied once it is set"
        yield Trigger(f"{name}_{column}_emptied", _update_of([column]), f"NEW.{column} <> OLD.{column}", says)


def _against_deleting(name: str, deletable: str) -> Iterator[Trigger]:
    if deletable == ALWAYS:
        return
    if deletable == NEVER:
        yield Trigger(f"{name}_not_deleted", "DELETE", "", f"a row of {name} is never deleted")
    else:
        says = f"a row of {name} is not deleted once {deletable} is set"
        yield Trigger(f"{name}_not_deleted", "DELETE", f"OLD.{deletable} IS NOT NULL", says)
    yield Trigger(f"{name}_not_emptied", "TRUNCATE", "", f"{name} is never emptied")


def _update_of(columns: Iterable[str]) -> str:
    return f"UPDATE OF {', '.join(columns)}"


def _on_sqlite(table: str, trigger: Trigger) -> str:
    when = f" WHEN {trigger.when}" if trigger.when else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{trigger.says}'); END"
    return f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {table}{when} {body}"


def _on_postgresql(table: str, trigger: Trigger) -> str:
    each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
    when = f" WHEN ({trigger.when})" if trigger.when else ""
    does = f"EXECUTE FUNCTION refuse_change('{trigger.says}')"
    return f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {table} FOR EACH {each}{when} {does}"


def _add_triggers(table: Table, connection: Connection, **_: object) -> None:
    for statement in statements(table, connection.dialect):
        connection.exec_driver_sql(statement)
