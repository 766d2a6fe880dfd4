"""The demonstration: fictional people, and a stand-in on loopback for every outside system."""
