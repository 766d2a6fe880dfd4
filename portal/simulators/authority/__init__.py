"""The demonstration's certification authority: it issues, revokes and publishes like the national one."""
