"""What is wrong with an installation, and what is unsafe: `portal check`, and what is looked at before a start."""
