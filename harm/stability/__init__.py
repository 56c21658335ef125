"""How firmly a suspect is on the list."""
