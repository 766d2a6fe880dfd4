"""Signed letters to a person: a kind, data, a recipient, a signer (clause R-3). Does not know what they are for."""
