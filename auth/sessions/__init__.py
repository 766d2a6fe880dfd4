"""Server-side sessions: unknown ids are refused, a new id at log-in, only the id's hash is stored."""
