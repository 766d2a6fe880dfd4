"""Server-side sessions: unknown ids are refused, each log-in gets a new id, and only its hash is stored."""
