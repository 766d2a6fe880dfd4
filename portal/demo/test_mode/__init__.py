"""Addresses under /__test__/ for test suites: move the clock, read messages, use keys, cause outages, reset."""
