"""Two lists compared: who moved, and why."""
