"""A stranger's file in, a plain one out. Pure functions of bytes for a worker process: import little here."""
