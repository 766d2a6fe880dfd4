"""Certificate revocation lists (RFC 5280, 5): fetched, published in a folder that processes share, and looked up."""
