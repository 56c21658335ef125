"""Statistics that need NumPy; no store and no screen."""
