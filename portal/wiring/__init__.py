"""Tables that join domains: a signature's purpose or a gateway service, and the act each leads to."""
