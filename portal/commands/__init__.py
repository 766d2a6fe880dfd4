"""Commands of `portal`, one a module. What they need is imported when they run: `--help` answers at once."""
