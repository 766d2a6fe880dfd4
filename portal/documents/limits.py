"""Limits of scans, the same for everybody. Sizes are bytes as sent."""

MEGABYTE = 1024 * 1024

LARGEST_FILE = 20 * MEGABYTE
LARGEST_TOGETHER = 60 * MEGABYTE
MOST_FILES = 12

MOST_PAGES = 100
MOST_PIXELS = 50_000_000
SHORTER_EDGE = 2_000
"""Pixels of the shorter side of a kept picture: about 240 an inch on an A4 sheet, enough to read and print. The longer
side follows, so that a long picture of a telephone's screen keeps its letters."""
LONGER_EDGE = 65_500
"""The longer side, in pixels: more does not fit into a JPEG."""

MOST_UNPACKED = 200 * MEGABYTE
MOST_OBJECTS = 100_000
"""Of one PDF: bytes of its unpacked streams, pictures left out, and the number of its objects."""

WORKER_MEMORY = 1024 * MEGABYTE
WORKER_SECONDS = 20
"""Address space of a worker process, and its CPU seconds for one file. A hundred pages at 300 an inch take 6 to 10."""
