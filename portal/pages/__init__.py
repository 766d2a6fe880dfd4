"""The front ends, by their users. A page reads the input, calls one act, and answers; it holds no rules."""
