"""The path from a certificate to a root (RFC 5280, 6.1): found, then validated."""
