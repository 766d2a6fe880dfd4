"""The front ends, by who sits in front of them. Pages hold no rules: read the input, call one act, answer."""
