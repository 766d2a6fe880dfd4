"""The database: SQLite by default, PostgreSQL for more than one machine. Knows no domain's tables."""
