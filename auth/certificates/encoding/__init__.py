"""Encodings: reading and writing ASN.1, comparing names, PEM."""
