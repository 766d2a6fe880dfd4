"""Signatures received: the bytes, the expected signer, the verdict. Does not know what was signed, nor why."""
