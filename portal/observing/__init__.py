"""The portal seen from outside: lines of the log, numbers that tell requests apart, and counters."""
