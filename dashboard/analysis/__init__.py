"""Statistics that need NumPy; independent of the store and the pages."""
