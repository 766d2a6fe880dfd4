"""One database: SQLite by default, PostgreSQL for more than one machine. Knows no table of any domain."""
