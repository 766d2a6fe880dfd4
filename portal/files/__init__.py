"""Bytes under their own SHA-256: a folder by default, an S3 store by setting. Knows no domain."""
