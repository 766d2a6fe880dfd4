"""The addresses under /__test__/: JSON in, JSON out. An IIN is sent in bodies alone, never in an address."""
