"""Octets: ASN.1 read and written, names compared, PEM."""
