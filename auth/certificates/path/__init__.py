"""Certification paths: building (RFC 4158) and validation (RFC 5280, 6.1)."""
