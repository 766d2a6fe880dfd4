"""Limits of attempts. They are counted in the database, so all processes and machines count together."""
