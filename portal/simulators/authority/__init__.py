"""The demo's certification authority: issues, revokes and publishes like the national one."""
