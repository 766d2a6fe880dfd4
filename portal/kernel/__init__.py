"""The words every other room uses: time, persons' numbers, languages, outcomes. Standard library only."""
