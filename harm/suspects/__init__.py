"""One suspect: why they have their place, and who else is involved."""
