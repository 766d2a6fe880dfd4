"""A stand-in for the national identity provider: whoever asks is signed in as whom they choose."""
