"""A stand-in for the national identity provider: a person signs in as anybody they choose."""
