"""The demonstration: invented people, and every outside system on loopback."""
