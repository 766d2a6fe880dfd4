"""Events told to a person: each lies in the cabinet from the first day."""
