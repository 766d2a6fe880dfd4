"""Checks of an installation: for `portal check`, and before `serve` and `worker` start."""
