"""Messages to a person about events, in the cabinet."""
