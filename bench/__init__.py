"""Programs that measure. Each takes `--quick`, and prints its figures as one JSON object on its last line.

What is measured and its floor or peer take turns in one run, so that a busy machine slows both: a ratio can be compared
from day to day, a figure in milliseconds cannot.
"""
