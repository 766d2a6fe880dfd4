"""Providers of the service: the local executive bodies, their numbers, hours and people (clauses R-1, R-7)."""
