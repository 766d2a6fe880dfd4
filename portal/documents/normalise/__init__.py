"""Makes a plain file of an untrusted one. Pure functions of bytes, run in a worker process: import little here."""
