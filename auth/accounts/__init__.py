"""People and staff: IIN and password (clauses R-10.1 to R-10.4)."""
