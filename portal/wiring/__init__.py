"""Tables for what calls back: a signature's purpose, a gateway service, and the act each leads to."""
