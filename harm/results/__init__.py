"""Whether pursuing works: those just inside the cut of a list against those just outside."""
