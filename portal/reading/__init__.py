"""How a field is read: a value to keep, or a `Fault`. Pure functions of what was typed; only the kernel is known."""
