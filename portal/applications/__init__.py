"""The citizen's request, from the first answer of the draft to its end (clauses R-4 to R-6, R-10)."""
