"""The decree and its Standard as data and pure functions: no database, no clock, no outside system."""
