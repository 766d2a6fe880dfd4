"""Attempts, counted in the database: whatever process or machine they come to, they are counted together."""
