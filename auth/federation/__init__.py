"""Log-in by a national identity provider: OpenID Connect, authorisation code with PKCE, keys pinned."""
