"""The end-to-end suite: a kit that others may build on, and the journeys of issue after issue."""
