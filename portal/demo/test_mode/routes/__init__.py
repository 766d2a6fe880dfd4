"""The addresses under /__test__/: JSON in, JSON out. An IIN stands in bodies alone, never in an address."""
