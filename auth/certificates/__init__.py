"""X.509: reading certificates and CRLs, the path to a configured root, profiles, revocation."""
