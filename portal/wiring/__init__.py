"""Tables for what calls back: a signature's purpose, a gateway service, an outbox kind, each with the act it leads to."""
