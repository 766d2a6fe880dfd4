"""X.509: certificates read, the path to a configured root, profiles, revocation (RFC 5280, RFC 6960)."""
