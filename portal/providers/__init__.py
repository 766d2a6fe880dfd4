"""Providers of the service: the local executive bodies, their BINs, hours and officials (clauses R-1, R-7)."""
