"""The triggers of a database, from its own catalogue."""

from sqlalchemy import Connection, text

_SQLITE = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL = """
    SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(pg_trigger.oid) || prosrc
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal
"""


def triggers(connection: Connection) -> dict[str, tuple[str, str]]:
    """By name, the table and the definition."""
    found = connection.execute(text(_SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL))
    return {name: (table, definition) for name, table, definition in found}
