"""Signatures that came in: bytes, the signer expected, and the verdict. Knows not what was signed, nor why."""
