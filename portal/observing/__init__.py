"""What operators see of the portal: the log, request ids and metrics."""
