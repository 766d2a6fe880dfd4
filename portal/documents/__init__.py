"""Scans of documents: taken in, checked, normalised, kept. Knows an owner's id, not what the owner is."""
