"""Signed letters to a person: a kind, data, a recipient and a signer (clause R-3). Knows not what a letter is for."""
