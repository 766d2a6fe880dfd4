"""Scans of documents: received, checked, normalised, stored. Knows an owner's id, not what the owner is."""
